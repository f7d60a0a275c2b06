using Swish.Networks;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Keeps the gradient of a whole step, penalty included, scales it down to the largest norm that the recipe allows, and
/// hands it on. The optimizer's own decay comes after, as in PyTorch.
/// </summary>
/// <param name="recipe">The run.</param>
/// <param name="parameters">
/// All parameters, in the order in which their squares are summed; their gradients are kept.
/// </param>
/// <param name="rule">Takes the clipped gradient.</param>
internal sealed class GradientClipper(
    TrainingRecipe recipe, IReadOnlyList<ParameterBlock> parameters, IGradientSink rule)
    : IGradientSink
{
    /// <summary>
    /// Copies a gradient to its place in <see cref="ParameterBlock.Gradient"/>, with the penalty's added.
    /// </summary>
    /// <inheritdoc/>
    public void Apply(ParameterBlock block, int offset, ReadOnlySpan<float> gradient)
    {
        Span<float> kept = block.Gradient!.Span.Slice(offset, gradient.Length);
        gradient.CopyTo(kept);
        if (recipe.L2 == 0 || !Optimizer.IsPenalized(recipe, block)) return;
        ReadOnlySpan<float> values = block.Values.Span.Slice(offset, gradient.Length);
        float factor = (float)recipe.L2;
        for (int i = 0; i < kept.Length; i++) kept[i] = MathF.FusedMultiplyAdd(factor, values[i], kept[i]);
    }

    /// <summary>Scales the kept gradient in place and hands it on, block by block.</summary>
    public void Finish()
    {
        double squares = 0;
        foreach (ParameterBlock block in parameters)
            squares += block.IsShared ? Square(block.Gradient!.Span[0]) : SumOfSquares(block.Gradient!.Span);
        double norm = Math.Sqrt(squares);
        float scale = norm > recipe.GradientClip ? (float)(recipe.GradientClip / norm) : 1f;
        foreach (ParameterBlock block in parameters)
        {
            Span<float> gradient = block.Gradient!.Span;
            if (scale != 1f)
                for (int i = 0; i < gradient.Length; i++) gradient[i] *= scale;
            rule.Apply(block, 0, gradient);
        }
    }

    /// <summary>
    /// Sums in double and in the order of the buffer, so that no number of threads matters; padding adds zeros.
    /// </summary>
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += Square(value);
        return sum;
    }

    private static double Square(double value) => value * value;
}
