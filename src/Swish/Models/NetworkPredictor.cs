using System.Globalization;
using Swish.Data;
using Swish.Kernels.Functions;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;
using Swish.Networks;
using Swish.Parallelism;

namespace Swish.Models;

/// <summary>
/// Evaluates a trained network on any number of examples, with its threads and buffers kept between calls. An instance
/// is for one caller at a time.
/// </summary>
public sealed class NetworkPredictor : IDisposable
{
    private readonly TrainedNetwork _trained;
    private readonly WorkerTeam _team;
    private readonly Network _network;
    private readonly NetworkEvaluator _evaluator;
    private readonly int[] _indices = new int[NetworkEvaluator.Capacity];
    private readonly bool _maySkipZeros;
    private InputBatch? _dense;
    private InputBatch? _sparse;
    private PanelBuffer? _raw;

    /// <summary>Creates the layers, and starts the threads.</summary>
    /// <param name="trained">The network.</param>
    /// <param name="threads">The number of threads that share the work, 1 or more.</param>
    /// <param name="cancellationToken">Cancels any evaluation.</param>
    internal NetworkPredictor(TrainedNetwork trained, int threads, CancellationToken cancellationToken)
    {
        double inputs = Math.Max(trained.Input.InputCount, trained.Spec.Input.ImageLength);
        if (inputs * NetworkEvaluator.Capacity > Array.MaxLength) throw TooLarge(trained);
        _trained = trained;
        _team = new(threads, cancellationToken);
        try
        {
            _network = trained.Build(_team, cancellationToken);
            _evaluator = new(_network, _team);
            // A skipped product with 0 is exact only beside finite weights.
            _maySkipZeros = _network.AcceptsSparseInput && _network.InputWeightsAreWithin(float.MaxValue)
                && trained.GetTransform().KeepsZero;
        }
        catch (OverflowException)
        {
            _team.Dispose();
            throw TooLarge(trained);
        }
        catch
        {
            _team.Dispose();
            throw;
        }
    }

    private static SwishException TooLarge(TrainedNetwork trained) => new("NetworkTooLarge", ErrorKind.LimitExceeded,
        $"The network has inputs of {trained.Input}, and {NetworkEvaluator.Capacity} of them or of what its layers make of them "
        + "are more numbers than an array can have. Specify a network of smaller images.", trained);

    private int Features => _trained.Input.InputCount;

    private int Outputs => _trained.OutputCount;

    /// <summary>Computes the logits of consecutive examples.</summary>
    /// <param name="examples">The examples, with raw inputs.</param>
    /// <param name="first">The index of the first example.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="logits">Receives the logits, [count, outputs] in row-major order.</param>
    /// <exception cref="SwishException">The examples have another number of inputs (NetworkInputMismatch).</exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public void Evaluate(ExampleSet examples, int first, int count, Span<float> logits)
    {
        ArgumentNullException.ThrowIfNull(examples);
        RequireFeatures(examples.InputCount);
        InputBatch batch = _maySkipZeros && InputBatch.IsSparse(examples)
            ? _sparse ??= NewBatch(skipZeros: true)
            : _dense ??= NewBatch(skipZeros: false);
        for (int done = 0; done < count; done += NetworkEvaluator.Capacity)
        {
            int rows = Math.Min(NetworkEvaluator.Capacity, count - done);
            for (int i = 0; i < rows; i++) _indices[i] = first + done + i;
            Copy(
                _evaluator.Run(batch.Load(examples, _indices.AsSpan(0, rows), forTraining: false)), rows,
                logits.Slice(done * Outputs, rows * Outputs));
        }
    }

    /// <summary>Computes the logits of examples that are given as raw numbers.</summary>
    /// <param name="raw">
    /// The raw inputs, [examples, features] in row-major order: pixels from 0 to 255, or columns of a table.
    /// </param>
    /// <param name="logits">Receives the logits, [examples, outputs] in row-major order.</param>
    /// <exception cref="SwishException">The number of inputs is not a multiple of the number of features
    /// (NetworkInputMismatch).</exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public void Evaluate(ReadOnlySpan<float> raw, Span<float> logits)
    {
        int count = raw.Length / Features;
        if (count * Features != raw.Length) RequireFeatures(raw.Length);
        _raw ??= _network.ReadsImages
            ? new(NetworkEvaluator.Capacity * _trained.Spec.Input.ImageLength)
            : new(NetworkEvaluator.Capacity, Features);
        for (int done = 0; done < count; done += NetworkEvaluator.Capacity)
        {
            int rows = Math.Min(NetworkEvaluator.Capacity, count - done);
            Load(raw.Slice(done * Features, rows * Features), rows, _raw.Span);
            Copy(
                _evaluator.Run(
                    _network.ReadsImages ? new LayerInput(_raw, rows, _trained.Spec.Input) : new(_raw, rows, Features)),
                rows,
                logits.Slice(done * Outputs, rows * Outputs));
        }
    }

    /// <summary>
    /// Computes probabilities from the logits of one example: e^(logit − largest), divided by the sum over all classes.
    /// </summary>
    /// <param name="logits">The logits, [classes].</param>
    /// <param name="probabilities">Receives the probabilities, [classes], each from 0 to 1.</param>
    public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        float largest = float.NegativeInfinity;
        foreach (float logit in logits)
            if (logit > largest) largest = logit;
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            Simd32.Store(Exponential.Exp(new Simd32(logits[i] - largest)), ref probabilities[i], 0);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.Length; i++) probabilities[i] = (float)(probabilities[i] / sum);
    }

    /// <summary>Stops the threads.</summary>
    public void Dispose() => _team.Dispose();

    private InputBatch NewBatch(bool skipZeros) =>
        new(NetworkEvaluator.Capacity, _trained.GetTransform(), skipZeros, asImages: _network.ReadsImages);

    private void RequireFeatures(int features)
    {
        if (features != Features)
            throw new SwishException("NetworkInputMismatch", ErrorKind.Contradiction,
                string.Create(CultureInfo.InvariantCulture,
                    $"The network reads {Features} inputs for each example ({_trained.Input}), not {features}. ")
                + (_trained.Dataset.Length > 0
                    ? $"Use examples like those that it was trained on, of the data set {_trained.Dataset}."
                    : "Use examples of the shape that it was trained on."), features);
    }

    private void Load(ReadOnlySpan<float> raw, int rows, Span<float> panels)
    {
        InputTransform transform = _trained.GetTransform();
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> example = raw.Slice(row * Features, Features);
            if (_network.ReadsImages)
            {
                TensorShape shape = _trained.Spec.Input;
                InputBatch.WriteImage(
                    transform, example, panels.Slice(row * shape.ImageLength, shape.ImageLength), shape);
                continue;
            }
            for (int first = 0; first < Features; first += Panel.Width)
            {
                ReadOnlySpan<float> source = example[first..Math.Min(Features, first + Panel.Width)];
                transform.Apply(source, first, panels.Slice(Panel.Offset(rows, row, first), source.Length));
            }
        }
    }

    private void Copy(ReadOnlySpan<float> panels, int rows, Span<float> logits)
    {
        for (int row = 0; row < rows; row++)
            for (int c = 0; c < Outputs; c++)
                logits[row * Outputs + c] = panels[Panel.Offset(rows, row, c)];
    }
}
