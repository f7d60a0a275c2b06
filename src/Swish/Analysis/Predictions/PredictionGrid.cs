using System.Globalization;
using Swish.Data;
using Swish.Data.Tables;
using Swish.Models;
using Swish.Models.Evaluation;

namespace Swish.Analysis.Predictions;

/// <summary>Computes what networks predict on a grid over one or two features of a data set.</summary>
public static class PredictionGrid
{
    /// <summary>The largest number of grid points on a side.</summary>
    public const int MaxSide = 1001;

    /// <summary>The largest number of examples of the data set that are returned.</summary>
    public const int MaxExamples = 400;

    // What the grid covers beyond the examples, as a share of their range.
    private const double Margin = 0.1;

    private const int MaxNamed = 5;

    // The points that are evaluated at once: features may be many.
    private const int ChunkSize = 1000;

    /// <summary>
    /// Computes the predictions of a network on a grid that covers all examples of a data set. Other features have their
    /// mean over the training examples, and those of a column of text its most frequent value: an example that could
    /// exist, which the means of one-hot features are not.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The data set, of features.</param>
    /// <param name="features">The names of one or two features; empty for all, if there are no more than two.</param>
    /// <param name="side">The number of points on a side, 2 to <see cref="MaxSide"/>.</param>
    /// <param name="cancellationToken">Cancels the evaluation.</param>
    /// <returns>The grid row by row from the smallest values, and then up to <see cref="MaxExamples"/> test
    /// examples.</returns>
    /// <exception cref="SwishException">
    /// The data set does not have the network's inputs (NetworkInputMismatch) or its classes (NetworkClassMismatch), its
    /// examples are images (PredictionGridImages), it has more than two features and none is named (PredictionGridFeatures), no
    /// feature of a name (TableColumnNotFound), or a column of text of that name (PredictionGridText).
    /// </exception>
    public static IReadOnlyList<PredictionPoint> Of(
        TrainedNetwork network, Dataset dataset, IReadOnlyList<string> features, int side,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, MaxSide);
        int[] axes = FindAxes(dataset, features);
        NetworkInputs.Require(network, dataset);
        (double Minimum, double Maximum)[] ranges = Array.ConvertAll(axes, axis => Range(dataset, axis));
        (float[] held, string heldText) = Hold(dataset, axes);
        PredictionPoint start = new()
        {
            Activation = network.Activation,
            HiddenLayers = network.HiddenLayers,
            Seed = network.GetRecipe().Seed,
            Dataset = dataset.Name,
            X = 0,
            Y = null,
            XName = dataset.FeatureNames[axes[0]],
            YName = axes.Length > 1 ? dataset.FeatureNames[axes[1]] : "",
            Held = heldText,
        };
        ushort[]? classes = ClassesOf(network, dataset);
        int count = axes.Length > 1 ? side * side : side;
        List<PredictionPoint> points = new(count);
        using NetworkPredictor predictor = network.CreatePredictor(1, cancellationToken);
        for (int first = 0; first < count; first += ChunkSize)
            AddPredictions(Math.Min(ChunkSize, count - first), first);
        points.AddRange(Enumerable.Range(0, Math.Min(MaxExamples, dataset.Test.Count))
            .Select(i => Example(network, dataset, start, i, axes, classes)));
        return points;

