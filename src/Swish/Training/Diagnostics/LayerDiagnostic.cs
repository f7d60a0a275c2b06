namespace Swish.Training.Diagnostics;

/// <summary>
/// Represents the statistics of a hidden layer at an evaluation. They are computed on a fixed sample, the first 1,000
/// images that are trained on (or all if there are fewer), as one batch, without dropout. The current weights are used,
/// not their moving average, and batch normalization uses the moments of the sample. Numbers may be infinite or NaN.
/// </summary>
/// <param name="Step">The number of steps done; 0 before the first step.</param>
/// <param name="Layer">The number of the hidden layer, from 1.</param>
/// <param name="Mean">
/// The mean of the layer's output over all units and images, after batch normalization and the residual connection if
/// there are any.
/// </param>
/// <param name="StandardDeviation">The population standard deviation of the output over all units and images.</param>
/// <param name="DeadShare">
/// The fraction of dead units, 0 to 1: units whose activation has a derivative below <see cref="MaxDeadSlope"/> in
/// magnitude for all images, so that their weights do not change. With ReLU these are the units whose output is always
/// 0.
/// </param>
/// <param name="GradientNorm">
/// The L2 norm of the gradient of the mean cross-entropy by the layer's weights, [outputs, inputs], without the L2
/// penalty; NaN if the loss or a gradient is not finite.
/// </param>
/// <param name="WeightNorm">The L2 (Frobenius) norm of the layer's weights, [outputs, inputs], without biases.</param>
/// <param name="LearnableParameters">The learnable parameters of the activation; empty for most functions.</param>
public sealed record LayerDiagnostic(
    int Step, int Layer, double Mean, double StandardDeviation, double DeadShare, double GradientNorm,
    double WeightNorm,
    DelimitedList<ParameterSummary> LearnableParameters)
{
    /// <summary>
    /// Derivatives below this magnitude count as zero. In float, derivatives are accurate to about 2e-7.
    /// </summary>
    public const double MaxDeadSlope = 1e-6;
}
