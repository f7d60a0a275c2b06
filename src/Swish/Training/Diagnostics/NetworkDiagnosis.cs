using Swish.Data;
using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Parallelism;

namespace Swish.Training.Diagnostics;

/// <summary>
/// Looks into the hidden layers of a network in training. The passes are those of another network, to which the weights
/// are copied: nothing that is looked at changes, not even running statistics. The passes are bit-identical with any
/// vector width and number of threads, and the sums over them are taken in double in one order, so that the figures are
/// bit-identical too.
/// </summary>
internal sealed class NetworkDiagnosis
{
    private readonly Network _live;
    private readonly Network _copy;
    private readonly ILayer[][] _hidden;
    private readonly InputBatch _batch;
    private readonly LayerInput _input;
    private readonly GradientNorms _gradients;

    /// <summary>Builds the copy, and loads the sample.</summary>
    /// <param name="live">The network to look into.</param>
    /// <param name="spec">What it was built from.</param>
    /// <param name="team">Does the work.</param>
    /// <param name="images">The training set.</param>
    /// <param name="sample">Which of its images are the sample.</param>
    /// <param name="pixelValues">The network's input for each of the 256 values of a pixel, [256].</param>
    /// <param name="cancellationToken">Ends the building.</param>
    public NetworkDiagnosis(
        Network live, NetworkSpec spec, WorkerTeam team, LabeledImages images, Range sample, float[] pixelValues,
        CancellationToken cancellationToken)
    {
        _live = live;
        (int first, int count) = sample.GetOffsetAndLength(images.Count);
        _copy = new(DiagnosticSpec(spec, count), team, cancellationToken);
        // A hidden layer is weights with an activation behind them, in one layer or several of the same index.
        _hidden =
        [
            .. _copy.Nodes.Select(node => node.Layer).GroupBy(layer => layer.Index).Select(layers => layers.ToArray())
                .Where(layers => layers.Any(layer => layer.Derivative is not null) && Weights(layers) is not null),
        ];
        _gradients = new(_copy);
        // Zeros are not skipped: times a weight that is not finite they are not zero.
        _batch = new(count, spec.Input.Features, pixelValues, skipZeros: false);
        _input = _batch.Load(images, [.. Enumerable.Range(first, count)], forTraining: true);
    }

    /// <summary>Looks into the network with its weights as they are now.</summary>
    /// <param name="step">Steps done.</param>
    /// <returns>An entry for each hidden layer.</returns>
    public IReadOnlyList<LayerDiagnostic> Examine(int step)
    {
        foreach ((ParameterBlock from, ParameterBlock to) in _live.Parameters.Zip(_copy.Parameters))
            from.Values.Span.CopyTo(to.Values.Span);
        _copy.Forward(_input, step);
        LayerDiagnostic[] diagnostics = [.. _hidden.Select((layers, i) => Examine(layers, i, step))];
        if (!_copy.Backward(_batch.Labels, out _)) return diagnostics;
        _copy.BackwardParameters(_gradients);
        return [.. diagnostics.Zip(_hidden, (d, layers) => d with { GradientNorm = _gradients.Of(Weights(layers)!) })];
    }

    private LayerDiagnostic Examine(ILayer[] layers, int index, int step)
    {
        ILayer last = layers[^1];
        int units = last.OutputShape.Features;
        (double mean, double deviation) = Moments(last.Output.Span, units);
        ILayer activated = layers.Last(layer => layer.Derivative is not null);
        IEnumerable<ParameterBlock> learnable = layers.SelectMany(
            layer => layer.Parameters.Where(p => p.Kind == ParameterKind.ActivationParameter));
        return new(
            step, index + 1, mean, deviation,
            DeadShare: (double)CountDead(activated) / activated.OutputShape.Features,
            GradientNorm: double.NaN,
            WeightNorm: Math.Sqrt(GradientNorms.SumOfSquares(Weights(layers)!.Values.Span)),
            new(learnable.Select(block => ConstantSpread.Of(block.ShortName, block.Read(block.Values)))));
    }

    private static ParameterBlock? Weights(ILayer[] layers) =>
        layers.SelectMany(layer => layer.Parameters).FirstOrDefault(p => p.Kind == ParameterKind.Weight);

    /// <summary>Returns mean and deviation over all units and images, in two passes.</summary>
    private (double Mean, double Deviation) Moments(ReadOnlySpan<float> panels, int units)
    {
        int rows = _input.Rows;
        double count = (double)units * rows;
        double sum = 0, squares = 0;
        for (int unit = 0; unit < units; unit++)
            for (int row = 0; row < rows; row++) sum += panels[Panel.Offset(rows, row, unit)];
        double mean = sum / count;
        for (int unit = 0; unit < units; unit++)
        {
            for (int row = 0; row < rows; row++)
            {
                double distance = panels[Panel.Offset(rows, row, unit)] - mean;
                squares += distance * distance;
            }
        }
        return (mean, Math.Sqrt(squares / count));
    }

    /// <summary>Counts the units whose derivative is nearly 0 for every image.</summary>
    private int CountDead(ILayer layer)
    {
        ReadOnlySpan<float> slopes = layer.Derivative!.Span;
        int rows = _input.Rows;
        int dead = 0;
        for (int unit = 0; unit < layer.OutputShape.Features; unit++)
        {
            int row = 0;
            while (row < rows && Math.Abs(slopes[Panel.Offset(rows, row, unit)]) < LayerDiagnostic.LargestDeadSlope)
                row++;
            if (row == rows) dead++;
        }
        return dead;
    }

    /// <summary>Returns the spec of the copy of a network that is looked into.</summary>
    /// <param name="trained">The spec of the network that is trained.</param>
    /// <param name="sample">Examples of the batch on which it is looked into.</param>
    public static NetworkSpec DiagnosticSpec(NetworkSpec trained, int sample) => trained with
    {
        BatchSize = sample,
        AppliesDropout = false,
        MomentCount = 0,
        Averages = false,
        KeepsWeightGradients = false,
        // The weights are overwritten; these are drawn quickly.
        Initializer = InitializerKind.HeUniform,
    };
}
