using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>Networks as script blocks: what is read, what is rejected, and that no part of them is run.</summary>
public sealed class NetworkTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    // A run that takes milliseconds; the images have 6×6 pixels.
    private const string Quick = "-Dataset $data -ValidationCount 60 -BatchSize 20 -Step 5";

    // The layers, and the part of them that must be underlined.
    public static TheoryData<string, string, string> Bad => new()
    {
        { "Dens 5", "Dens", "UnknownLayer" },
        { "Dense 5 6", "6", "InvalidNetwork" },
        { "Dense -Width 6", "-Width", "InvalidNetwork" },
        { "Dense $nothing", "$nothing", "InvalidNetwork" },
        { "Dense $env:PATH", "$env:PATH", "InvalidNetwork" },
        { "Dense $date", "$date", "InvalidNetwork" },
        { "Dense ($width % 2)", "%", "InvalidNetwork" },
        { "Dense ($global:ran = 1)", "($global:ran = 1)", "InvalidNetwork" },
        { "Dense $(Set-Variable ran 1 -Scope Global)", "$(Set-Variable ran 1 -Scope Global)", "InvalidNetwork" },
        { "Dense (Get-Random)", "(Get-Random)", "InvalidNetwork" },
        { "Dense ($width / 5)", "($width / 5)", "InvalidNetwork" },
        { "Dense 5 > ran.txt", "> ran.txt", "InvalidNetwork" },
        { "Dense 5 &", "Dense 5", "InvalidNetwork" },
        { "& Dense 5", "& Dense 5", "InvalidNetwork" },
        { "Dense 5 | Dense 6", "Dense 6", "InvalidNetwork" },
        { "Set-Variable ran 1 -Scope Global", "Set-Variable", "UnknownLayer" },
        { "$global:ran = 1", "$global:ran = 1", "InvalidNetwork" },
        { "param($x) Dense 5", "param($x)", "InvalidNetwork" },
        { "begin { Dense 5 } end { Dense 6 }", "begin { Dense 5 }", "InvalidNetwork" },
        { "foreach ($i in 1..3) { Dense 5 }", "foreach ($i in 1..3) { Dense 5 }", "InvalidNetwork" },
        { "if ($true) { Dense 5 }", "if ($true) { Dense 5 }", "InvalidNetwork" },
        { "function f { Dense 5 }", "function f { Dense 5 }", "InvalidNetwork" },
        { "trap { $global:ran = 1 } Dense 5", "{ trap { $global:ran = 1 } Dense 5 }", "InvalidNetwork" },
        { "[System.IO.File]::Delete('x')", "[System.IO.File]::Delete('x')", "InvalidNetwork" },
        { "Convolution 16, 3", "16, 3", "InvalidNetwork" },
        { "Convolution @(16, 3)", "@(16, 3)", "InvalidNetwork" },
        { "Convolution 16 3 -Padding:3", "3", "InvalidNetwork" },
        { "Activation Swich", "Swich", "UnknownActivation" },
        { "Activation \"$act\"", "\"$act\"", "InvalidNetwork" },
        { "Residual { Dense 5; Dens 6 }", "Dens", "UnknownLayer" },
        { "Residual { begin { } }", "begin { }", "InvalidNetwork" },
        { "Dropout 1.5", "1.5", "InvalidNetwork" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Other_scripts_are_rejected_and_not_run(string layers, string place, string id)
    {
        foreach (string command in (string[])["New-SwishNetwork", $"Invoke-SwishTraining {Quick} -Network"])
        {
            ErrorRecord error = session.Error(
                $"$global:ran = 0; $width = 16; $date = Get-Date; {command} {{ {layers} }}");
            Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
            string[] lines = error.ToString().ReplaceLineEndings("\n").Split('\n');
            Assert.Equal($"  {{ {layers} }}", lines[1]);
            int start = lines[2].IndexOf('^', StringComparison.Ordinal);
            Assert.Equal(place, lines[1].Substring(start, lines[2].Length - start));
            Assert.Equal("0", Assert.Single(session.Objects("$global:ran")).ToString());
        }
    }

    [Theory]
    [InlineData("Dense $width; Dense ($width * 2 + 4); Dense (($width - 4) / 3); Dense $script:width",
        "{ Dense 16; Dense 36; Dense 4; Dense 16 }")]
    [InlineData("Dense $text", "{ Dense 16 }")]
    [InlineData("Activation $act; Activation $formula; Activation { $x * (Tanh $x) }; Activation mine",
        "{ Activation ReLU; Activation '{x*sin(x)}'; Activation '{x*tanh(x)}'; Activation 'Mine{x*x}' }")]
    [InlineData("GatedDense 5 { $x * (Tanh $y) }; GatedDense 5 -BatchNorm", "{ GatedDense 5 '{x*tanh(y)}'; GatedDense 5 -BatchNorm }")]
    [InlineData("residual -rep:2 { activation } -shortcut { flatten }", "{ Residual -Repeat 2 { Activation } -Shortcut { Flatten } }")]
    [InlineData("Dropout $rate -ErrorAction", null)]
    [InlineData("Dropout $rate", "{ Dropout 0.125 }")]
    [InlineData("Branch { } { Dense 3 }  # a comment\n Flatten", "{ Branch { } { Dense 3 }; Flatten }")]
    [InlineData("Convolution 16 3 `\n -Stride 2", "{ Convolution 16 3 -Stride 2 }")]
    [InlineData("", "{ }")]
    public void Layers_are_read_with_variables(string layers, string? expected)
    {
        string script = "$width = 16; $text = '16'; $rate = [decimal] 0.125; $act = 'ReLU'; "
            + "$formula = New-Activation { $x * (Sin $x) }; $null = New-Activation Mine { $x * $x }; "
            + $"New-SwishNetwork {{ {layers} }}";
        if (expected is null) Assert.Equal("InvalidNetwork", session.Error(script).FullyQualifiedErrorId.Split(',')[0]);
        else Assert.Equal(expected, Assert.Single(session.Objects(script)).ToString());
    }

    [Fact]
    public void Variables_are_those_of_the_caller() =>
        Assert.Equal("{ Dense 7 }", Assert.Single(session.Objects(
            "$width = 5; function Make($width) { New-SwishNetwork { Dense $width } }; Make 7")).ToString());

    [Fact]
    public void Networks_are_swept_and_named_in_results()
    {
        IReadOnlyList<PSObject> results = session.Objects(
            "$width = 8; $mine = New-SwishNetwork Mine { Dense $width; Activation }; "
            + $"Invoke-SwishTraining {Quick} -Network $mine, {{ Dense ($width * 2); Activation }}, 'Dense 4; Activation' "
            + "-Activation ReLU, Swish");
        string[] names = ["Mine", "{ Dense 16; Activation }", "{ Dense 4; Activation }"];
        Assert.Equal([.. names, .. names], results.Select(r => (string)r.Properties["Network"].Value));
        Assert.All(results, r => Assert.Equal("Completed", r.Properties["Status"].Value));
        Assert.All(results, r => Assert.Equal("", r.Properties["HiddenLayers"].Value));
    }

    [Fact]
    public void The_same_run_is_written_as_hidden_layers_or_as_layers()
    {
        IReadOnlyList<PSObject> results = session.Objects(
            $"Invoke-SwishTraining {Quick} -HiddenLayer 8, 5; "
            + $"Invoke-SwishTraining {Quick} -Network {{ Dense 8; Activation; Dense 5; Activation }}");
        Assert.Single(results.Select(r => r.Properties["WeightHash"].Value).Distinct());
        Assert.Equal(2, results.Select(r => r.Properties["RunId"].Value).Distinct().Count());
    }

    [Theory]
    [InlineData("-HiddenLayer 8")]
    [InlineData("-Depth 2")]
    [InlineData("-Width 8")]
    [InlineData("-BatchNorm All")]
    [InlineData("-BatchNormPosition AfterActivation")]
    [InlineData("-FixedBatchNormScale")]
    [InlineData("-Residual")]
    [InlineData("-Dropout 0.1")]
    [InlineData("-GateWidth Unchanged")]
    public void Parameters_of_hidden_layers_exclude_a_network(string parameter)
    {
        ErrorRecord error = session.Error($"Invoke-SwishTraining {Quick} -Network {{ Dense 5 }} {parameter}");
        Assert.Equal("ContradictingParameters", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(parameter.Split(' ')[0], error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ResNet33", "UnknownNetwork", "ResNet32")]
    [InlineData("$null", "InvalidNetwork", "is empty")]
    [InlineData("3", "InvalidNetwork", "Int32")]
    [InlineData("{ MaxPool 7 }", "WindowTooLarge", "Layer 1, MaxPool 7, whose input is 1×6×6")]
    [InlineData("{ Dense 5; Activation } -Activation GLU", "GateHasTwoInputs", "GatedDense")]
    [InlineData("(Get-Date)", "InvalidNetwork", "DateTime")]
    public void Other_networks_are_rejected(string argument, string id, string part)
    {
        ErrorRecord error = session.Error($"Invoke-SwishTraining {Quick} -Network {argument}");
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(part, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_takes_networks_or_hidden_layers()
    {
        const string Script = """
            $r = Get-SwishRecipe Synced2017Deep
            $r.Network = 'ResNet20', (New-SwishNetwork { Dense 5 }), { Dense 6; Activation }
            "$($r.HiddenLayers)"
            $crossed = [System.Management.Automation.PSSerializer]::Deserialize(
                [System.Management.Automation.PSSerializer]::Serialize($r, 3))
            "$($crossed.Network)"
            $r.Depth = 2; $r.Width = 3
            "$($r.HiddenLayers) $($null -eq $r.Network)"
            $r.Network = 'LeNet5'
            $r.Network = $null
            "$($r.HiddenLayers)"
            """;
        Assert.Equal(
            [
                "ResNet20, { Dense 5 }, { Dense 6; Activation }", "ResNet20 { Dense 5 } { Dense 6; Activation }",
                "2 × 3 True", "128x2",
            ],
            session.Objects(Script).Select(o => o.ToString()));
    }

    [Fact]
    public void A_network_that_crossed_a_process_is_the_same()
    {
        const string Crossed = "[System.Management.Automation.PSSerializer]::Deserialize("
            + "[System.Management.Automation.PSSerializer]::Serialize($n))";
        foreach (string made in (string[])["New-SwishNetwork Mine { Dense 5 }", "Get-SwishNetwork 'Mine{ Dense 5 }'"])
        {
            ErrorRecord error = session.Error(
                $"$n = {made}; Invoke-SwishTraining {Quick} -Network $n, ({Crossed})");
            Assert.Equal("DuplicateRun", error.FullyQualifiedErrorId.Split(',')[0]);
        }
    }

    [Fact]
    public void A_log_is_resumed_with_the_network()
    {
        string log = session.NewFile("networks.jsonl");
        string command = $"Invoke-SwishTraining {Quick} -Network {{ Dense 5; Activation }} -ResultPath '{log}'";
        ScriptOutcome outcome = session.Run(
            $"{command}; $VerbosePreference = 'Continue'; {command}; Import-TrainingResult '{log}'").RequireNoError();
        Assert.DoesNotContain(outcome.Verbose, line => line.StartsWith("The first step", StringComparison.Ordinal));
        Assert.Equal(
            ["{ Dense 5; Activation }"], outcome.Objects.Select(o => o.Properties["Network"].Value.ToString()).Distinct());
    }

    [Fact]
    public void An_activation_without_a_place_is_warned_about()
    {
        string script = $"Invoke-SwishTraining {Quick} -Activation Tanh -Network {{ Dense 5; Activation ReLU }}";
        Assert.Contains(session.Run(script).Warnings, w => w.StartsWith("-Activation has no effect", StringComparison.Ordinal));
        Assert.Empty(session.Run(script.Replace(" ReLU", "", StringComparison.Ordinal)).RequireNoError().Warnings);
    }

    [Fact]
    public void A_script_for_other_processes_has_the_networks()
    {
        string script = Assert.Single(session.Objects(
            $"Invoke-SwishTraining -Dataset '{session.Folder}' -ValidationCount 60 -BatchSize 20 -Step 5 "
            + "-Network 'Mine{ Dense 6 }', { Dense 5; Activation } -AsJobScript Slurm")).ToString();
        Assert.Contains(".Network = 'Mine{ Dense 6 }', '{ Dense 5; Activation }'", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-SwishTraining -Network Res", "ResNet20, ResNet32")]
    [InlineData("Get-SwishNetwork Mob", "MobileNet")]
    [InlineData("Invoke-SwishTraining -Network 'Inception(", "'Inception(width=0.5)'")]
    [InlineData("Invoke-SwishTraining -Augmentation ", "None, PadCropFlip")]
    [InlineData("Invoke-SwishTraining -Schedule One", "OneCycle")]
    public void Tab_completes_names(string line, string expected) =>
        Assert.Equal(expected, string.Join(", ", session.Complete(line)));
}
