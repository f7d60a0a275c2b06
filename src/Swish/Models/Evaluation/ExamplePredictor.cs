using System.Globalization;
using Swish.Data;
using Swish.Data.Images;
using Swish.Data.Tables;

namespace Swish.Models.Evaluation;

/// <summary>
/// Predicts the classes of examples that are not in a data set: image files, and rows of features. An instance is for one
/// caller at a time.
/// </summary>
public sealed class ExamplePredictor : IDisposable
{
    private readonly TrainedNetwork _network;
    private readonly NetworkPredictor _predictor;
    private readonly CancellationToken _cancellationToken;
    private int _count;

    /// <summary>Prepares a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="threads">The number of threads, 1 or more.</param>
    /// <param name="cancellationToken">Cancels any prediction within milliseconds.</param>
    public ExamplePredictor(TrainedNetwork network, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _cancellationToken = cancellationToken;
        _predictor = network.CreatePredictor(threads, cancellationToken);
    }

    /// <summary>Gets the number of examples for which a call takes the least time per example.</summary>
    public static int BatchSize => Networks.NetworkEvaluator.Capacity;

    /// <summary>Predicts the classes of image files, which are scaled and turned to gray as the network needs.</summary>
    /// <param name="paths">The paths of the files.</param>
    /// <param name="invert">Whether to exchange dark and bright.</param>
    /// <returns>
    /// An outcome for each file. The label of an example is the name of its folder, if it is a class of the network.
    /// </returns>
    /// <exception cref="SwishException">
    /// The network predicts a number (ClassesNeeded), or does not read gray or color images (NetworkInputMismatch).
    /// </exception>
    /// <exception cref="OperationCanceledException">The prediction was canceled.</exception>
    public IReadOnlyList<PredictionOutcome> PredictImages(IReadOnlyList<string> paths, bool invert)
    {
        ArgumentNullException.ThrowIfNull(paths);
        NetworkTest.RequireClasses(_network);
        ExampleShape shape = _network.Input;
        if (!shape.IsImage || shape.Channels is not (1 or 3))
            throw new SwishException("NetworkInputMismatch", ErrorKind.Contradiction,
                $"The network reads inputs of {shape}, and not gray or color images. Specify objects with its features.",
                _network);
        int size = shape.InputCount;
        byte[] pixels = new byte[checked(paths.Count * size)];
        SwishException?[] errors = new SwishException?[paths.Count];
        using MemoryBudget memory = ImageFile.CreateBudget();
        Parallel.For(0, paths.Count, new ParallelOptions { CancellationToken = _cancellationToken }, i =>
        {
            try
            {
                ImageFile.Read(paths[i], memory, _cancellationToken)
                    .WriteTo(shape.Rows, shape.Columns, shape.Channels, pixels.AsSpan(i * size, size));
            }
            catch (SwishException error)
            {
                errors[i] = error;
            }
        });
        if (invert)
            for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(byte.MaxValue - pixels[i]);
        ExampleSet examples = ExampleSet.OfBytes(pixels, new ushort[paths.Count], size);
        float[] logits = new float[paths.Count * _network.Classes];
        _predictor.Evaluate(examples, 0, paths.Count, logits);
        int first = _count;
        _count += paths.Count;
        return
        [
            .. Enumerable.Range(0, paths.Count).Select(i => errors[i] is not null ? new PredictionOutcome(null, errors[i])
                : new(
                    new NetworkPrediction(
                        _network, first + i, logits.AsSpan(i * _network.Classes, _network.Classes),
                        FolderClass(paths[i]), ExampleImage.Of(examples, i, shape))
                    {
                        Path = paths[i],
                    },
                    LooksInverted: ImageBorder.LooksInverted(examples.ByteRow(i), shape, _network.Background))),
        ];
    }

    /// <summary>Predicts the class of a row of features.</summary>
    /// <param name="features">The raw features, in the order of the inputs.</param>
    /// <param name="label">The name of the class; null if it is not known.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="SwishException">
    /// The network predicts a number (ClassesNeeded), there is another number of features (NetworkInputMismatch), or no
    /// class of this name (NetworkClassMismatch).
    /// </exception>
    /// <exception cref="OperationCanceledException">The prediction was canceled.</exception>
    public NetworkPrediction PredictRow(ReadOnlySpan<float> features, string? label)
    {
        NetworkTest.RequireClasses(_network);
        // A table has the classes 0 and 1 where it says 0.0 and 1.0.
        int? known = label is null ? null
            : ClassOf(label) ?? ClassOf(TableColumn.CategoryOf(label)) ?? throw new SwishException(
            "NetworkClassMismatch", ErrorKind.Contradiction,
            $"'{label}' is not a class of the network, which predicts "
            + $"{string.Join(", ", _network.ClassNames.Take(10))}{(_network.Classes > 10 ? ", …" : "")}.", label);
        RequireInputs(features);
        float[] logits = new float[_network.Classes];
        _predictor.Evaluate(features, logits);
        return new(_network, _count++, logits, known, image: null);
    }