        void AddPredictions(int rows, int first)
        {
            float[] raw = Grid(held, axes, ranges, side, first, rows);
            float[] outputs = new float[rows * network.OutputCount];
            predictor.Evaluate(raw, outputs);
            for (int i = 0; i < rows; i++)
                points.Add(Predicted(network, start, raw.AsSpan(i * held.Length, held.Length), axes,
                    outputs.AsSpan(i * network.OutputCount, network.OutputCount)));
        }
    }

    /// <summary>Returns the class of the network for each label of a data set; null for numbers.</summary>
    private static ushort[]? ClassesOf(TrainedNetwork network, Dataset dataset)
    {
        if (!network.IsRegression) return NetworkTest.ClassesOf(network, dataset);
        RegressionTest.RequireNumbers(network, dataset);
        return null;
    }

    /// <summary>Finds the features of the axes, and checks that a grid over them is possible.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="features">The names of one or two features; empty for all, if there are no more than two.</param>
    /// <returns>The indices of one or two features.</returns>
    /// <exception cref="SwishException">The errors of <see cref="Of"/> that do not depend on a network.</exception>
    public static int[] FindAxes(Dataset dataset, IReadOnlyList<string> features)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(features);
        if (dataset.Shape.IsImage)
            throw new SwishException("PredictionGridImages", ErrorKind.InvalidArgument,
                $"'{dataset.Name}' has images; a grid needs a data set of features.", dataset.Name);
        if (features.Count == 0 && dataset.InputCount <= 2) return [.. Enumerable.Range(0, dataset.InputCount)];
        if (features.Count is 0 or > 2)
            throw new SwishException("PredictionGridFeatures", ErrorKind.InvalidArgument,
                $"'{dataset.Name}' has {dataset.InputCount} features, and a grid is over one or two of them: choose with "
                + $"-Feature from {string.Join(", ", dataset.FeatureNames.Take(20))}.", features.Count);
        return [.. features.Select(Find).Distinct()];

        int Find(string name)
        {
            string escaped = PrintableText.EscapeName(name);
            for (int i = 0; i < dataset.FeatureNames.Count; i++)
                if (dataset.FeatureNames[i].Equals(escaped, StringComparison.OrdinalIgnoreCase))
                    return i;
            if (dataset.TextColumns.FirstOrDefault(c => c.Name.Equals(escaped, StringComparison.OrdinalIgnoreCase))
                is TextColumn column)
                throw new SwishException("PredictionGridText", ErrorKind.InvalidArgument,
                    $"The column '{column.Name}' of '{dataset.Name}' is text, and the axes of a grid need numbers"
                    + (NumberNames(dataset) is { Length: > 0 } numbers ? ", such as " + numbers : "")
                    + $". Its features, which are 0 or 1, can be chosen as well: {NamesOf(dataset, column)}.", name);
            throw new SwishException("TableColumnNotFound", ErrorKind.NotFound,
                $"'{dataset.Name}' has no feature '{name}'. It has {string.Join(", ", dataset.FeatureNames.Take(20))}.", name);
        }
    }

    private static string NumberNames(Dataset dataset) => string.Join(", ", Enumerable.Range(0, dataset.InputCount)
        .Where(feature => !dataset.TextColumns.Any(column => column.Contains(feature)))
        .Select(feature => dataset.FeatureNames[feature]).Take(MaxNamed));

    private static string NamesOf(Dataset dataset, TextColumn column) =>
        string.Join(", ", dataset.FeatureNames.Skip(column.First).Take(Math.Min(column.Count, MaxNamed)))
        + (column.Count > MaxNamed ? ", …" : "");

    private static double Value(ExampleSet examples, int example, int feature) =>
        examples.HasBytes ? examples.ByteRow(example)[feature] : examples.FloatRow(example)[feature];

    private static (double Minimum, double Maximum) Range(Dataset dataset, int feature)
    {
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        foreach (ExampleSet examples in (ExampleSet[])[dataset.Training, dataset.Test])
            for (int i = 0; i < examples.Count; i++)
            {
                minimum = Math.Min(minimum, Value(examples, i, feature));
                maximum = Math.Max(maximum, Value(examples, i, feature));
            }
        double margin = maximum > minimum ? Margin * (maximum - minimum) : 1;
        return (minimum - margin, maximum + margin);
    }

    /// <summary>Returns the mean of each feature over the training examples.</summary>
    private static float[] Means(Dataset dataset)
    {
        float[] means = new float[dataset.InputCount];
        for (int feature = 0; feature < means.Length; feature++)
        {
            double sum = 0;
            for (int i = 0; i < dataset.Training.Count; i++) sum += Value(dataset.Training, i, feature);
            means[feature] = (float)(sum / dataset.Training.Count);
        }
        return means;
    }

    /// <summary>Returns the values of features that do not vary, <c>[features]</c>, and as text those of all but the
    /// axes.</summary>
    private static (float[] Values, string Text) Hold(Dataset dataset, int[] axes)
    {
        float[] values = Means(dataset);
        List<string> texts = [];
        for (int feature = 0; feature < values.Length; feature++)
        {
            if (dataset.TextColumns.FirstOrDefault(c => c.First == feature) is TextColumn column)
            {
                texts.AddRange(HoldText(dataset, axes, column, values.AsSpan(column.First, column.Count)));
                feature += column.Count - 1;
            }
            else if (!axes.Contains(feature)) texts.Add(Text(feature, values[feature]));
        }
        return (values, string.Join(", ", texts));

        string Text(int feature, float value) =>
            string.Create(CultureInfo.InvariantCulture, $"{dataset.FeatureNames[feature]}={value:G4}");
    }

    /// <summary>Replaces the shares of the values of a column of text by 1 for the most frequent one.</summary>
    private static IEnumerable<string> HoldText(Dataset dataset, int[] axes, TextColumn column, Span<float> shares)
    {
        int best = 0;
        for (int i = 1; i < shares.Length; i++)
            if (shares[i] > shares[best]) best = i;
        shares.Clear();
        // Where one of its features is an axis, an example with this value has no other.
        if (axes.Any(column.Contains))
            return Enumerable.Range(column.First, column.Count).Except(axes)
                .Select(feature => $"{dataset.FeatureNames[feature]}=0");
        shares[best] = 1;
        return [dataset.FeatureNames[column.First + best]];
    }

    /// <summary>Computes a part of the points of the grid, <c>[points, features]</c>.</summary>
    private static float[] Grid(
        float[] held, int[] axes, (double Minimum, double Maximum)[] ranges, int side, int first, int count)
    {
        float[] raw = new float[count * held.Length];
        for (int i = 0; i < count; i++)
        {
            Span<float> point = raw.AsSpan(i * held.Length, held.Length);
            held.CopyTo(point);
            for (int axis = 0; axis < axes.Length; axis++)
            {
                (double minimum, double maximum) = ranges[axis];
                int place = axis == 0 ? (first + i) % side : (first + i) / side;
                point[axes[axis]] = (float)(minimum + ((maximum - minimum) * place / (side - 1)));
            }
        }
        return raw;
    }

    private static PredictionPoint Predicted(
        TrainedNetwork network, PredictionPoint start, ReadOnlySpan<float> raw, int[] axes, ReadOnlySpan<float> outputs)
    {
        PredictionPoint point = start with { X = raw[axes[0]], Y = axes.Length > 1 ? raw[axes[1]] : null };
        if (network.IsRegression) return point with { Prediction = outputs[0] };
        float[] probabilities = new float[outputs.Length];
        NetworkPredictor.Softmax(outputs, probabilities);
        int best = 0;
        for (int c = 1; c < outputs.Length; c++)
            if (outputs[c] > outputs[best]) best = c;
        return point with { Class = network.ClassNames[best], Label = best, Probability = probabilities[best] };
    }

    private static PredictionPoint Example(
        TrainedNetwork network, Dataset dataset, PredictionPoint start, int index, int[] axes, ushort[]? classes)
    {
        PredictionPoint point = start with
        {
            X = Value(dataset.Test, index, axes[0]),
            Y = axes.Length > 1 ? Value(dataset.Test, index, axes[1]) : null,
            IsExample = true,
        };
        if (classes is null) return point with { Prediction = dataset.Test.Targets[index] };
        int label = classes[dataset.Test.Labels[index]];
        return point with { Label = label, Class = network.ClassNames[label] };
    }
}
