using Swish.Data;
using Swish.Networks;

namespace Swish.Models.Evaluation;

/// <summary>Tests trained networks that predict numbers, and predicts the numbers of examples.</summary>
public static class RegressionTest
{
    /// <summary>Tests a network on one part of a data set.</summary>
    /// <param name="network">A network that predicts numbers.</param>
    /// <param name="dataset">The data set, with the inputs of the network.</param>
    /// <param name="part">The part.</param>
    /// <param name="threads">The number of threads, 1 or more.</param>
    /// <param name="cancellationToken">Cancels the test within milliseconds.</param>
    /// <returns>The figures, as those of a run that ends with this test.</returns>
    /// <exception cref="SwishException">
    /// The network or the data set has classes (NetworkClassMismatch), or the examples have other inputs
    /// (NetworkInputMismatch).
    /// </exception>
    /// <exception cref="OperationCanceledException">The test was canceled.</exception>
    public static RegressionTestResult Run(
        TrainedNetwork network, Dataset dataset, DatasetPart part = DatasetPart.Test, int threads = 1,
        CancellationToken cancellationToken = default)
    {
        double squares = 0, absolutes = 0, spread = 0, mean = 0;
        ExampleSet examples = NetworkTest.ExamplesOf(dataset, part);
        foreach (float target in examples.Targets) mean += target;
        mean /= examples.Count;
        foreach (NumberPrediction prediction in Predict(network, dataset, part, threads, cancellationToken))
        {
            double error = prediction.Error!.Value, distance = prediction.Label!.Value - mean;
            squares += error * error;
            absolutes += Math.Abs(error);
            spread += distance * distance;
        }
        return new()
        {
            Activation = network.Activation,
            HiddenLayers = network.HiddenLayers,
            Dataset = dataset.Name,
            Part = part.ToString(),
            Examples = examples.Count,
            R2 = spread > 0 ? 1 - (squares / spread) : double.NaN,
            RMSE = Math.Sqrt(squares / examples.Count),
            MAE = absolutes / examples.Count,
            WeightHash = network.WeightHash,
            RunId = network.RunId,
        };
    }

    /// <summary>Predicts the number of each example of one part of a data set.</summary>
    /// <inheritdoc cref="Run"/>
    /// <returns>The predictions in the order of the examples, computed as they are enumerated.</returns>
    public static IEnumerable<NumberPrediction> Predict(
        TrainedNetwork network, Dataset dataset, DatasetPart part = DatasetPart.Test, int threads = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        RequireNumbers(network, dataset);
        NetworkInputs.Require(network, dataset);
        ExampleSet examples = NetworkTest.ExamplesOf(dataset, part);
        using NetworkPredictor predictor = network.CreatePredictor(threads, cancellationToken);
        float[] outputs = new float[NetworkEvaluator.Capacity];
        for (int first = 0; first < examples.Count; first += outputs.Length)
        {
            int count = Math.Min(outputs.Length, examples.Count - first);
            predictor.Evaluate(examples, first, count, outputs.AsSpan(0, count));
            for (int i = 0; i < count; i++)
                yield return Of(network, first + i, outputs[i], examples.Targets[first + i]);
        }
    }

    /// <summary>Creates the prediction of an example.</summary>
    internal static NumberPrediction Of(TrainedNetwork network, int index, double predicted, double? label) => new()
    {
        Index = index,
        Label = label,
        Predicted = predicted,
        Activation = network.Activation,
        RunId = network.RunId,
    };

    /// <summary>Checks that a network predicts numbers, and that a data set has them.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The data set.</param>
    /// <exception cref="SwishException">One of them has classes (NetworkClassMismatch).</exception>
    internal static void RequireNumbers(TrainedNetwork network, Dataset dataset)
    {
        if (!network.IsRegression || !dataset.IsRegression)
            throw new SwishException("NetworkClassMismatch", ErrorKind.Contradiction,
                $"'{dataset.Name}' has {(dataset.IsRegression ? "numbers to predict" : "classes")}, and the network "
                + $"predicts {(network.IsRegression ? "numbers" : "classes")}. Specify a data set of the same kind.",
                dataset.Name);
    }
}
