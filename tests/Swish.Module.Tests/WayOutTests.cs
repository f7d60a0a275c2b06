using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>Errors say what is so, with an id of their own, and name the way out.</summary>
public sealed class WayOutTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Train = "Invoke-SwishTraining -Dataset $data -ValidationCount 50 -Width 8 -Depth 1 -Step 3";

    [Theory]
    [InlineData("$r")]
    [InlineData("$r | ForEach-Object { [pscustomobject]@{ Activation = $_.Activation; TestAccuracy = \"$($_.TestAccuracy)\" } }")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($r, 3))")]
    public void Results_are_taken_for_their_activations(string results) =>
        Assert.Equal(["ReLU", "Swish"], session.Values<string>(
            $"$r = {Train} -Activation ReLU, Swish; {results} | {Train} -Seed 2", "Activation"));

    [Theory]
    [InlineData("' $x * (Sigmoid $x) '")]
    [InlineData("'{ $x * (Sigmoid $x) }'")]
    public void The_text_of_a_script_block_is_a_formula(string text) =>
        Assert.Equal(["{x*sigmoid(x)}"], session.Values<string>($"Get-ActivationCurve {text} -Count 1", "Activation"));

    [Theory]
    [InlineData("x*sigmoid(x)", "MalformedActivation", "'{x*sigmoid(x)}'")]
    [InlineData("tanh(x)", "MalformedActivation", "braces")]
    [InlineData("$x *", "InvalidExpression", "formula")]
    [InlineData("Swihs", "UnknownActivation", "Swish")]
    [InlineData("Swish(beta=x)", "InvalidActivationConstant", "beta=1.5")]
    [InlineData("{log(}", "InvalidExpression", "^")]
    public void An_activation_that_cannot_be_read_has_its_own_id(string text, string id, string part)
    {
        foreach (string cmdlet in (string[])["Get-ActivationCurve", "Measure-Activation", Train + " -Activation"])
        {
            ErrorRecord error = session.Error($"{cmdlet} $args[0]", text);
            Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(part, error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_bad_name_among_several_leaves_the_others() =>
        Assert.Single(session.Run("Get-ActivationCurve Swihs, ReLU -Count 1").Objects);

    [Fact]
    public void A_folder_may_be_an_object() =>
        Assert.Single(session.Objects(
            "Invoke-SwishTraining -Dataset ([System.IO.DirectoryInfo] $args[0]) -ValidationCount 50 -Width 8 -Step 1", session.Folder));

    [Fact]
    public void Files_with_two_prefixes_are_named()
    {
        ErrorRecord error = session.Error("""
            $folder = [System.IO.Directory]::CreateTempSubdirectory('swish-').FullName
            foreach ($file in [System.IO.Directory]::GetFiles($args[0], '*-ubyte*')) {
                [System.IO.File]::Copy($file, "$folder/emnist-digits-$([System.IO.Path]::GetFileName($file))")
                [System.IO.File]::Copy($file, "$folder/emnist-letters-$([System.IO.Path]::GetFileName($file))")
            }
            Import-MnistDataset -LiteralPath $folder
            """, session.Folder);
        Assert.Contains("emnist-digits, emnist-letters", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_log_loses_no_line()
    {
        string file = session.NewFile("runs.csv");
        File.WriteAllText(file, "Activation,Seed\nReLU,1\n");
        ErrorRecord error = session.Error($"{Train} -ResultPath $args[0]", file);
        Assert.StartsWith("ResultLogDamaged,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("is not a result log", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("delete", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-TrainingResult")]
    [InlineData(Train + " -ResultPath")]
    public void A_folder_is_no_log(string cmdlet)
    {
        ErrorRecord error = session.Error($"{cmdlet} $args[0]", session.Folder);
        Assert.StartsWith("PathNotFile,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("is a folder", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_fits_nothing_names_LiteralPath() =>
        Assert.Contains("-LiteralPath", session.Error("Import-MnistDataset './[br]'").Exception.Message,
            StringComparison.Ordinal);

    [Fact]
    public void Runs_from_JSON_keep_how_they_ended()
    {
        const string Script = """
            $r = Invoke-SwishTraining -Dataset $data -ValidationCount 50 -Width 8 -Depth 1 -Step 20 -BatchSize 50 `
                -Optimizer SGD -LearningRate 1000000 -Activation Identity, ReLU
            """;
        const string Compared = "Compare-Activation -WarningAction Ignore";
        const string Json = "ConvertTo-Json | ConvertFrom-Json";
        // JSON that version 0.1 wrote has the numbers of enumerations: 1 is Diverged.
        const string Numbers = "ForEach-Object { $_.Status = [long] ($_.Status -eq 'Diverged'); $_ }";
        IReadOnlyList<int> collapsed = session.Values<int>($"{Script}; $r | {Compared}", "Collapsed");
        Assert.Contains(1, collapsed);
        Assert.Equal(collapsed, session.Values<int>($"{Script}; $r | {Json} | {Compared}", "Collapsed"));
        Assert.Equal(collapsed, session.Values<int>($"{Script}; $r | {Json} | {Numbers} | {Compared}", "Collapsed"));
    }

    [Theory]
    [InlineData("", "\"Status\":\"Completed\"")]
    [InlineData("", "\"Schedule\":\"Constant\"")]
    [InlineData("| Get-TrainingHistory", "\"Optimizer\":\"Adam\"")]
    [InlineData("| Get-TrainingDiagnostic", "\"Optimizer\":\"Adam\"")]
    public void JSON_has_the_names_of_enumerations(string pipeline, string part) =>
        Assert.Contains(part, session.Objects(
            $"{Train} -Optimizer Adam -Diagnostic {pipeline} | ConvertTo-Json -Compress")[0].ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void The_JSON_of_a_recipe_has_the_names_of_enumerations()
    {
        string json = session.Objects("Get-SwishRecipe Synced2017Deep | ConvertTo-Json -Compress -Depth 1")[0].ToString();
        Assert.Contains("\"Optimizer\":[\"", json, StringComparison.Ordinal);
        Assert.Contains("\"BatchNormPosition\":\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-Activation ReLU | ForEach-Object { [pscustomobject]@{ Name = $_.Name; Formula = $_.Formula } }")]
    public void An_activation_that_lost_its_type_is_known_by_its_name(string source) =>
        Assert.Equal(["ReLU"], session.Values<string>($"{source} | Get-ActivationCurve -Count 1", "Activation"));
}
