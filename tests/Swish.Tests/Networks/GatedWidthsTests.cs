using Swish.Networks.Architectures;
using Xunit;

namespace Swish.Tests.Networks;

/// <summary>Hidden layers with a gate have as many parameters as those without.</summary>
public sealed class GatedWidthsTests
{
    public static TheoryData<int[], int, int> Networks => new()
    {
        { [500], 784, 10 },
        { [128, 128], 784, 10 },
        { [500, 500, 500, 300, 200, 100], 784, 10 },
        { [20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20], 784, 10 },
        { [3], 2, 2 },
        { [1], 1, 2 },
        { [7, 1000, 7], 5, 100 },
    };

    /// <summary>No common factor gives a number of parameters that is closer.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void No_other_factor_comes_closer(int[] hiddenLayers, int inputs, int classes)
    {
        long target = GatedWidths.Parameters(hiddenLayers, inputs, classes, products: 1);
        long reached = Distance(GatedWidths.EqualParameters(hiddenLayers, inputs, classes));
        for (double factor = 0; factor <= 1; factor += 0.0005)
            Assert.True(
                reached <= Distance([.. hiddenLayers.Select(w => Math.Max(1, (int)Math.Round(w * factor)))]),
                $"{factor} comes closer");

        long Distance(IReadOnlyList<int> widths) =>
            Math.Abs(GatedWidths.Parameters(widths, inputs, classes, products: 2) - target);
    }

    /// <summary>
    /// A feed-forward block of a transformer has one hidden layer, between an input and an output of equal width: there
    /// the factor is 2/3 (Shazeer 2020).
    /// </summary>
    [Fact]
    public void In_a_transformer_block_the_factor_is_two_thirds() =>
        Assert.Equal([2048], GatedWidths.EqualParameters([3072], 768, 768));

    [Fact]
    public void Equal_widths_stay_equal() =>
        Assert.Single(GatedWidths.EqualParameters([64, 64, 64, 64], 784, 10).Distinct());

    [Fact]
    public void Without_hidden_layers_there_is_nothing_to_narrow() =>
        Assert.Empty(GatedWidths.EqualParameters([], 784, 10));
}
