namespace Swish.Training.Diagnostics;

/// <summary>
/// What was seen of a hidden layer at an evaluation, on a fixed sample: the first 1,000 images that are trained on (all
/// where there are fewer), as one batch, without dropout. The weights are those that training changes, not their moving
/// average; batch normalization normalizes by the sample's own moments. Figures that are not finite are as they came.
/// </summary>
/// <param name="Step">Steps done; 0 before the first.</param>
/// <param name="Layer">The hidden layer, from 1.</param>
/// <param name="Mean">
/// The mean of what the layer hands on, over its units and the images: behind batch normalization and with the identity
/// that a residual connection adds, where there are those.
/// </param>
/// <param name="StandardDeviation">Its standard deviation over units and images, divided by their number.</param>
/// <param name="DeadShare">
/// The share of units, 0 to 1, whose activation has a derivative below <see cref="LargestDeadSlope"/> in magnitude for
/// every image, so that they learn nothing from any. Of ReLU these are the units that give 0 for every image.
/// </param>
/// <param name="GradientNorm">
/// The L2 norm of the gradient of the sample's mean cross-entropy, penalties apart, by the layer's weights; NaN where
/// the loss or an error is not finite.
/// </param>
/// <param name="WeightNorm">The L2 (Frobenius) norm of the layer's weights, biases apart.</param>
/// <param name="Constants">The activation's learnable parameters; empty for most.</param>
public sealed record LayerDiagnostic(
    int Step, int Layer, double Mean, double StandardDeviation, double DeadShare, double GradientNorm,
    double WeightNorm,
    DelimitedList<ConstantSpread> Constants)
{
    /// <summary>
    /// A derivative below this is as good as none: the functions' own derivatives are right to 2e-7 in float.
    /// </summary>
    public const double LargestDeadSlope = 1e-6;
}
