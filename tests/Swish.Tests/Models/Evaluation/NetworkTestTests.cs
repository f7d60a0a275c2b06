using Swish.Data;
using Swish.Models;
using Swish.Models.Evaluation;
using Swish.Reproducibility;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Models.Evaluation;

/// <summary>The figures of a test, compared with those of the run and with plain formulas over the logits.</summary>
public sealed class NetworkTestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("optimizer SGD")]
    [InlineData("patience")]
    [InlineData("MNIST Swish, Adam, cosine, BatchNorm")]
    [InlineData("residual, BatchNorm, dropout")]
    public void Accuracy_and_loss_are_those_of_the_run_to_the_last_bit(string name)
    {
        GoldenRun run = GoldenRuns.All.Single(r => r.Name == name);
        TrainingResult result = Trainer.Run(run.Recipe, run.Dataset, new() { KeepsNetwork = true }, Token);
        NetworkTestResult test = NetworkTest.Run(result.GetNetwork()!, run.Dataset, threads: 2, cancellationToken: Token);
        Assert.Equal(result.TestAccuracy, test.Accuracy);
        Assert.Equal(result.TestLoss, test.Loss);
        Assert.Equal(run.Dataset.Test.Count, test.Examples);
        Assert.Equal(result.WeightHash, test.WeightHash);
        Assert.Equal(result.RunId, test.RunId);
    }

    [Theory]
    [InlineData(DatasetPart.Test, 2)]
    [InlineData(DatasetPart.Training, 3)]
    public void Figures_follow_from_the_logits(DatasetPart part, int topK)
    {
        TrainedNetwork network = Digits();
        ExampleSet examples = part == DatasetPart.Test ? GoldenData.Digits.Test : GoldenData.Digits.Training;
        int[] labels = [.. examples.Labels.ToArray().Select(label => (int)label)];
        float[][] logits = [.. network.Evaluate(examples, cancellationToken: Token).Chunk(10)];
        int[] predicted = [.. logits.Select(row => Array.IndexOf(row, row.Max()))];
        double[] confidence = [.. logits.Select(row => 1 / row.Sum(x => Math.Exp(x - row.Max())))];

        NetworkTestResult test = NetworkTest.Run(network, GoldenData.Digits, part, topK, cancellationToken: Token);

        Assert.Equal(labels.Zip(predicted).Average(p => p.First == p.Second ? 1.0 : 0), test.Accuracy, 1e-12);
        Assert.Equal(
            labels.Zip(logits).Average(p => p.Second.OrderDescending().Take(topK).Contains(p.Second[p.First]) ? 1.0 : 0),
            test.TopKAccuracy, 1e-12);
        double error = Enumerable.Range(0, 15).Sum(bin =>
        {
            int[] inBin = [.. Enumerable.Range(0, labels.Length).Where(
                i => confidence[i] > bin / 15.0 && confidence[i] <= (bin + 1) / 15.0)];
            return inBin.Length == 0 ? 0 : (double)inBin.Length / labels.Length * Math.Abs(
                inBin.Average(i => labels[i] == predicted[i] ? 1.0 : 0) - inBin.Average(i => confidence[i]));
        });
        Assert.Equal(error, test.CalibrationError, 1e-6);

        List<double> f1 = [];
        foreach ((ClassResult row, int c) in test.GetClasses().Select((row, c) => (row, c)))
        {
            double hits = labels.Zip(predicted).Count(p => p.First == c && p.Second == c);
            Assert.Equal(labels.Count(label => label == c), row.Support);
            Assert.Equal(predicted.Count(label => label == c), row.Predicted);
            Assert.Equal(hits / row.Predicted, row.Precision, 1e-12);
            Assert.Equal(hits / row.Support, row.Recall, 1e-12);
            double harmonic = 2 / ((row.Predicted / hits) + (row.Support / hits));
            Assert.Equal(hits > 0 ? harmonic : 0, row.F1, 1e-12);
            f1.Add(row.F1);
        }
        Assert.Equal(f1.Average(), test.MacroF1, 1e-12);

        IReadOnlyList<ConfusionCell> cells = test.GetConfusionMatrix();
        Assert.Equal(labels.Length, cells.Sum(cell => cell.Count));
        Assert.Equal(10, cells.Count(cell => cell.True == cell.Predicted));
        foreach (ConfusionCell cell in cells)
            Assert.Equal(
                labels.Zip(predicted).Count(p => $"{p.First}" == cell.True && $"{p.Second}" == cell.Predicted), cell.Count);
        Assert.Equal(cells.OrderBy(c => c.True[0]).ThenBy(c => c.Predicted[0]), cells);
    }

    [Fact]
    public void Predictions_are_those_of_the_test()
    {
        TrainedNetwork network = Digits();
        NetworkPrediction[] predictions = [.. NetworkTest.Predict(network, GoldenData.Digits, cancellationToken: Token)];
        NetworkTestResult test = NetworkTest.Run(network, GoldenData.Digits, cancellationToken: Token);
        Assert.Equal(Enumerable.Range(0, test.Examples), predictions.Select(p => p.Index));
        Assert.Equal(test.Accuracy, predictions.Average(p => p.Correct == true ? 1.0 : 0), 1e-12);
        Assert.All(predictions, p =>
        {
            float[] probabilities = p.GetProbabilities();
            Assert.Equal(1, probabilities.Sum(), 1e-5);
            Assert.Equal(probabilities.Max(), p.Probability);
            Assert.Equal(p.Predicted, p.GetClassNames()[Array.IndexOf(probabilities, probabilities.Max())]);
            Assert.Equal(p.Label == p.Predicted, p.Correct);
            Assert.Equal(GoldenData.Digits.Test.ByteRow(p.Index).ToArray(), p.GetImage()!.GetPixels());
        });
    }

    [Fact]
    public void Of_equal_logits_the_first_class_comes_first()
    {
        TestCounts counts = new(Digits(), topK: 2);
        counts.Add([0, 1, 1, 1, 0, 0, 0, 0, 0, 0], 1);
        counts.Add([0, 1, 1, 1, 0, 0, 0, 0, 0, 0], 2);
        counts.Add([0, 1, 1, 1, 0, 0, 0, 0, 0, 0], 3);
        counts.Add([0, float.NaN, 1, 1, 0, 0, 0, 0, 0, 0], 1);
        NetworkTestResult test = counts.Result(GoldenData.Digits, DatasetPart.Test, loss: 4);
        Assert.Equal(0.25, test.Accuracy);
        Assert.Equal(0.5, test.TopKAccuracy);
        Assert.Equal(1, test.Loss);
    }

    [Fact]
    public void Classes_in_another_order_are_found_by_name()
    {
        TrainedNetwork network = Named("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
        Dataset reversed = WithClasses(
            label => (ushort)(9 - label), "nine", "eight", "seven", "six", "five", "four", "three", "two", "one", "zero");
        Assert.Equal(
            NetworkTest.Run(Digits(), GoldenData.Digits, cancellationToken: Token) with { Dataset = "" },
            NetworkTest.Run(network, reversed, cancellationToken: Token) with { Dataset = "" },
            (a, b) => a.Accuracy == b.Accuracy && a.Loss == b.Loss && a.MacroF1 == b.MacroF1);
    }

    /// <summary>Folders of pictures that are named by numbers come in the order of text: 1, 10, 2.</summary>
    [Fact]
    public void Labels_without_names_are_found_by_number()
    {
        TrainedNetwork network = Named("9", "8", "7", "6", "5", "4", "3", "2", "1", "0");
        Dataset reversed = WithClasses(label => (ushort)(9 - label), "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        Dataset unnamed = new("unnamed", reversed.Shape, 10, reversed.Training, reversed.Test);
        Assert.False(unnamed.HasClassNames);
        Assert.Equal(
            NetworkTest.Run(Digits(), GoldenData.Digits, cancellationToken: Token).Accuracy,
            NetworkTest.Run(network, unnamed, cancellationToken: Token).Accuracy);
    }

    [Fact]
    public void Other_classes_are_rejected()
    {
        TrainedNetwork network = Named("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
        SwishException error = Assert.Throws<SwishException>(() => NetworkTest.Run(
            network, WithClasses(label => label, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), cancellationToken: Token));
        Assert.Equal("NetworkClassMismatch", error.ErrorId);
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
        Assert.Equal("NetworkClassMismatch", Assert.Throws<SwishException>(() => NetworkTest.Run(
            network, WithClasses(label => (ushort)(label % 2), classNames: []), cancellationToken: Token)).ErrorId);
    }

    [Fact]
    public void Other_inputs_are_rejected()
    {
        ExampleSet small = new(new byte[4], [1], 4);
        Assert.Equal("NetworkInputMismatch", Assert.Throws<SwishException>(
            () => NetworkTest.Run(Digits(), new Dataset("small", 2, 2, 10, small, small), cancellationToken: Token)).ErrorId);
    }

    internal static TrainedNetwork Digits()
    {
        GoldenRun run = GoldenRuns.All.Single(r => r.Name == "MNIST Swish, Adam, cosine, BatchNorm");
        return Trainer.Run(run.Recipe, run.Dataset, new() { KeepsNetwork = true }, Token).GetNetwork()!;
    }

    private static TrainedNetwork Named(params string[] names)
    {
        GoldenRun run = GoldenRuns.All.Single(r => r.Name == "MNIST Swish, Adam, cosine, BatchNorm");
        return Trainer.Run(run.Recipe, WithClasses(label => label, names), new() { KeepsNetwork = true }, Token).GetNetwork()!;
    }

    private static Dataset WithClasses(Func<ushort, ushort> label, params string[] classNames)
    {
        Dataset digits = GoldenData.Digits;
        int classes = classNames.Length > 0 ? classNames.Length : 2;
        Dataset changed = new("changed", digits.Shape, classes, Map(digits.Training), Map(digits.Test));
        return classNames.Length == 0 ? changed
            : new("changed", digits.Shape, classes, Map(digits.Training), Map(digits.Test)) { ClassNames = classNames };

        ExampleSet Map(ExampleSet examples) => ExampleSet.OfBytes(
            examples.Bytes.ToArray(), [.. examples.Labels.ToArray().Select(label)], examples.InputCount);
    }
}
