using Swish.Data;

namespace Swish.Models.Evaluation;

/// <summary>Counts what a network predicts for examples whose class is known.</summary>
/// <param name="network">The network.</param>
/// <param name="topK">The number of classes of the top-k accuracy.</param>
internal sealed class TestCounts(TrainedNetwork network, int topK)
{
    // Only pairs that occur, because a matrix of 65,536 classes would not fit into memory.
    private readonly Dictionary<(int True, int Predicted), int> _pairs = [];
    private readonly int[] _binCounts = new int[NetworkTest.CalibrationBins];
    private readonly int[] _binCorrect = new int[NetworkTest.CalibrationBins];
    private readonly double[] _binConfidence = new double[NetworkTest.CalibrationBins];
    private readonly float[] _probabilities = new float[network.Classes];
    private int _count;
    private int _correct;
    private int _topCorrect;

    /// <summary>Adds an example.</summary>
    /// <param name="logits">The logits, [classes].</param>
    /// <param name="label">The class of the example.</param>
    public void Add(ReadOnlySpan<float> logits, int label)
    {
        int predicted = NetworkTest.Best(logits);
        _pairs[(label, predicted)] = _pairs.GetValueOrDefault((label, predicted)) + 1;
        _count++;
        bool isCorrect = predicted == label;
        if (isCorrect) _correct++;
        if (Rank(logits, label) < topK) _topCorrect++;

        NetworkPredictor.Softmax(logits, _probabilities);
        double confidence = _probabilities[predicted];
        int bin = double.IsNaN(confidence) ? 0
            : Math.Clamp((int)Math.Ceiling(confidence * _binCounts.Length) - 1, 0, _binCounts.Length - 1);
        _binCounts[bin]++;
        _binConfidence[bin] += confidence;
        if (isCorrect) _binCorrect[bin]++;
    }

    /// <summary>Computes the figures of all examples.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="part">The part of it.</param>
    /// <param name="loss">The sum of the losses.</param>
    /// <returns>The figures.</returns>
    public NetworkTestResult Result(Dataset dataset, DatasetPart part, double loss)
    {
        IReadOnlyList<ClassResult> classes = Classes();
        double error = 0;
        for (int bin = 0; bin < _binCounts.Length; bin++)
            error += Math.Abs(_binCorrect[bin] - _binConfidence[bin]) / _count;
        return new(classes, Cells())
        {
            Activation = network.Activation,
            HiddenLayers = network.HiddenLayers,
            Dataset = dataset.Name,
            Part = part.ToString(),
            Examples = _count,
            Accuracy = (double)_correct / _count,
            TopK = Math.Min(topK, network.Classes),
            TopKAccuracy = (double)_topCorrect / _count,
            Loss = loss / _count,
            CalibrationError = error,
            MacroF1 = classes.Select(c => c.F1).Where(f1 => !double.IsNaN(f1)).DefaultIfEmpty(double.NaN).Average(),
            WeightHash = network.WeightHash,
            RunId = network.RunId,
        };
    }

    /// <summary>
    /// Returns the number of classes before a class, by descending logit; of equal logits the first class comes first.
    /// </summary>
    private static int Rank(ReadOnlySpan<float> logits, int label)
    {
        int rank = 0;
        for (int c = 0; c < logits.Length; c++)
            if (!(logits[c] < logits[label]) && (c < label || logits[c] != logits[label]) && c != label) rank++;
        return rank;
    }

    private ClassResult[] Classes()
    {
        int[] support = new int[network.Classes], predicted = new int[network.Classes];
        foreach (((int label, int guess), int count) in _pairs)
        {
            support[label] += count;
            predicted[guess] += count;
        }
        return
        [
            .. Enumerable.Range(0, network.Classes).Select(c => new ClassResult
            {
                Activation = network.Activation,
                Class = network.ClassNames[c],
                Precision = (double)Hits(c) / predicted[c],
                Recall = (double)Hits(c) / support[c],
                F1 = 2.0 * Hits(c) / (support[c] + predicted[c]),
                Support = support[c],
                Predicted = predicted[c],
                RunId = network.RunId,
            }),
        ];
    }

    private ConfusionCell[] Cells()
    {
        int[] support = new int[network.Classes];
        foreach (((int label, _), int count) in _pairs) support[label] += count;
        // With the diagonal, every class has a row and a column.
        return
        [
            .. _pairs.Keys.Union(Enumerable.Range(0, network.Classes).Select(c => (c, c))).Order().Select(pair =>
                new ConfusionCell
                {
                    Activation = network.Activation,
                    True = network.ClassNames[pair.Item1],
                    Predicted = network.ClassNames[pair.Item2],
                    Count = _pairs.GetValueOrDefault(pair),
                    Share = (double)_pairs.GetValueOrDefault(pair) / support[pair.Item1],
                    RunId = network.RunId,
                }),
        ];
    }

    private int Hits(int c) => _pairs.GetValueOrDefault((c, c));
}
