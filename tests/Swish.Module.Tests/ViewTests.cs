namespace Swish.Module.Tests;

[Trait("Speed", "Slow")]
public sealed class ViewTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private const string Result = """
        $library = [System.AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'Swish' })[0]
        function New-Row($Type, $Arguments, $Values) {
            $row = $Arguments ? [System.Activator]::CreateInstance($Type, $Arguments)
                : [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($Type)
            foreach ($p in $Values.GetEnumerator()) { $Type.GetProperty($p.Key, [System.Reflection.BindingFlags] 'Instance, Public, NonPublic').SetValue($row, $p.Value) }
            $row
        }
        $run = New-Row $library.GetType('Swish.Recipes.RunIdentity') $null @{
            Activation = 'Swish(beta=1.5)'; HiddenLayers = '500x7-300-200-100'; BatchSize = 100; LearningRate = 0.008
            Seed = 12 }
        $status = [System.Enum]::Parse($library.GetType('Swish.Training.RunStatus'), 'Completed')
        $result = New-Row $library.GetType('Swish.Training.TrainingResult') $run @{
            RunStatus = $status; TestAccuracy = 0.97216; TestLoss = 0.0912345; Seconds = 12.345 }
        $result
        """;

    [Fact]
    public void A_result_is_a_row_with_accuracies_of_four_decimals()
    {
        IReadOnlyList<string> lines = session.Lines($"Get-Activation Swish > $null; {Result}");
        Assert.Contains(
            "Swish(beta=1.5) 500x7-300   100         12   0.9722    12.3     0.008   0.0912", lines);
        Assert.Contains(lines, line => line.Trim() == "-200-100");
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void A_result_that_crossed_a_process_looks_the_same()
    {
        const string Cross = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($result))";
        Assert.Equal(session.Lines(Result), session.Lines($"$null = . {{ {Result} }}; {Cross}"));
    }

    [Theory]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1", "TestLoss")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 | Get-TrainingHistory", "LearnRate")]
    [InlineData("Invoke-SwishTraining -Diagnostic -Activation TrainedSwish -Width 8 -Step 1 | Get-TrainingDiagnostic", "WeightNorm")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 -Activation ReLU, 'Swish(beta=1.5)' | Compare-Activation -WarningAction Ignore", "Collapsed")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 -Activation ReLU, Swish | Compare-Activation -Summary -WarningAction Ignore", "n/a")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 -KeepNetwork | Test-SwishNetwork", "ECE")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 -KeepNetwork | Test-SwishNetwork -PerClass", "Activation")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 -KeepNetwork | Test-SwishNetwork -ConfusionMatrix", "Activation")]
    [InlineData("Invoke-SwishNetwork (Invoke-SwishTraining -Width 8 -Step 1 -KeepNetwork) | select -First 3", "File")]
    [InlineData("Get-SwishExample -Index 0", "Inputs")]
    [InlineData("Get-Activation", "Parameters")]
    [InlineData("Get-SwishRecipe", "Optimizer")]
    [InlineData("Get-SwishNetwork", "MultAdds")]
    [InlineData("Invoke-SwishTraining -Network LeNet5 -Step 1", "TestLoss")]
    [InlineData("Search-Activation -Unary Identity, Sigmoid -Binary Multiply -Step 1 -Rung 1", "Runs")]
    public void What_matters_fits_80_columns(string script, string lastColumn)
    {
        IReadOnlyList<string> lines = session.Lines(script, width: 80);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains(lines, line => line.TrimEnd().EndsWith(lastColumn, StringComparison.Ordinal));
        Assert.All(session.Lines(script, width: 200), line => Assert.InRange(line.Length, 0, 120));
    }

    /// <summary>
    /// Rows that differ in what is too long for a column are told apart, and the numbers of each are on one line.
    /// </summary>
    [Theory]
    [InlineData("Invoke-SwishTraining -Step 1 -Network { Dense 8; BatchNorm; Activation; Dense 8; Activation }, "
        + "{ Dense 8; BatchNorm; Activation; Dense 9; Activation }", "NetworkName")]
    [InlineData("Invoke-SwishTraining -Step 1 -Network { Dense 8; BatchNorm; Activation; Dense 8; Activation }, "
        + "{ Dense 8; BatchNorm; Activation; Dense 9; Activation } | Get-TrainingHistory", "NetworkName")]
    [InlineData("Invoke-SwishTraining -Step 1 -Network (New-SwishNetwork MyWideNetwork1 { Dense 8; Activation }), "
        + "(New-SwishNetwork MyWideNetwork2 { Dense 9; Activation })", "Network")]
    [InlineData("Invoke-SwishTraining -Step 1 -HiddenLayer 500, 500, 300, 200, 100; "
        + "Invoke-SwishTraining -Step 1 -HiddenLayer 500, 500, 300, 200, 50", "HiddenLayers")]
    [InlineData("Invoke-SwishTraining -Step 1 -Width 8 -Activation { $x * (Sigmoid (1.5 * $x)) + 1 }, "
        + "{ $x * (Sigmoid (1.5 * $x)) + 2 }", "Activation")]
    [InlineData("Get-SwishNetwork 'MobileNet(width=0.125)', 'MobileNet(width=0.0625)' -InputShape 3, 32, 32", "Name")]
    [InlineData("Invoke-SwishTraining -Step 1 -Activation ReLU, Swish -Network { Dense 8; BatchNorm; Activation; Dense 8 }, "
        + "{ Dense 8; BatchNorm; Activation; Dense 9 } | Compare-Activation -WarningAction Ignore", "Condition")]
    [InlineData("$rows = 1..60 | % { @{ x = $_ % 7; y = 'a banana of the Canary ' + ('Islands', 'Coast')[$_ % 2] } }; "
        + "Test-SwishNetwork ($rows | Invoke-SwishTraining -Label y -Step 1 -KeepNetwork) -PerClass "
        + "-Dataset ($rows | ConvertTo-SwishDataset -Label y)", "Class")]
    public void Rows_can_be_told_apart(string script, string property)
    {
        string[] values = [.. session.Objects($"(& {{ {script} }}).{property}").Select(v => v.ToString()).Distinct()];
        Assert.True(values.Length > 1);
        foreach (int width in (int[])[80, 120])
        {
            IReadOnlyList<string> lines = session.Lines($"$PSStyle.OutputRendering = 'PlainText'; {script}", width);
            Assert.DoesNotContain(lines, line => line.Contains('…', StringComparison.Ordinal));
            string column = Column(lines, property);
            Assert.All(values, value =>
                Assert.Contains(value.Replace(" ", "", StringComparison.Ordinal), column, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_network_without_a_name_has_one_in_tables_that_a_filter_can_use()
    {
        const string Runs = "$runs = Invoke-SwishTraining -Step 1 "
            + "-Network { Dense 8; Activation }, { Dense 9; Activation }, LeNet5";
        Assert.Equal(
            ["{4db8d5}", "{6113bc}", "LeNet5"], session.Objects($"{Runs}; $runs.NetworkName").Select(name => name.ToString()));
        Assert.Equal(
            ["{ Dense 9; Activation }"],
            session.Values<string>($"{Runs}; $runs | Where-Object NetworkName -EQ $runs[1].NetworkName", "Network"));
        Assert.DoesNotContain(
            "NetworkName", session.Objects($"{Runs}; $runs | ConvertTo-Csv")[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_set_shows_its_sizes() =>
        Assert.Contains(session.Lines("Import-MnistDataset"),
            line => line.StartsWith("MNIST                    60000     10000     28×28       10 ", StringComparison.Ordinal));

    /// <summary>Returns the text of a column, whose values may continue on the lines below, without spaces.</summary>
    private static string Column(IReadOnlyList<string> lines, string property)
    {
        string header = property is "NetworkName" or "Network" or "HiddenLayers" ? "Layers" : property;
        int dashes = lines.ToList().FindIndex(line => line.Length > 0 && line.All(c => c is '-' or ' '));
        int start = lines[dashes - 1].IndexOf(header, StringComparison.Ordinal);
        // The column ends where the next header begins, which is to the left of all its values if these are names.
        string rest = lines[dashes - 1][(start + header.Length)..];
        int end = start + header.Length + rest.Length - rest.TrimStart().Length;
        return string.Concat(lines.Skip(dashes + 1).Where(line => line.Length > start)
            .Select(line => line[start..Math.Min(end, line.Length)].Replace(" ", "", StringComparison.Ordinal)));
    }
}
