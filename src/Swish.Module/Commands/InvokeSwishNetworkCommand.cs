using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Swish.Analysis;
using Swish.Data.Tables;
using Swish.Models;
using Swish.Models.Evaluation;
using Swish.Module.Base;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;

namespace Swish.Module.Commands;

/// <summary>
/// Predicts the classes of examples with a trained network: of image files or objects from the pipeline, or of a data
/// set.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "SwishNetwork")]
[OutputType(typeof(NetworkPrediction), typeof(NumberPrediction))]
public sealed class InvokeSwishNetworkCommand : NetworkCommand
{
    private readonly List<string> _files = [];
    private ExamplePredictor? _predictor;
    private TrainedNetwork? _network;
    private bool _hasInput;
    private int _inverted;

    /// <summary>Gets or sets the network, a result that keeps its network, or the path of a file.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public object? Network { get; set; }

    /// <summary>
    /// Gets or sets the examples: image files or their paths, objects with the features of the network as properties, or
    /// arrays of numbers. Without them, the examples of a data set are predicted.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    public PSObject?[]? InputObject { get; set; } = [];

    /// <summary>Gets or sets the property of objects that has the name of their class.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <summary>Gets or sets a value indicating whether to exchange dark and bright in image files.</summary>
    [Parameter]
    public SwitchParameter Invert { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether to add the probability of each class, as a column P_ and the name of the
    /// class.
    /// </summary>
    [Parameter]
    public SwitchParameter AllProbability { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        _hasInput = MyInvocation.ExpectingInput || InputObject is { Length: > 0 };
        string? needsDataset = Array.Find(
            (string[])[nameof(Dataset), nameof(Part)], MyInvocation.BoundParameters.ContainsKey);
        if (_hasInput && needsDataset is not null)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                $"-{needsDataset} and examples from the pipeline exclude each other; specify one of them.",
                $"-{needsDataset}");
        if (!_hasInput) BeginReading();
        _network = NetworkArgument.Read(this, Network);
        if (_hasInput) _predictor = new(_network, Thread, StopToken);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (PSObject? input in InputObject ?? [null]) Attempt(() => Predict(input), input);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_hasInput)
        {
            PredictFiles();
            WarnOfInverted();
            return;
        }
        DatasetPart part = Enum.Parse<DatasetPart>(Part);
        if (_network!.IsRegression)
            foreach (NumberPrediction prediction in
                RegressionTest.Predict(_network, ReadDataset(_network), part, Thread, StopToken))
                WriteObject(prediction);
        else
            foreach (NetworkPrediction prediction in
                NetworkTest.Predict(_network, ReadDataset(_network), part, Thread, StopToken))
                Write(prediction);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _predictor?.Dispose();
    }

    private void Predict(PSObject? input)
    {
        switch (input?.BaseObject)
        {
            case null:
                throw new SwishException("NetworkInputMismatch", ErrorKind.Contradiction,
                    "The example is empty; specify an image file, an object with the features of the network, or an array of "
                    + "numbers.");
            case FileInfo file: AddFile(file.FullName); break;
            case DirectoryInfo: break; // Get-ChildItem -Recurse returns folders too.
            case string path:
                foreach (string file in this.ResolveExisting(path)) AddFile(file);
                break;
            case DatasetExample example:
                PredictFiles();
                PredictRow(
                    [.. example.Inputs], example.Label ?? example.Target?.ToString("R", CultureInfo.InvariantCulture));
                break;
            case IEnumerable numbers when numbers is not IDictionary:
                PredictFiles();
                PredictRow([.. numbers.Cast<object?>().Select(Number)], label: null);
                break;
            default:
                PredictFiles();
                ResultRow row = ResultRows.ReadExample(input!);
                float[] features =
                    _predictor!.ReadFeatures(name => Value(row, name), name => Category(row, name));
                PredictRow(features, LabelOf(row));
                break;
        }
    }

    private void PredictRow(float[] features, string? label)
    {
        if (_network!.IsRegression)
            WriteObject(_predictor!.PredictNumber(features, label is null ? null : Number(label)));
        else Write(_predictor!.PredictRow(features, label));
    }

    private void AddFile(string path)
    {
        _files.Add(path);
        if (_files.Count == ExamplePredictor.BatchSize) PredictFiles();
    }

    private void PredictFiles()
    {
        string[] files = [.. _files];
        _files.Clear();
        if (files.Length == 0) return;
        IReadOnlyList<PredictionOutcome> outcomes = _predictor!.PredictImages(files, Invert);
        for (int i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].LooksInverted) _inverted++;
            if (outcomes[i].Error is SwishException error) WriteError(error, files[i]);
            else Write(outcomes[i].Prediction!);
        }
    }

    private void WarnOfInverted()
    {
        if (_inverted > 0)
            WriteWarning(string.Create(CultureInfo.InvariantCulture,
                $"{_inverted} of the images look inverted: their border is {(Invert ? "still " : "")}as bright as that of ")
                + "the training images is dark, or the other way round. "
                + (Invert ? "Try without -Invert." : "Use -Invert to exchange dark and bright."));
    }

    private string? LabelOf(ResultRow row) => Label is null ? null
        : row.Text(Label) is { Length: > 0 } text ? text
        : throw new SwishException("UnknownColumn", ErrorKind.NotFound,
            $"An object has no value of '{Label}', the property of -Label.", Label);

    /// <summary>Returns a number as a double, other values as text, and null for an empty value.</summary>
    private static object? Value(ResultRow row, string name)
    {
        name = ColumnOf(row, name);
        return ResultRow.TryReadNumber(row[name], out double number) ? number
            : row.Text(name) is { Length: > 0 } text ? text
            : null;
    }

    /// <summary>Returns the category of a value, and null for an empty value.</summary>
    private static string? Category(ResultRow row, string name) =>
        row.Text(ColumnOf(row, name)) is { Length: > 0 } text ? TableColumn.CategoryOf(text) : null;

    // The network has escaped names.
    private static string ColumnOf(ResultRow row, string name) =>
        row.Has(name) ? name : row.Columns.FirstOrDefault(column => IsEscaped(column, name)) ?? name;

    private static bool IsEscaped(string column, string name) =>
        PrintableText.EscapeName(column) is string escaped && escaped.Length != column.Length
        && escaped.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static float Number(object? value) =>
        ResultRow.TryReadNumber(ActivationArgument.Unwrap(value), out double number) ? (float)number
        : throw new SwishException("InvalidNumber", ErrorKind.InvalidData, $"'{value}' is not a number.", value);

    private void Write(NetworkPrediction prediction)
    {
        if (!AllProbability)
        {
            WriteObject(prediction);
            return;
        }
        PSObject row = PSObject.AsPSObject(prediction);
        float[] probabilities = prediction.GetProbabilities();
        IReadOnlyList<string> names = prediction.GetClassNames();
        for (int c = 0; c < probabilities.Length; c++)
            row.Properties.Add(new PSNoteProperty("P_" + names[c], (double)probabilities[c]));
        WriteObject(row);
    }
}
