using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>What is assigned to a recipe's property is read as an argument is.</summary>
[Trait("Speed", "Slow")]
public sealed class RecipePropertyTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    [Theory]
    [InlineData("LearningRate = '0.001'", "LearningRate", "0.001")]
    [InlineData("LearningRate = 0.1, '0.01'", "LearningRate", "0.1 0.01")]
    [InlineData("Depth = '3'", "Depth", "3")]
    [InlineData("Depth = 2.0", "Depth", "2")]
    [InlineData("Residual = 'false'", "Residual", "False")]
    [InlineData("Residual = 'True'", "Residual", "True")]
    [InlineData("Optimizer = 'Momentum', 'nesterov'", "Optimizer", "Momentum Nesterov")]
    [InlineData("Schedule = 'Step'", "Schedule", "Step")]
    [InlineData("BatchNorm = 3", "BatchNorm", "3")]
    [InlineData("Step = 7", "Step", "7")]
    [InlineData("Step = $null", "Step", "")]
    [InlineData("InitialBias = -0.5", "InitialBias", "-0.5")]
    [InlineData("Activation = { $x * (Tanh $x) }", "Activation", "{x*tanh(x)}")]
    [InlineData("Activation = Get-Activation Swish", "Activation", "Swish")]
    [InlineData("Activation = 'silu', 'PReLU(per=unit)'", "Activation", "Swish PReLU(per=unit)")]
    public void Values_are_read(string assignment, string property, string expected) =>
        Assert.Equal(expected, Assert.Single(session.Objects(
            $"$r = Get-SwishRecipe Default; $r.{assignment}; \"$($r.{property})\"")).ToString());

    [Fact]
    public void A_name_of_ones_own_is_an_activation() =>
        Assert.Equal("Mine", Assert.Single(session.Objects(
            "$null = New-Activation Mine { $x * $x }; $r = Get-SwishRecipe Default; $r.Activation = 'mine'; "
            + "$r.Activation[0].Name")).ToString());

    [Theory]
    [InlineData("LearningRate = '0,001'", "InvalidLearningRate", "'0,001' is not a number")]
    [InlineData("LearningRate = ''", "InvalidLearningRate", "needs a value")]
    [InlineData("LearningRate = $null", "InvalidLearningRate", "needs a value")]
    [InlineData("LearningRate = $true", "InvalidLearningRate", "Boolean")]
    [InlineData("Depth = 2.5", "InvalidDepth", "2.5 is not a whole number")]
    [InlineData("Depth = [char]'2'", "InvalidDepth", "Char")]
    [InlineData("Residual = 'perhaps'", "InvalidResidual", "is $true or $false")]
    [InlineData("Momentum = 0.5, 0.9", "InvalidMomentum", "one value, not a list of 2")]
    [InlineData("Optimizer = 'Momentum, Nesterov'", "InvalidOptimizer", "without quotes")]
    [InlineData("Optimizer = 'Adagrad'", "InvalidOptimizer", "AdamW")]
    [InlineData("BatchNorm = 'some'", "InvalidBatchNorm", "None, All")]
    [InlineData("Activation = 'Swich'", "UnknownActivation", "Swish")]
    [InlineData("Activation = $null", "InvalidActivation", "is empty")]
    public void Others_are_rejected_with_the_recipe_as_it_was(string assignment, string id, string part)
    {
        ErrorRecord error = session.Error($"$global:r = Get-SwishRecipe Default; $r.{assignment}");
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(part, error.ToString(), StringComparison.Ordinal);
        string property = assignment.Split(' ')[0];
        Assert.Equal("True", Assert.Single(session.Objects(
            $"\"$($r.{property})\" -eq \"$((Get-SwishRecipe Default).{property})\"")).ToString());
    }

    [Fact]
    public void A_comma_is_read_where_the_culture_writes_it() =>
        Assert.Equal("0.001", Assert.Single(session.Objects(
            "$before = [cultureinfo]::CurrentCulture; [cultureinfo]::CurrentCulture = 'de-DE'; try { "
            + "$r = Get-SwishRecipe Default; $r.LearningRate = '0,001' } finally { [cultureinfo]::CurrentCulture = $before } "
            + "\"$($r.LearningRate)\"")).ToString());

    [Fact]
    public void A_changed_recipe_is_what_is_trained()
    {
        IReadOnlyList<PSObject> results = session.Objects(
            "$r = Get-SwishRecipe Default; $r.Width = 4; $r.Optimizer = 'SGD', 'Adam'; $r.Step = 2; "
            + "$r.ValidationCount = 60; $r.BatchSize = 20; $r.Momentum = '0.5'; $r | Invoke-SwishTraining -Dataset $data");
        Assert.Equal(["SGD", "Adam"], results.Select(r => r.Properties["Optimizer"].Value.ToString()));
        Assert.All(results, r => Assert.Equal("Momentum=0.5", ((string)r.Properties["OtherSettings"].Value).Split("; ")[0]));
    }

    [Fact]
    public void A_recipe_that_crossed_a_process_is_the_same()
    {
        const string Crossed = "[System.Management.Automation.PSSerializer]::Deserialize("
            + "[System.Management.Automation.PSSerializer]::Serialize($r, 3))";
        // Both are the same runs, which a sweep does not have twice.
        ErrorRecord error = session.Error(
            "$r = Get-SwishRecipe Synced2017Deep; $r.Optimizer = 'Momentum', 'SGD'; $r.HiddenLayer = 4, 3; $r.Step = 2; "
            + $"$r.ValidationCount = 60; $r.BatchSize = 20; $r, ({Crossed}) | Invoke-SwishTraining -Dataset $data "
            + "-Seed 1 -Activation ReLU");
        Assert.StartsWith("Runs 1 and 3", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_parameter_of_a_setting_has_the_type_of_its_declaration()
    {
        IReadOnlyList<PSObject> settings = session.Objects("""
            $library = [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'Swish' })[0]
            $library.GetType('Swish.Recipes.RecipeSettings').GetProperty('All').GetValue($null)
            """);
        Dictionary<string, ParameterMetadata> parameters =
            ((CmdletInfo)session.Objects("Get-Command Invoke-SwishTraining")[0].BaseObject).Parameters;
        Assert.Equal(
            ["HiddenLayers", "InitialBias", "InitializerDeviation"],
            settings.Select(Name).Where(name => !parameters.ContainsKey(name)).Order());
        foreach (PSObject setting in settings.Where(s => parameters.ContainsKey(Name(s)) && Name(s) is not "Activation" and not "Network" and not "InitialNetwork"))
        {
            Type type = (Type)setting.Properties["ParameterType"].Value;
            type = Nullable.GetUnderlyingType(type) ?? type;
            // Choices are text, with a tooltip for each.
            if (type.IsEnum) type = typeof(string);
            bool swept = (int)setting.Properties["SweepOrder"].Value > 0;
            Type expected = swept ? type.MakeArrayType() : type == typeof(bool) ? typeof(SwitchParameter) : type;
            ParameterMetadata parameter = parameters[Name(setting)];
            Assert.Equal(expected, parameter.ParameterType);
            Attribute reader = Assert.Single(parameter.Attributes, a => a.GetType().Name == "SettingArgumentAttribute");
            Assert.Equal(Name(setting), reader.GetType().GetProperty("Name")!.GetValue(reader));
        }

        static string Name(PSObject setting) => (string)setting.Properties["Name"].Value;
    }

    [Theory]
    [InlineData("'0,5'", "is not a number")]
    [InlineData("$null", "needs a value")]
    [InlineData("''", "needs a value")]
    [InlineData("$true", "Boolean")]
    [InlineData("1, 2", "not a list")]
    public void Initial_values_of_parameters_are_read_alike(string value, string part)
    {
        ErrorRecord error = session.Error($"New-Activation {{ $b * $x }} -Parameter @{{ b = {value} }}");
        Assert.StartsWith("InvalidParameter,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(part, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_of_version_0_1_is_resumed_and_nothing_is_trained()
    {
        string data = Path.Combine(BuiltModule.Repository, "tests/Swish.Tests/ResultLogs/Data");
        string copy = session.NewFile("old.jsonl");
        File.Copy(Path.Combine(data, "Version0.1.jsonl"), copy);
        int runs = File.ReadAllLines(copy).Length;
        ScriptOutcome outcome = session.Run(
            "$VerbosePreference = 'Continue'; . $args[0] $args[1]", Path.Combine(data, "Version0.1.ps1"), copy);
        Assert.Equal(runs, outcome.RequireNoError().Objects.Count);
        Assert.DoesNotContain(outcome.Verbose, line => line.StartsWith("The first step", StringComparison.Ordinal));
        Assert.Equal(runs, File.ReadAllLines(copy).Length);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Activation = 'GELU'; Step = 7; Width = 6; Seed = 3 }", "Step")]
    [InlineData("'{ \"Activation\": \"GELU\", \"learningRate\": 0.1 }' | ConvertFrom-Json", "LearningRate")]
    [InlineData("[pscustomobject]@{ Step = 7 }", "Step")]
    [InlineData("Get-SwishRecipe Default | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json", "BatchSize")]
    [InlineData("Get-SwishRecipe Default | ConvertTo-Csv | ConvertFrom-Csv", "BatchSize")]
    [InlineData("Get-SwishRecipe Default | Select-Object @{ n = 'Activation'; e = { 'GELU' } }, BatchSize", "BatchSize")]
    [InlineData(
        "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize(("
            + "Get-SwishRecipe Default | Select-Object @{ n = 'Activation'; e = { 'GELU' } }, Width, Momentum)))", "Momentum")]
    public void An_object_with_settings_that_is_not_a_recipe_is_rejected(string recipe, string setting)
    {
        foreach (string command in (string[])[$"{recipe} | Invoke-SwishTraining -WhatIf", $"Invoke-SwishTraining ({recipe}) -WhatIf"])
        {
            ErrorRecord error = session.Error(command);
            Assert.StartsWith("InvalidRecipe,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(setting, error.Exception.Message, StringComparison.Ordinal);
            Assert.Contains("Export-Clixml", error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("$recipe | Select-Object *")]
    [InlineData("Copy-Object $recipe")]
    [InlineData("Copy-Object $recipe | Select-Object *")]
    [InlineData("Copy-Object ($recipe | Select-Object *)")]
    public void A_recipe_that_was_selected_or_deserialized_trains_the_same_runs(string recipe)
    {
        string[] runs = [.. session.Objects(
            $$"""
            function Copy-Object($value) {
                [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($value))
            }
            $recipe = Get-SwishRecipe Default
            $recipe.Activation = 'GELU', { $x * (Tanh $x) }
            $recipe.LearningRate = 0.01, 0.02
            $recipe.Width = 6
            $recipe.Depth = 1
            $recipe.Step = 2
            foreach ($it in $recipe, ({{recipe}})) { ($it | Invoke-SwishTraining).RunId -join ' ' }
            """).Select(run => run.ToString())];
        Assert.Equal(2, runs.Length);
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(4, runs[0].Split(' ').Distinct().Count());
    }

    [Theory]
    [InlineData("New-Activation { $x * (Tanh (0.3 * $x)) }")]
    [InlineData("New-Activation Named { $b * $x * (Tanh $x) } -Parameter @{ b = 0.7 }")]
    [InlineData("Get-Activation 'Swish(beta=1.5)'")]
    [InlineData("Get-Activation PReLU")]
    [InlineData("Get-Activation SwiGLU")]
    public void An_activation_that_was_selected_or_saved_trains_the_same_run(string activation)
    {
        string[] runs = [.. session.Objects(
            $$"""
            $activation = {{activation}}
            $xml = [Management.Automation.PSSerializer]::Serialize($activation)
            foreach ($it in $activation, ($activation | Select-Object *),
                [Management.Automation.PSSerializer]::Deserialize($xml), ($activation | ConvertTo-Csv | ConvertFrom-Csv)) {
                (Invoke-SwishTraining -Activation $it -Step 2 -Width 6 -Depth 1).RunId
            }
            """).Select(run => run.ToString())];
        Assert.Equal(4, runs.Length);
        Assert.Single(runs.Distinct());
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Activation = 'GELU' }")]
    [InlineData("[pscustomobject]@{ Activation = 'GELU'; Score = 3 }")]
    [InlineData("[pscustomobject]@{ Activation = 'GELU'; Seed = 3; RunId = 'ab' }")]
    [InlineData("[pscustomobject]@{ Activation = 'GELU'; Seed = 3; x = 1 } | Select-Object Activation, Seed")]
    public void An_object_with_an_activation_is_trained_with_the_default_recipe(string activation) =>
        session.Run($"{activation} | Invoke-SwishTraining -WhatIf").RequireNoError();
}
