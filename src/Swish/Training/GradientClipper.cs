using Swish.Networks;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Collects the gradient of a step, including that of the L2 penalty, scales it down to the maximum norm of the recipe,
/// and passes it to the optimizer. The weight decay of the optimizer is added after that, as in PyTorch.
/// </summary>
/// <param name="recipe">The recipe of the run.</param>
/// <param name="parameters">
/// All parameters, which must have gradient buffers, in the order in which their squares are summed.
/// </param>
/// <param name="optimizer">The optimizer, which receives the clipped gradient.</param>
/// <param name="stop">Cancels clipping a large gradient.</param>
internal sealed class GradientClipper(
    TrainingRecipe recipe, IReadOnlyList<ParameterBlock> parameters, IGradientSink optimizer,
    CancellationToken stop)
    : IGradientSink
{
    // A whole number of panels, which take about a millisecond.
    private const int ChunkLength = 1 << 20;

    /// <summary>
    /// Copies a gradient to <see cref="ParameterBlock.Gradient"/>, and adds the gradient of the L2 penalty.
    /// </summary>
    /// <inheritdoc/>
    public void Apply(ParameterBlock block, int offset, ReadOnlySpan<float> gradient)
    {
        Span<float> target = block.Gradient!.Span.Slice(offset, gradient.Length);
        gradient.CopyTo(target);
        if (recipe.L2 == 0 || !Optimizer.IsPenalized(recipe, block)) return;
        ReadOnlySpan<float> values = block.Values.Span.Slice(offset, gradient.Length);
        float factor = (float)recipe.L2;
        for (int i = 0; i < target.Length; i++) target[i] = MathF.FusedMultiplyAdd(factor, values[i], target[i]);
    }

    /// <summary>Clips the collected gradient, and passes it to the optimizer block by block.</summary>
    public void Finish()
    {
        double squares = 0;
        foreach (ParameterBlock block in parameters)
            squares += block.IsShared ? Square(block.Gradient!.Span[0]) : SumOfSquares(block.Gradient!.Span);
        double norm = Math.Sqrt(squares);
        float scale = norm > recipe.GradientClip ? (float)(recipe.GradientClip / norm) : 1f;
        foreach (ParameterBlock block in parameters)
        {
            Span<float> all = block.Gradient!.Span;
            for (int at = 0; at < all.Length; at += ChunkLength)
            {
                stop.ThrowIfCancellationRequested();
                Span<float> gradient = all.Slice(at, Math.Min(ChunkLength, all.Length - at));
                if (scale != 1f)
                    for (int i = 0; i < gradient.Length; i++) gradient[i] *= scale;
                optimizer.Apply(block, at, gradient);
            }
        }
    }

    /// <summary>
    /// Computes Σx² in double, in the order of the buffer, so that the result does not depend on the number of threads.
    /// The padding contains zeros.
    /// </summary>
    private double SumOfSquares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        for (int at = 0; at < values.Length; at += ChunkLength)
        {
            stop.ThrowIfCancellationRequested();
            foreach (float value in values.Slice(at, Math.Min(ChunkLength, values.Length - at))) sum += Square(value);
        }
        return sum;
    }

    private static double Square(double value) => value * value;
}
