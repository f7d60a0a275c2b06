using System.Globalization;
using Swish.Data;
using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Models.Evaluation;

/// <summary>Tests trained networks on data sets, and predicts the class of their examples.</summary>
public static class NetworkTest
{
    /// <summary>The number of bins of the calibration error.</summary>
    public const int CalibrationBins = 15;

    // As many examples as an evaluation computes at once, so that losses are added as at the end of a run.
    private static int ChunkSize => Networks.NetworkEvaluator.Capacity;

    /// <summary>Tests a network on one part of a data set.</summary>
    /// <param name="network">A network that predicts classes.</param>
    /// <param name="dataset">The data set, with the inputs and classes of the network.</param>
    /// <param name="part">The part.</param>
    /// <param name="topK">The number of classes of the top-k accuracy, 1 or more.</param>
    /// <param name="threads">The number of threads, 1 or more.</param>
    /// <param name="cancellationToken">Cancels the test within milliseconds.</param>
    /// <returns>The figures. Accuracy and loss are bit-identical with those of a run that ends with this test.</returns>
    /// <exception cref="SwishException">
    /// The network predicts a number (ClassesNeeded); the examples have other inputs (NetworkInputMismatch) or other classes (NetworkClassMismatch).
    /// </exception>
    /// <exception cref="OperationCanceledException">The test was canceled.</exception>
    public static NetworkTestResult Run(
        TrainedNetwork network, Dataset dataset, DatasetPart part = DatasetPart.Test, int topK = 5, int threads = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(topK, 1);
        TestCounts counts = new(network, topK);
        double loss = 0;
        foreach ((int first, float[] logits, ushort[] labels) in
            Chunks(network, dataset, part, threads, cancellationToken))
        {
            loss += CrossEntropy.Loss(InPanels(logits, labels.Length), labels, network.Classes, out _);
            for (int i = 0; i < labels.Length; i++)
                counts.Add(logits.AsSpan(i * network.Classes, network.Classes), labels[i]);
        }
        return counts.Result(dataset, part, loss);
    }

    /// <summary>Predicts the class of each example of one part of a data set.</summary>
    /// <param name="network">A network that predicts classes.</param>
    /// <param name="dataset">The data set, with the inputs and classes of the network.</param>
    /// <param name="part">The part.</param>
    /// <param name="threads">The number of threads, 1 or more.</param>
    /// <param name="cancellationToken">Cancels the evaluation within milliseconds.</param>
    /// <returns>The predictions in the order of the examples, computed as they are enumerated.</returns>
    /// <exception cref="SwishException">The errors of <see cref="Run"/>.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public static IEnumerable<NetworkPrediction> Predict(
        TrainedNetwork network, Dataset dataset, DatasetPart part = DatasetPart.Test, int threads = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ExampleSet examples = ExamplesOf(dataset, part);
        foreach ((int first, float[] logits, ushort[] labels) in
            Chunks(network, dataset, part, threads, cancellationToken))
        {
            for (int i = 0; i < labels.Length; i++)
                yield return new(
                    network, first + i, logits.AsSpan(i * network.Classes, network.Classes), labels[i],
                    dataset.Shape.IsImage ? ExampleImage.Of(examples, first + i, dataset.Shape) : null);
        }
    }

    /// <summary>Returns the index of the largest logit; the first, if several are equal.</summary>
    internal static int Best(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int c = 1; c < logits.Length; c++)
            if (logits[c] > logits[best]) best = c;
        return best;
    }

    private static IEnumerable<(int First, float[] Logits, ushort[] Labels)> Chunks(
        TrainedNetwork network, Dataset dataset, DatasetPart part, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        RequireClasses(network);
        NetworkInputs.Require(network, dataset);
        ushort[] classes = ClassesOf(network, dataset);
        ExampleSet examples = ExamplesOf(dataset, part);
        using NetworkPredictor predictor = network.CreatePredictor(threads, cancellationToken);
        for (int first = 0; first < examples.Count; first += ChunkSize)
        {
            int count = Math.Min(ChunkSize, examples.Count - first);
            float[] logits = new float[count * network.Classes];
            predictor.Evaluate(examples, first, count, logits);
            ushort[] labels = examples.Labels.Slice(first, count).ToArray();
            for (int i = 0; i < count; i++) labels[i] = classes[labels[i]];
            yield return (first, logits, labels);
        }
    }

    /// <summary>Returns the examples of a part of a data set.</summary>
    internal static ExampleSet ExamplesOf(Dataset dataset, DatasetPart part) =>
        part == DatasetPart.Training ? dataset.Training : dataset.Test;

    /// <summary>Throws if a network does not predict classes.</summary>
    internal static void RequireClasses(TrainedNetwork network)
    {
        if (network.IsRegression)
            throw new SwishException("ClassesNeeded", ErrorKind.InvalidArgument,
                "The network predicts a number, and not a class. Specify a network that was trained on classes.",
                network);
    }

    /// <summary>Returns the class of the network for each label of a data set.</summary>
    /// <exception cref="SwishException">There is none (NetworkClassMismatch).</exception>
    internal static ushort[] ClassesOf(TrainedNetwork network, Dataset dataset)
    {
        if (dataset.IsRegression)
            throw Mismatch("numbers to predict, and no classes");
        Dictionary<string, ushort> indices = [];
        for (int c = 0; c < network.Classes; c++) indices.TryAdd(network.ClassNames[c], (ushort)c);
        if (!dataset.HasClassNames && dataset.Classes != network.Classes)
            throw Mismatch(string.Create(CultureInfo.InvariantCulture, $"{dataset.Classes} classes"));
        // Without names, labels are numbers, which may also be names of classes in another order: folders of pictures.
        if (!dataset.HasClassNames && !dataset.ClassNames.All(indices.ContainsKey))
            return [.. Enumerable.Range(0, dataset.Classes).Select(c => (ushort)c)];
        // Classes may be in another order, or fewer: a folder of pictures may lack some.
        return [.. dataset.ClassNames.Select(
            name => indices.TryGetValue(name, out ushort c) ? c : throw Mismatch($"the class '{name}'"))];

        SwishException Mismatch(string has) => new(
            "NetworkClassMismatch", ErrorKind.Contradiction,
            string.Create(CultureInfo.InvariantCulture,
                $"'{dataset.Name}' has {has}; the network predicts {network.Classes} classes: ")
            + $"{string.Join(", ", network.ClassNames.Take(10))}{(network.Classes > 10 ? ", …" : "")}. Specify a data "
            + "set with these classes by -Dataset, which is MNIST by default"
            + (network.Dataset.Length > 0 ? $"; the network was trained on {network.Dataset}." : "."), dataset.Name);
    }

    private static float[] InPanels(float[] logits, int rows)
    {
        int classes = logits.Length / rows;
        float[] panels = new float[Panel.Length(rows, classes)];
        for (int row = 0; row < rows; row++)
            for (int c = 0; c < classes; c++)
                panels[Panel.Offset(rows, row, c)] = logits[row * classes + c];
        return panels;
    }
}
