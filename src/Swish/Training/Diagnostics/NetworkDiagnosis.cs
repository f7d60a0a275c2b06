using Swish.Data;
using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Networks.Layers;
using Swish.Parallelism;

namespace Swish.Training.Diagnostics;

/// <summary>
/// Computes statistics of the hidden layers of a network during training. The weights are copied to another network, so
/// that its passes do not change the network in training, not even the running statistics of batch normalization. The
/// passes are bit-identical with any vector width and number of threads, and all sums are computed in double in a fixed
/// order, so the statistics are bit-identical too.
/// </summary>
internal sealed class NetworkDiagnosis
{
    private readonly Network _network;
    private readonly Network _copy;
    private readonly ILayer[][] _hidden;
    private readonly InputBatch _batch;
    private readonly LayerInput _input;
    private readonly GradientNorms _gradients;

    /// <summary>Creates the copy of the network, and loads the sample.</summary>
    /// <param name="network">The network in training.</param>
    /// <param name="spec">The spec of the network.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="examples">The training set.</param>
    /// <param name="sample">The range of examples of the sample.</param>
    /// <param name="transform">The scaling of the inputs.</param>
    /// <param name="targetScale">The scaling of numbers to predict.</param>
    /// <param name="cancellationToken">Cancels the construction.</param>
    public NetworkDiagnosis(
        Network network, NetworkSpec spec, WorkerTeam team, ExampleSet examples, Range sample, InputTransform transform,
        TargetScale targetScale, CancellationToken cancellationToken)
    {
        _network = network;
        (int first, int count) = sample.GetOffsetAndLength(examples.Count);
        _copy = new(DiagnosticSpec(spec, count), team, cancellationToken);
        // A hidden layer is a weight matrix followed by an activation, in one ILayer or in several with the same index.
        _hidden =
        [
            .. _copy.Nodes.Select(node => node.Layer).GroupBy(layer => layer.Index).Select(layers => layers.ToArray())
                .Where(layers => layers.Any(HasActivation) && Weights(layers).Any()),
        ];
        _gradients = new(_copy);
        // Do not skip zeros, because 0 times a weight that is not finite is not 0.
        _batch = new(count, transform, skipZeros: false, targetScale, _copy.ReadsImages);
        _input = _batch.Load(examples, [.. Enumerable.Range(first, count)], forTraining: true);
    }

    /// <summary>Computes the statistics with the current weights.</summary>
    /// <param name="step">The number of steps done.</param>
    /// <returns>One entry per hidden layer.</returns>
    public IReadOnlyList<LayerDiagnostic> Examine(int step)
    {
        foreach ((ParameterBlock from, ParameterBlock to) in _network.Parameters.Zip(_copy.Parameters))
            from.Values.Span.CopyTo(to.Values.Span);
        _copy.Forward(_input, step);
        LayerDiagnostic[] diagnostics = [.. _hidden.Select((layers, i) => Examine(layers, i, step))];
        if (!_copy.Backward(_batch.Labels, out _)) return diagnostics;
        _copy.BackwardParameters(_gradients);
        return [.. diagnostics.Zip(_hidden, (d, layers) => d with { GradientNorm = _gradients.Get(Weights(layers)) })];
    }

    private LayerDiagnostic Examine(ILayer[] layers, int index, int step)
    {
        // Of images, those before pooling.
        ILayer last = layers.LastOrDefault(layer => layer is ImageOperationLayer) ?? layers[^1];
        (double mean, double deviation) = Moments(last);
        ILayer activated = layers.Last(HasActivation);
        IEnumerable<ParameterBlock> learnable = layers.SelectMany(
            layer => layer.Parameters.Where(p => p.Kind == ParameterKind.ActivationParameter));
        return new(
            step, index + 1, mean, deviation,
            DeadShare: activated is ImageOperationLayer images
                ? (double)images.CountFlatChannels(InputsOf(images), LayerDiagnostic.MaxDeadSlope)
                    / images.OutputShape.Channels
                : (double)CountDead(activated) / activated.OutputShape.Features,
            GradientNorm: double.NaN,
            WeightNorm: Math.Sqrt(Weights(layers).Sum(block => GradientNorms.SumOfSquares(block.Values.Span))),
            new(learnable.Select(block => ParameterSummary.Of(block.ShortName, block.Read(block.Values)))));
    }

    /// <summary>Returns the weights of a hidden layer: one matrix, or two with a gate.</summary>
    private static IEnumerable<ParameterBlock> Weights(ILayer[] layers) =>
        layers.SelectMany(layer => layer.Parameters).Where(p => p.Kind == ParameterKind.Weight);

    private static bool HasActivation(ILayer layer) =>
        layer.Derivative is not null || layer is ImageOperationLayer { HasActivation: true };

    private LayerInput[] InputsOf(ILayer layer)
    {
        int node = 0;
        while (_copy.Nodes[node].Layer != layer) node++;
        return _copy.InputsOf(node);
    }

    /// <summary>
    /// Computes mean and standard deviation over all units (of images: all channels and positions) and examples, in two
    /// passes.
    /// </summary>
    private (double Mean, double Deviation) Moments(ILayer layer)
    {
        ReadOnlySpan<float> output = layer.Output.Span;
        TensorShape shape = layer.OutputShape;
        int rows = layer.IsImages ? _input.Rows * shape.Positions : _input.Rows;
        int units = layer.IsImages ? shape.Channels : shape.Features;
        double count = (double)units * rows;
        double sum = 0, squares = 0;
        for (int unit = 0; unit < units; unit++)
            for (int row = 0; row < rows; row++) sum += output[Offset(row, unit)];
        double mean = sum / count;
        for (int unit = 0; unit < units; unit++)
        {
            for (int row = 0; row < rows; row++)
            {
                double distance = output[Offset(row, unit)] - mean;
                squares += distance * distance;
            }
        }
        return (mean, Math.Sqrt(squares / count));

        int Offset(int row, int unit) => layer.IsImages ? row * shape.Lanes + unit : Panel.Offset(rows, row, unit);
    }

    /// <summary>
    /// Counts the units whose derivative (with a gate: each of the two) is nearly 0 for every image.
    /// </summary>
    private int CountDead(ILayer layer)
    {
        ReadOnlySpan<float> slopes = layer.Derivative!.Span;
        int rows = _input.Rows;
        int length = Panel.Length(rows, layer.OutputShape.Features);
        int dead = 0;
        for (int unit = 0; unit < layer.OutputShape.Features; unit++)
        {
            bool isDead = true;
            for (int first = 0; first < slopes.Length && isDead; first += length)
                isDead = IsFlat(slopes.Slice(first, length), unit);
            if (isDead) dead++;
        }
        return dead;

        bool IsFlat(ReadOnlySpan<float> slopes, int unit)
        {
            int row = 0;
            while (row < rows && Math.Abs(slopes[Panel.Offset(rows, row, unit)]) < LayerDiagnostic.MaxDeadSlope)
                row++;
            return row == rows;
        }
    }

    /// <summary>Creates the spec of the copy of a network on which diagnostics are computed.</summary>
    /// <param name="trained">The spec of the network that is trained.</param>
    /// <param name="sample">The number of examples of the diagnostic batch.</param>
    /// <returns>The spec.</returns>
    public static NetworkSpec DiagnosticSpec(NetworkSpec trained, int sample) => trained with
    {
        BatchSize = sample,
        AppliesDropout = false,
        MomentCount = 0,
        Averages = false,
        KeepsWeightGradients = false,
        // The weights are overwritten, so use the fastest initializer.
        Initializer = InitializerKind.HeUniform,
    };
}
