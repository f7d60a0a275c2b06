using Swish.Kernels.Memory;
using Swish.Networks;

namespace Swish.Training.Diagnostics;

/// <summary>
/// Computes the norms of the gradients of weights, without changing parameters. Each block of 32 × 32 weights has a
/// separate sum of squares, and these are added in the order of the blocks, so that the result does not depend on the
/// number of threads.
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

    /// <summary>Computes the L2 norm of the last gradient of the weights of a layer.</summary>
    /// <param name="weights">The weight matrices.</param>
    /// <returns>The norm.</returns>
    public double Get(IEnumerable<ParameterBlock> weights)
    {
        double sum = 0;
        foreach (ParameterBlock matrix in weights)
            foreach (double square in _squares[matrix]) sum += square;
        return Math.Sqrt(sum);
    }

    /// <summary>Computes Σx² in double, from first to last; padding contains zeros.</summary>
    /// <param name="values">The values.</param>
    /// <returns>The sum.</returns>
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += (double)value * value;
        return sum;
    }
}
