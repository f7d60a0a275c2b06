using Swish.Kernels.Memory;
using Swish.Networks;

namespace Swish.Training.Diagnostics;

/// <summary>
/// Takes gradients as they come, keeps the squares of those of weights, and changes nothing. Each block of 32 by 32 has
/// its own sum, and they are added in the blocks' order, whichever thread brought which.
/// </summary>
internal sealed class GradientNorms : IGradientSink
{
    private readonly double[][] _squares;

    /// <summary>Makes room for a network's layers.</summary>
    public GradientNorms(Network network) =>
        _squares = [.. network.Layers.Select(l => new double[l.PanelCount * Panel.Count(l.Inputs)])];

    /// <inheritdoc/>
    public void Apply(ParameterBlock block, int offset, ReadOnlySpan<float> gradient)
    {
        if (block.Kind != ParameterKind.Weight) return;
        (int panel, int row) = int.DivRem(offset / Panel.Width, block.Rows);
        _squares[block.Layer][panel * Panel.Count(block.Rows) + row / Panel.Width] = SumOfSquares(gradient);
    }

    /// <summary>The L2 norm of the gradient by a layer's weights.</summary>
    /// <param name="layer">The layer, from 0.</param>
    public double Of(int layer)
    {
        double sum = 0;
        foreach (double square in _squares[layer]) sum += square;
        return Math.Sqrt(sum);
    }

    /// <summary>In double and in ascending order; padding adds zeros.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += (double)value * value;
        return sum;
    }
}
