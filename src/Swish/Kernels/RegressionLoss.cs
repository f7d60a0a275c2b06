using Swish.Kernels.Memory;

namespace Swish.Kernels;

/// <summary>
/// Computes losses of a network with one output, in double and in ascending order of the rows: the squared error, or the
/// Huber loss as PyTorch's HuberLoss defines it (½d² where |d| ≤ δ, otherwise δ(|d| − ½δ)).
/// </summary>
internal static class RegressionLoss
{
    /// <summary>Computes the loss, and overwrites the outputs with the gradient of the mean loss.</summary>
    /// <param name="outputs">[batch, 1] in panels; overwritten by the gradient.</param>
    /// <param name="targets">The number to predict for each row, [batch].</param>
    /// <param name="delta">δ of the Huber loss; infinity for the squared error.</param>
    /// <returns>The sum of the losses of all rows.</returns>
    public static double LossAndGradient(Span<float> outputs, ReadOnlySpan<float> targets, double delta)
    {
        double total = 0;
        for (int r = 0; r < targets.Length; r++)
        {
            ref float output = ref outputs[Panel.Offset(targets.Length, r, 0)];
            double difference = (double)output - targets[r];
            total += Of(difference, delta);
            double slope = double.IsPositiveInfinity(delta) ? 2 * difference
                : difference > delta ? delta
                : difference < -delta ? -delta
                : difference;
            output = (float)(slope / targets.Length);
        }
        return total;
    }

    /// <summary>Computes the loss of one row.</summary>
    /// <param name="difference">The output minus the target.</param>
    /// <param name="delta">δ of the Huber loss; infinity for the squared error.</param>
    /// <returns>The loss; NaN if the difference is.</returns>
    public static double Of(double difference, double delta)
    {
        if (double.IsPositiveInfinity(delta)) return difference * difference;
        double size = Math.Abs(difference);
        return size > delta ? delta * (size - (0.5 * delta)) : 0.5 * difference * difference;
    }
}
