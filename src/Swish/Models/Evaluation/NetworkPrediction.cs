namespace Swish.Models.Evaluation;

/// <summary>Represents what a network predicts for an example, as the flat row of a table.</summary>
public sealed record NetworkPrediction
{
    private readonly TrainedNetwork _network;
    private readonly float[] _logits;
    private readonly ExampleImage? _image;

    /// <summary>Creates the prediction of an example.</summary>
    /// <param name="network">The network.</param>
    /// <param name="index">The index of the example, from 0.</param>
    /// <param name="logits">The logits, [classes].</param>
    /// <param name="label">The class of the example; null if it is not known.</param>
    /// <param name="image">The picture; null if the example is not one.</param>
    internal NetworkPrediction(
        TrainedNetwork network, int index, ReadOnlySpan<float> logits, int? label, ExampleImage? image)
    {
        _network = network;
        _logits = logits.ToArray();
        _image = image;
        int best = NetworkTest.Best(logits);
        Index = index;
        Label = label is int known ? network.ClassNames[known] : null;
        Predicted = network.ClassNames[best];
        Probability = GetProbabilities()[best];
        Correct = label is null ? null : label == best;
    }

    /// <summary>Gets the index of the example in its data set or in the pipeline, from 0.</summary>
    public int Index { get; }

    /// <summary>Gets the name of the class of the example; null if it is not known.</summary>
    public string? Label { get; }

    /// <summary>Gets the name of the most probable class.</summary>
    public string Predicted { get; }

    /// <summary>Gets the probability of the most probable class, 0 to 1.</summary>
    public double Probability { get; }

    /// <summary>Gets whether the most probable class is the class of the example; null if it is not known.</summary>
    public bool? Correct { get; }

    /// <summary>Gets the path of the image file; null if the example is not a file.</summary>
    public string? Path { get; init; }

    /// <summary>Gets the activation of the network's hidden layers.</summary>
    public string Activation => _network.Activation;

    /// <summary>Gets the fingerprint of the run that trained the network.</summary>
    public string RunId => _network.RunId;

    /// <summary>
    /// Gets the name of each class. This is a method because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>The names, in the order of <see cref="GetProbabilities"/>.</returns>
    public IReadOnlyList<string> GetClassNames() => _network.ClassNames;

    /// <summary>
    /// Gets the probability of each class. This is a method because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>The probabilities, [classes], each from 0 to 1.</returns>
    public float[] GetProbabilities()
    {
        float[] probabilities = new float[_logits.Length];
        NetworkPredictor.Softmax(_logits, probabilities);
        return probabilities;
    }

    /// <summary>
    /// Gets the picture. This is a method because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>The picture, as the network sees it; null if the example is not one.</returns>
    public ExampleImage? GetImage() => _image;
}
