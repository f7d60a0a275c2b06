namespace Swish.Training.Diagnostics;

/// <summary>
/// The statistics of a hidden layer at an evaluation, on a fixed sample: the first 1,000 images that are trained on
/// (all where there are fewer), as one batch, without dropout. The weights are those that training changes, not their
/// moving average; batch normalization takes the moments of the sample itself. Figures may be infinite or NaN.
/// </summary>
/// <param name="Step">Steps done; 0 before the first.</param>
/// <param name="Layer">The hidden layer, from 1.</param>
/// <param name="Mean">
/// The mean of the layer's output over its units and the images: after batch normalization and with the identity that a
/// residual connection adds, where there are these.
/// </param>
/// <param name="StandardDeviation">Its standard deviation over units and images, divided by their number.</param>
/// <param name="DeadShare">
/// The share of units, 0 to 1, whose activation has a derivative below <see cref="LargestDeadSlope"/> in magnitude for
/// every image, so that they learn nothing from any. Of ReLU these are the units that give 0 for every image.
/// </param>
/// <param name="GradientNorm">
/// The L2 norm of the gradient by the layer's weights, [outputs, inputs], of the mean cross-entropy of the sample,
/// without penalties; NaN where the loss or a gradient is not finite.
/// </param>
/// <param name="WeightNorm">The L2 (Frobenius) norm of the layer's weights, [outputs, inputs], without biases.</param>
/// <param name="Constants">The learnable parameters of the activation; empty for most functions.</param>
public sealed record LayerDiagnostic(
    int Step, int Layer, double Mean, double StandardDeviation, double DeadShare, double GradientNorm,
    double WeightNorm,
    DelimitedList<ConstantSpread> Constants)
{
    /// <summary>
    /// A derivative below this counts as none: derivatives in float are right to 2e-7.
    /// </summary>
    public const double LargestDeadSlope = 1e-6;
}
