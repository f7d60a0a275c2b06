using System.Management.Automation;

namespace Swish.Module.Tests;

public sealed class CompletionTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Theory]
    [InlineData("Get-ActivationCurve swi", "Swish", "x·σ(βx)")]
    [InlineData("Get-ActivationCurve -Activation ReLU, swi", "Swish", "x·σ(βx)")]
    [InlineData("Get-Activation 'swi", "Swish", "x·σ(βx)")]
    [InlineData("Invoke-SwishTraining -Activation ReLU, gl", "GLU", "x·σ(y)")]
    [InlineData("Invoke-SwishTraining -Activation 'glu(ta", "glu(Tanh)", "x·g(y), g = (e^x − e^−x)/(e^x + e^−x)")]
    public void Completes_activations_with_the_formula(string line, string text, string tooltip)
    {
        CompletionResult first = Complete(line).First();
        Assert.Equal(text, first.CompletionText.Trim('\''));
        Assert.Equal(tooltip, first.ToolTip);
    }

    [Theory]
    [InlineData("Get-ActivationCurve SwiG")]
    [InlineData("Measure-Activation -Activation SwiG")]
    public void Completes_no_gate_where_a_curve_is_needed(string line) =>
        Assert.DoesNotContain(Complete(line), choice => choice.CompletionText == "SwiGLU");

    [Theory]
    [InlineData("Get-Activation 'swish(", "'swish(beta=1)'")]
    [InlineData("Measure-Activation -Activation 'Swish(be", "'Swish(beta=1)'")]
    [InlineData("Measure-Activation 'Swish(beta=", "'Swish(beta=1)'")]
    [InlineData("Measure-Activation 'Swish(beta=2.5", "'Swish(beta=2.5)'")]
    [InlineData("Measure-Activation 'SELU(alpha=1.5,", "'SELU(alpha=1.5, lambda=1.050700987355480")]
    [InlineData("Measure-Activation 'SELU(alpha=1.5, la", "'SELU(alpha=1.5, lambda=1.050700987355480")]
    [InlineData("Measure-Activation 'PReLU(alpha=0.1, per=u", "'PReLU(alpha=0.1, per=unit)'")]
    [InlineData("Invoke-SwishTraining -Activation 'SwiGLU(", "'SwiGLU(beta=1)'")]
    public void Completes_constants_with_their_defaults(string line, string text) =>
        Assert.StartsWith(text, Complete(line).First().CompletionText, StringComparison.Ordinal);

    [Theory]
    [InlineData("Measure-Activation 'Nothing(")]
    [InlineData("Measure-Activation 'ReGLU(")]
    [InlineData("Measure-Activation 'ReLU(")]
    [InlineData("Measure-Activation 'Swish(gamma")]
    [InlineData("Measure-Activation 'Swish(beta=1)")]
    public void Completes_no_constant_that_there_is_not(string line) =>
        Assert.DoesNotContain(Complete(line), c => c.ToolTip.Contains("where it is not given", StringComparison.Ordinal));

    [Theory]
    [InlineData("$rows | Compare-Activation -Baseline ", "Tanh, GELU")]
    [InlineData("$rows | Compare-Activation -Metric Err", "ErrorRate")]
    [InlineData("$rows | Compare-Activation -GroupBy Opt", "Optimizer, Optics")]
    [InlineData("$rows | Export-SwishPlot x.svg -X ", "Activation, Seed, ErrorRate, Optics")]
    public void Completes_from_the_results_of_a_variable(string line, string expected)
    {
        _ = session.Objects("""
            $global:rows = [pscustomobject]@{ Activation = 'Tanh'; Seed = 1; ErrorRate = 0.1; Optics = 'none' },
                [pscustomobject]@{ Activation = 'GELU'; Seed = 1; ErrorRate = '0.2'; Optics = 'none' }
            """);
        Assert.Equal(expected, string.Join(", ", Complete(line).Select(c => c.CompletionText)));
    }

    [Theory]
    [InlineData("$rows | Get-TrainingDiagnostic | Export-SwishPlot x.svg -Metric Gra", "GradientNorm")]
    [InlineData("$rows | get-trainingdiagnostic | Show-SwishPlot -Y Constant", "ConstantMean, ConstantMinimum, ConstantMaximum")]
    [InlineData("Show-SwishPlot -X Lay", "Layer")]
    public void Completes_the_columns_of_diagnostics(string line, string expected) =>
        Assert.Equal(expected, string.Join(", ", Complete(line).Select(c => c.CompletionText)));

    [Fact]
    public void Completes_all_activations_where_the_results_are_not_known() =>
        Assert.Contains(Complete("$nothing | Compare-Activation -Baseline "), c => c.CompletionText == "Mish");

    [Theory]
    [InlineData("Invoke-SwishTraining -Optimizer Ada", "Adam, AdamW")]
    [InlineData("Invoke-SwishTraining -Schedule C", "Constant, Cosine")]
    [InlineData("Invoke-SwishTraining -Initializer Glorot", "GlorotUniform, GlorotNormal")]
    [InlineData("Invoke-SwishTraining -L2Layer ", "All, First")]
    [InlineData("New-Activation -Per ", "Layer, Unit")]
    [InlineData("Search-Activation -Unary Sinc", "Sinc")]
    [InlineData("Get-SwishRecipe Synced2017S", "Synced2017Shallow")]
    [InlineData("Invoke-SwishTraining Synced2017S", "Synced2017Shallow")]
    public void Completes_closed_choices(string line, string expected) =>
        Assert.Equal(expected, string.Join(", ", Complete(line).Select(c => c.CompletionText)));

    public static TheoryData<string, string> Choices
    {
        get
        {
            TheoryData<string, string> data = [];
            using PowerShellSession own = new();
            foreach (CmdletInfo cmdlet in own.Objects("Get-Command -Module Swish -CommandType Cmdlet").Select(o => (CmdletInfo)o.BaseObject))
                foreach (ParameterMetadata parameter in cmdlet.Parameters.Values)
                {
                    Type type = parameter.ParameterType.GetElementType() ?? parameter.ParameterType;
                    Assert.False(type.IsEnum && type.Namespace!.StartsWith("Swish", StringComparison.Ordinal), parameter.Name);
                    if (parameter.Attributes.Any(a => a.GetType().Name == "ChoiceCompletionAttribute"))
                        data.Add(cmdlet.Name, parameter.Name);
                }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Every_choice_has_a_tooltip_that_says_what_it_is(string cmdlet, string parameter)
    {
        CompletionResult[] found = [.. Complete($"{cmdlet} -{parameter} ")];
        Assert.NotEmpty(found);
        Assert.All(found, c => Assert.NotEqual(c.CompletionText, c.ToolTip));
        Assert.All(found, c => Assert.DoesNotMatch("[<>\n]|cref", c.ToolTip.Replace("<0", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Invoke-SwishTraining -", "-Recipe, -Activation, -Depth, -Width, -HiddenLayer, -Network, -Epoch, -Step, -Seed, -Repeat")]
    [InlineData("Compare-Activation -", "-InputObject, -Baseline, -Metric")]
    [InlineData("Search-Activation -", "-Unary, -Binary, -Depth")]
    public void Common_parameters_come_first(string line, string first) =>
        Assert.StartsWith(first, string.Join(", ", Complete(line).Select(c => c.CompletionText)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Invoke-SwishTraining -Depth ", "2, 1, 3, 5, 10, 20, 30, 40, 50", "As in the recipe Default")]
    [InlineData("Invoke-SwishTraining Synced2017Deep -Depth ", "10, 1, 2, 3, 5, 20, 30, 40, 50", "As in the recipe Synced2017Deep")]
    [InlineData("Invoke-SwishTraining -Depth 1, 3", "3, 30", "a whole number from 0 to 10000")]
    [InlineData("swish -lr 0.0", "0.001, 0.0001, 0.01", "As in the recipe Default. A learning rate is a finite number above 0")]
    [InlineData("Invoke-SwishTraining -BatchSize 7", "7", "a whole number of 1 or more")]
    [InlineData("Search-Activation -Repeat ", "3, 5, 10", "The default")]
    [InlineData("Get-ActivationCurve Swish -Minimum ", "-5, -10, -2", "The default")]
    [InlineData("Invoke-SwishTraining -Shard ", "1/2, 2/2, 1/3, 2/3, 3/3, 1/4, 2/4, 3/4, 4/4", "Runs 1, 3, 5, ")]
    [InlineData("Invoke-SwishTraining -Shard 3/", "3/3, 3/4, 3/5, 3/6", "Runs 3, 6, 9, ")]
    public void Completes_numbers_with_their_range(string line, string expected, string tooltip)
    {
        CompletionResult[] found = [.. Complete(line)];
        Assert.Equal(expected, string.Join(", ", found.Select(c => c.CompletionText)));
        Assert.Contains(tooltip, found[0].ToolTip, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Numbers
    {
        get
        {
            TheoryData<string, string> data = [];
            using PowerShellSession own = new();
            foreach (CmdletInfo cmdlet in own.Objects("Get-Command -Module Swish -CommandType Cmdlet").Select(o => (CmdletInfo)o.BaseObject))
                foreach (ParameterMetadata parameter in cmdlet.Parameters.Values)
                    if (parameter.Attributes.Any(a => a.GetType().Name == "ValidateNumberAttribute"))
                        data.Add(cmdlet.Name, parameter.Name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Completes_no_file_where_a_number_is_wanted(string cmdlet, string parameter)
    {
        CompletionResult[] found = [.. Complete($"{cmdlet} -{parameter} ")];
        Assert.NotEmpty(found);
        Assert.All(found, c => Assert.True(
            double.TryParse(c.CompletionText, System.Globalization.CultureInfo.InvariantCulture, out _), c.CompletionText));
    }

    private IEnumerable<CompletionResult> Complete(string line) =>
        session.Objects("[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null).CompletionMatches", line)
            .Select(o => (CompletionResult)o.BaseObject);
}
