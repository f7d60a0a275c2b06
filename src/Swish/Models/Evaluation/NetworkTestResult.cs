namespace Swish.Models.Evaluation;

/// <summary>Represents the test of a network on a data set as the flat row of a table.</summary>
public sealed record NetworkTestResult
{
    private readonly IReadOnlyList<ClassResult> _classes;
    private readonly IReadOnlyList<ConfusionCell> _confusion;

    internal NetworkTestResult(IReadOnlyList<ClassResult> classes, IReadOnlyList<ConfusionCell> confusion)
    {
        _classes = classes;
        _confusion = confusion;
    }

    /// <summary>Gets the activation of the network's hidden layers.</summary>
    public required string Activation { get; init; }

    /// <summary>Gets the hidden layers as text, such as <c>500x7-300-200-100</c>.</summary>
    public required string HiddenLayers { get; init; }

    /// <summary>Gets the name of the data set that was tested on.</summary>
    public required string Dataset { get; init; }

    /// <summary>Gets the part of the data set: the name of a <see cref="DatasetPart"/>.</summary>
    public required string Part { get; init; }

    /// <summary>Gets the number of examples.</summary>
    public required int Examples { get; init; }

    /// <summary>Gets the fraction of examples that are correctly classified, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Gets the number of most probable classes in which <see cref="TopKAccuracy"/> looks.</summary>
    public required int TopK { get; init; }

    /// <summary>
    /// Gets the fraction of examples whose class is among the <see cref="TopK"/> most probable ones, 0 to 1.
    /// </summary>
    public required double TopKAccuracy { get; init; }

    /// <summary>Gets the mean cross-entropy, in nats.</summary>
    public required double Loss { get; init; }

    /// <summary>
    /// Gets the expected calibration error, 0 to 1: Σ n_b/n · |accuracy_b − mean probability_b| over 15 bins of the
    /// probability of the predicted class (Guo et al. 2017, On calibration of modern neural networks).
    /// </summary>
    public required double CalibrationError { get; init; }

    /// <summary>
    /// Gets the mean F1 of all classes that occur or are predicted, 0 to 1.
    /// </summary>
    public required double MacroF1 { get; init; }

    /// <summary>Gets the hash of the network's parameters.</summary>
    public required string WeightHash { get; init; }

    /// <summary>Gets the fingerprint of the run that trained the network.</summary>
    public required string RunId { get; init; }

    /// <summary>
    /// Gets the figures of each class. This is a method because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>One row per class, in the order of the classes.</returns>
    public IReadOnlyList<ClassResult> GetClasses() => _classes;

    /// <summary>
    /// Gets the confusion matrix. This is a method because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>
    /// The cells by true and then by predicted class: all with a count above 0, and the whole diagonal.
    /// </returns>
    public IReadOnlyList<ConfusionCell> GetConfusionMatrix() => _confusion;
}
