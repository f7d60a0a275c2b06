namespace Swish.Module.Tests;

/// <summary>
/// Every table fits 79 columns, so that none of its columns is lost or squeezed at the width of redirected output, with
/// the longest values that its objects hold.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ViewWidthTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private const string Runs = """
        $long = '{x*sigmoid(1.5*x)+tanh(x)/10-max(x, 0)^2/1000}'
        $runs = Invoke-SwishTraining -Activation $long, 'TrainedSwish(beta=1.25, per=unit)' -Step 1 -Diagnostic `
            -HiddenLayer 64, 50, 50, 30, 8 -BatchSize 1000 -LearningRate 0.00012345 -Seed 1234567
        """;

    private const string Kept = """
        $kept = Invoke-SwishTraining -Activation '{x*sigmoid(1.5*x)+tanh(x)/10-max(x, 0)^2/1000}' -Step 1 -KeepNetwork `
            -HiddenLayer 64, 50, 50, 30, 8 -BatchSize 1000
        """;

    private static readonly string[] Tables =
    [
        Runs + "; $runs",
        Runs + "; $runs | Get-TrainingHistory",
        Runs + "; $runs | Get-TrainingDiagnostic",
        Runs + "; $runs | Compare-Activation -Summary -WarningAction Ignore",
        "Invoke-SwishTraining -Width 8 -Step 20 -Optimizer SGD -LearningRate 100000 -Activation ReLU, Identity",
        Kept + "; Test-SwishNetwork $kept",
        Kept + "; Test-SwishNetwork $kept -PerClass",
        Kept + "; Test-SwishNetwork $kept -ConfusionMatrix",
        Kept + "; Invoke-SwishNetwork $kept | Select-Object -First 3",
        "Get-SwishExample -Index 0, 9999",
        "Get-SwishRecipe",
        "Get-SwishNetwork",
        "Get-SwishNetwork 'Inception(width=0.125)', { Dense 100; Activation; Dropout 0.1 } -InputShape 3, 224, 224",
        "Invoke-SwishTraining -Network { Dense 8; BatchNorm; Activation; Dense 8 } -Step 1",
        "Invoke-SwishTraining -Network { Dense 8; BatchNorm; Activation; Dense 8 } -Step 1 | Get-TrainingHistory",
        "New-ToyDataset Sine | Invoke-SwishTraining -Step 5 -Width 4 -Activation ReLU, Swish",
        "Invoke-SwishTraining -Activation ReLU, Swish -Width 4 -Step 3 -LearningRate 0.02, 0.01 -Repeat 2 | "
            + "Compare-Activation -AtBest LearningRate -WarningAction Ignore",
        "Get-Activation",
        "Get-Activation ReLU, '{x*sigmoid(x)}', 'PReLU(alpha=0.123, per=unit)'",
        "New-Activation ALongNameForAnActivation { $x * (Sigmoid ($beta * $x)) + (Max $x 0) } -Parameter @{ beta = 1.25 }",
        "Get-ActivationCurve '{exp(x)}' -Minimum -300 -Maximum 300 -Count 5",
        "Get-ActivationCurve '{x/10000000}' -Minimum -1e6 -Maximum 1e6 -Count 5",
        "Import-MnistDataset -Name ('Name' * 10)",
        "Search-Activation -Unary Identity, Sigmoid -Binary Multiply -Step 1 -Rung 1",
    ];

    public static TheoryData<string, int> Widths()
    {
        TheoryData<string, int> cases = [];
        foreach (string table in Tables)
            foreach (int width in (int[])[60, 80, 81, 88, 97, 100, 120, 200])
                cases.Add(table, width);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void No_column_is_lost_or_squeezed(string script, int width)
    {
        IReadOnlyList<string> lines = session.Lines($"$PSStyle.OutputRendering = 'Ansi'; {script}", width);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        if (width < 80)
        {
            // Columns are left out from the right, and the last one that is left has room for its header.
            string[] headers = HeadersOf(session.Lines($"$PSStyle.OutputRendering = 'PlainText'; {script}", width));
            Assert.All(headers, header => Assert.Contains(
                HeadersOf(Wide(script)), all => $"{all} ".StartsWith($"{header} ", StringComparison.Ordinal)));
            return;
        }
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 79));
        IReadOnlyList<string> wide = Wide(script);
        Assert.Equal(wide.Count, lines.Count);
        Assert.Equal(wide.Where(IsHeader), lines.Where(IsHeader));
    }

    [Theory]
    [InlineData(0.0001, "1.00E-4")]
    [InlineData(0.0912345, "0.0912")]
    [InlineData(12345678, "1.23E+7")]
    public void A_loss_has_significant_digits(double loss, string shown) =>
        AssertShown("Invoke-SwishTraining -Width 8 -Step 1", "TestLoss", loss, shown);

    [Theory]
    [InlineData(0.98765, "R² 0.988")]
    [InlineData(-0.1234, "R²-0.123")]
    [InlineData(-12.345, "R² -12.3")]
    [InlineData(-123456, "R² <-999")]
    public void The_score_of_a_number_fits_its_column(double score, string shown) =>
        AssertShown("New-ToyDataset Sine | Invoke-SwishTraining -Width 8 -Step 1", "R2", score, shown);

    /// <summary>Asserts what the table at 80 columns shows if a property of a result has a value.</summary>
    private void AssertShown(string training, string property, double value, string shown)
    {
        string number = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        string script = $"$run = {training}; $run.GetType().GetProperty('{property}').SetValue($run, [double] {number}); $run";
        Assert.Contains(session.Lines(script, 80), line => $"{line} ".Contains($" {shown} ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("| Get-TrainingHistory")]
    public void A_seed_is_shown_with_all_its_digits(string pipeline) =>
        Assert.Contains(
            session.Lines($"Invoke-SwishTraining -Width 8 -Step 1 -Seed 2147483647 {pipeline} | Format-Table", 80),
            line => line.Contains(" 2147483647 ", StringComparison.Ordinal));

    private IReadOnlyList<string> Wide(string script) =>
        session.Lines($"$PSStyle.OutputRendering = 'PlainText'; {script}", 400);

    private static string[] HeadersOf(IReadOnlyList<string> lines) =>
        [.. Enumerable.Range(1, lines.Count - 1).Where(i => IsHeader(lines[i])).Select(i => lines[i - 1])];

    // The line of dashes below the headers: as long as each of them.
    private static bool IsHeader(string line) => line.Length > 0 && line.All(c => c is '-' or ' ');
}
