using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Xunit;
using static Swish.Tests.Analysis.Comparisons.Runs;

namespace Swish.Tests.Analysis.Comparisons;

public sealed class ActivationNamesTests
{
    private static readonly ResultRow[] Results =
    [
        .. Named("ReLU", "max(0, x)"), .. Named("Gate", "x*sigmoid(b*x); b=1 per layer"),
        .. Named("{x*tanh(x)}", "x*tanh(x)"), .. Named("Swish(beta=1)", "x·σ(βx)"),
    ];

    [Theory]
    [InlineData("gate", "Gate")]
    [InlineData("Gate{x*sigmoid(b*x); b=1 per layer}", "Gate")]
    [InlineData("x*sigmoid(b*x); b=1 per layer", "Gate")]
    [InlineData("{x*sigmoid(b*x); b=1 per layer}", "Gate")]
    [InlineData("{x * tanh(x)}", "{x*tanh(x)}")]
    [InlineData("x*tanh(x)", "{x*tanh(x)}")]
    [InlineData("Swish", "Swish(beta=1)")]
    [InlineData("silu", "Swish(beta=1)")]
    [InlineData("rectifier", "ReLU")]
    public void A_baseline_is_found_by_its_name_and_by_its_formula(string baseline, string found) =>
        Assert.Equal(found, ActivationComparison.Compare(Results, new() { Baselines = [baseline] }).Rows[0].Baseline);

    /// <summary>The lines of a log are in the order in which runs ended.</summary>
    [Theory]
    [InlineData("GELU", "Tanh", "Tanh")]
    [InlineData("Tanh", "GELU", "Tanh")]
    [InlineData("Swish(beta=2)", "{x*x}", "Swish(beta=2)")]
    [InlineData("{x*x}", "Swish(beta=2)", "Swish(beta=2)")]
    [InlineData("{x*x}", "{x*tanh(x)}", "{x*tanh(x)}")]
    [InlineData("{x*tanh(x)}", "{x*x}", "{x*tanh(x)}")]
    [InlineData("Tanh", "ReLU", "ReLU")]
    [InlineData("Identity", "{x*x}", "{x*x}")]
    public void Without_a_name_the_baseline_does_not_depend_on_the_order(string first, string second, string baseline) =>
        Assert.Equal(baseline, ActivationComparison.Compare(
            [.. Series(first, [0.9, 0.8]), .. Series(second, [0.9, 0.7])], new()).Rows[0].Baseline);

    [Theory]
    [InlineData("Other{x*sigmoid(b*x); b=1 per layer}")]
    [InlineData("{x*sigmoid(b*x); b=2 per layer}")]
    [InlineData("Mish")]
    [InlineData("x*(")]
    public void Another_function_is_not_found(string baseline) =>
        Assert.Equal("BaselineNotFound", Assert.Throws<SwishException>(
            () => ActivationComparison.Compare(Results, new() { Baselines = [baseline] })).ErrorId);

    [Fact]
    public void Two_functions_of_one_name_are_two_rows() =>
        Assert.Equal(["ReLU", "Gate{x*tanh(x)}", "Gate{x*x}"], ActivationComparison.Compare(
            [.. Named("ReLU", "max(0, x)"), .. Named("Gate", "x*tanh(x)"), .. Named("Gate", "x*x")], new())
            .Rows.Select(r => r.Activation));

    [Fact]
    public void One_function_of_two_labels_is_one_row()
    {
        ResultRow[] runs =
        [
            Run("Swish(beta=1)", 1, 0.9), Run("Swish", 2, 0.9), Run("ReLU", 1, 0.9), Run("ReLU", 2, 0.9),
            // As version 0.1 wrote it, and as this one does.
            Run("Gate{x*tanh(x)}", 1, 0.9), Run("Gate", 2, 0.9, ("Formula", "x*tanh(x)")),
        ];
        Assert.Equal(
            ["ReLU 2", "Swish(beta=1) 2", "Gate 2"],
            ActivationComparison.Compare(runs, new()).Rows.Select(r => $"{r.Activation} {r.Runs}"));
    }

    [Fact]
    public void Names_of_a_table_stay_as_they_are() =>
        Assert.Equal(["Swish", "SiLU", "torch.silu"], ActivationComparison.Compare(
            [Run("Swish", 1, 0.9), Run("SiLU", 1, 0.91), Run("torch.silu", 1, 0.9)], new())
            .Rows.Select(r => r.Activation));

    private static IEnumerable<ResultRow> Named(string activation, string formula) =>
        [Run(activation, 1, 0.9, ("Formula", formula)), Run(activation, 2, 0.91, ("Formula", formula))];
}
