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
            "Swish(beta=1.5) 500x7-300…   100     0.008         12   0.9722   0.0912    12.3", lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void A_result_that_crossed_a_process_looks_the_same()
    {
        const string Cross = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($result))";
        Assert.Equal(session.Lines(Result), session.Lines($"$null = . {{ {Result} }}; {Cross}"));
    }

    [Theory]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1", "Seconds")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 | Get-TrainingHistory", "LearnRate")]
    [InlineData("Invoke-SwishTraining -Diagnostic -Activation TrainedSwish -Width 8 -Step 1 | Get-TrainingDiagnostic", "Constant")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 -Activation ReLU, 'Swish(beta=1.5)' | Compare-Activation -WarningAction Ignore", "Collapsed")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 -Activation ReLU, Swish | Compare-Activation -Summary -WarningAction Ignore", "95%")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 -KeepNetwork | Test-SwishNetwork", "ECE")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 -KeepNetwork | Test-SwishNetwork -PerClass", "Activation")]
    [InlineData("Invoke-SwishTraining -Width 8 -Step 1 -KeepNetwork | Test-SwishNetwork -ConfusionMatrix", "Activation")]
    [InlineData("Invoke-SwishNetwork (Invoke-SwishTraining -Width 8 -Step 1 -KeepNetwork) | select -First 3", "File")]
    [InlineData("Get-SwishExample -Index 0", "Inputs")]
    [InlineData("Get-Activation", "Parameters")]
    [InlineData("Get-SwishRecipe", "Optimizer")]
    [InlineData("Get-SwishNetwork", "Memory")]
    [InlineData("Invoke-SwishTraining -Network LeNet5 -Step 1", "Seconds")]
    [InlineData("Search-Activation -Unary Identity, Sigmoid -Binary Multiply -Step 1 -Rung 1", "Steps")]
    public void What_matters_fits_80_columns(string script, string lastColumn)
    {
        IReadOnlyList<string> lines = session.Lines(script, width: 80);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains(lines, line => line.TrimEnd().EndsWith(lastColumn, StringComparison.Ordinal));
        Assert.All(session.Lines(script, width: 200), line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public void A_data_set_shows_its_sizes() =>
        Assert.Contains(session.Lines("Import-MnistDataset"),
            line => line.StartsWith("MNIST                    60000     10000     28×28       10 ", StringComparison.Ordinal));
}
