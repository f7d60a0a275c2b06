using Swish.Kernels.Memory;
using Swish.Networks;

namespace Swish.Training.Diagnostics;

/// <summary>
/// Takes gradients as they come, keeps the sums of squares of those of weights, and changes nothing. Each block of
/// 32 × 32 has its own sum, and these are added in the order of the blocks, whichever thread brought which.
/// </summary>
internal sealed class GradientNorms : IGradientSink
{
    private readonly Dictionary<ParameterBlock, double[]> _squares;

    /// <summary>Allocates the sums of a network's weights.</summary>
    /// <param name="network">The network.</param>
    public GradientNorms(Network network) => _squares = network.Parameters
        .Where(parameter => parameter.Kind == ParameterKind.Weight)
        .ToDictionary(
            weights => weights, weights => new double[Panel.Count(weights.Features) * Panel.Count(weights.Rows)]);

    /// <inheritdoc/>
    public void Apply(ParameterBlock block, int offset, ReadOnlySpan<float> gradient)
    {
        if (block.Kind != ParameterKind.Weight) return;
        (int panel, int row) = int.DivRem(offset / Panel.Width, block.Rows);
        _squares[block][panel * Panel.Count(block.Rows) + row / Panel.Width] = SumOfSquares(gradient);
    }

    /// <summary>Returns the L2 norm of the last gradient by some weights.</summary>
    /// <param name="weights">The weights.</param>
    public double Of(ParameterBlock weights)
    {
        double sum = 0;
        foreach (double square in _squares[weights]) sum += square;
        return Math.Sqrt(sum);
    }

    /// <summary>Returns Σx², in double and in ascending order; the zeros of padding change nothing.</summary>
    /// <param name="values">The values.</param>
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += (double)value * value;
        return sum;
    }
}