    /// <summary>Predicts the number of a row of features.</summary>
    /// <param name="features">The raw features, in the order of the inputs.</param>
    /// <param name="label">The number of the example; null if it is not known.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="SwishException">There is another number of features (NetworkInputMismatch).</exception>
    /// <exception cref="OperationCanceledException">The prediction was canceled.</exception>
    public NumberPrediction PredictNumber(ReadOnlySpan<float> features, double? label)
    {
        RequireInputs(features);
        float[] output = new float[_network.OutputCount];
        _predictor.Evaluate(features, output);
        return RegressionTest.Of(_network, _count++, output[0], label);
    }

    /// <summary>Reads the features of a row from its columns: numbers, and texts that were encoded one-hot.</summary>
    /// <param name="column">
    /// Returns the value of the column whose escaped name is given: a double, a text, or null if there is none.
    /// </param>
    /// <param name="category">
    /// Returns the value of a column of text, as a table writes it (<see cref="TableColumn.CategoryOf"/>), whatever the
    /// culture; null if there is none.
    /// </param>
    /// <returns>The features, in the order of the inputs.</returns>
    /// <exception cref="SwishException">
    /// The names of the features are not known, or a column is missing (NetworkInputMismatch), is not a number
    /// (InvalidNumber), or has a text that the network has not seen (NetworkInputMismatch).
    /// </exception>
    public float[] ReadFeatures(Func<string, object?> column, Func<string, string?> category)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(category);
        DelimitedList<string> names = _network.FeatureNames;
        if (names.Count == 0)
            throw Mismatch($"The network reads inputs of {_network.Input} without names, so it cannot read the properties "
                + "of an object. Specify an image file, an array of numbers, or an example of Get-SwishExample.", null);
        float[] features = new float[names.Count];
        Dictionary<string, bool> isSeen = [];
        for (int i = 0; i < features.Length; i++)
        {
            if (column(names[i]) is object value)
            {
                features[i] = value is double number ? (float)number : throw new SwishException(
                    "InvalidNumber", ErrorKind.InvalidData,
                    $"'{value}' in the property {names[i]} is not a number.", value);
                continue;
            }
            // A category of a text: column=category.
            int split = names[i].IndexOf('=', StringComparison.Ordinal);
            string name = split > 0 ? names[i][..split] : names[i];
            if (split < 0 || category(name) is not string text)
                throw Mismatch($"The object has no value of '{name}', which the network reads.", name);
            bool isEqual = PrintableText.EscapeName(text) == names[i][(split + 1)..];
            features[i] = isEqual ? 1 : 0;
            isSeen[name] = isEqual || isSeen.GetValueOrDefault(name);
        }
        string? unseen = isSeen.FirstOrDefault(pair => !pair.Value).Key;
        return unseen is null ? features : throw Mismatch(
            $"'{category(unseen)}' in the property {unseen} is a text that the network was not trained on.", unseen);
    }

    /// <summary>Stops the threads.</summary>
    public void Dispose() => _predictor.Dispose();

    private void RequireInputs(ReadOnlySpan<float> features)
    {
        if (features.Length != _network.Input.InputCount)
            throw new SwishException("NetworkInputMismatch", ErrorKind.Contradiction,
                string.Create(CultureInfo.InvariantCulture,
                    $"The network reads {_network.Input.InputCount} inputs for each example, not {features.Length}."),
                features.Length);
        for (int i = 0; i < features.Length; i++)
            if (!float.IsFinite(features[i]))
                throw new SwishException("InvalidNumber", ErrorKind.InvalidData,
                    string.Create(CultureInfo.InvariantCulture, $"Input {i + 1}")
                    + (_network.FeatureNames.Count > 0 ? $" ({_network.FeatureNames[i]})" : "")
                    + string.Create(CultureInfo.InvariantCulture,
                        $" is {features[i]}; a number is finite and not beyond ±{float.MaxValue:0.0e+0}."), features[i]);
    }

    private int? FolderClass(string path) =>
        Path.GetFileName(Path.GetDirectoryName(path)) is { Length: > 0 } folder ? ClassOf(folder) : null;

    private int? ClassOf(string name)
    {
        name = PrintableText.EscapeName(name);
        for (int c = 0; c < _network.Classes; c++)
            if (_network.ClassNames[c] == name) return c;
        return null;
    }

    private static SwishException Mismatch(string message, object? value) =>
        new("NetworkInputMismatch", ErrorKind.Contradiction, message, value);
}
