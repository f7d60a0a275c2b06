using Swish.Kernels;

namespace Swish.Networks;

/// <summary>
/// Represents the loss of a network's outputs: cross-entropy with label smoothing or class weights, or a loss of
/// regression.
/// </summary>
internal sealed record OutputLoss
{
    /// <summary>Gets the label smoothing ε, from 0 to below 1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Gets the weight of each class; null if all are 1.</summary>
    public float[]? ClassWeights { get; init; }

    /// <summary>Gets δ of the Huber loss; infinity for the squared error.</summary>
    public double HuberDelta { get; init; } = double.PositiveInfinity;

    /// <summary>Computes the mean loss, and overwrites the outputs with its gradient.</summary>
    /// <param name="outputs">[batch, outputs] in panels.</param>
    /// <param name="labels">What should be predicted, [batch].</param>
    /// <param name="outputCount">The number of outputs: of classes, or 1.</param>
    /// <returns>The mean loss; weighted by the weights of the classes if there are any.</returns>
    public double MeanAndGradient(Span<float> outputs, BatchLabels labels, int outputCount)
    {
        if (labels.Numbers.Length > 0)
            return RegressionLoss.LossAndGradient(outputs, labels.Numbers, HuberDelta) / labels.Numbers.Length;
        if (ClassWeights is not null)
            return CrossEntropy.WeightedMeanAndGradient(outputs, labels.Classes, outputCount, ClassWeights);
        return (LabelSmoothing == 0
            ? CrossEntropy.LossAndGradient(outputs, labels.Classes, outputCount)
            : CrossEntropy.SmoothedLossAndGradient(outputs, labels.Classes, outputCount, LabelSmoothing))
            / labels.Classes.Length;
    }
}
