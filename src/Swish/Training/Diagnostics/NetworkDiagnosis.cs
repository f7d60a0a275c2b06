using Swish.Activations;
using Swish.Data;
using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Parallelism;

namespace Swish.Training.Diagnostics;

/// <summary>
/// Looks into the hidden layers of a network under training. The passes are those of a network of its own, to which the
/// weights are copied: nothing that is looked at changes, not even running statistics. The passes have the same bits
/// with any registers and threads, and the sums over them run in double in one order, so that the figures have too.
/// </summary>
internal sealed class NetworkDiagnosis
{
    private readonly Network _live;
    private readonly Network _copy;
    private readonly InputBatch _batch;
    private readonly LayerInput _input;
    private readonly IReadOnlyList<ActivationParameter> _constants;
    private readonly GradientNorms _gradients;

    /// <summary>Makes room, and reads the sample.</summary>
    /// <param name="live">The network to look into.</param>
    /// <param name="plan">What it was built from.</param>
    /// <param name="team">Who does the work.</param>
    /// <param name="images">Where the sample is.</param>
    /// <param name="sample">Which images it is.</param>
    /// <param name="pixelValues">What each of the 256 values of a pixel is to the network.</param>
    /// <param name="cancellationToken">Ends the building.</param>
    public NetworkDiagnosis(
        Network live, NetworkSpec plan, WorkerTeam team, LabeledImages images, Range sample, float[] pixelValues,
        CancellationToken cancellationToken)
    {
        _live = live;
        (int first, int count) = sample.GetOffsetAndLength(images.Count);
        NetworkSpec bare = plan with
        {
            BatchSize = count,
            Dropout = 0,
            MomentCount = 0,
            Averages = false,
            GradientClip = 0,
            // The weights are overwritten; these are drawn quickly.
            Initializer = InitializerKind.HeUniform,
        };
        _copy = new(bare, team, cancellationToken);
        _constants = plan.Activation.LearnableParameters;
        _gradients = new(_copy);
        // Zeros are not skipped: beside a weight that is not finite they are no zeros.
        _batch = new(count, plan.Inputs, pixelValues, skipZeros: false);
        _input = _batch.Load(images, [.. Enumerable.Range(first, count)], forTraining: true);
    }

    /// <summary>What is seen now.</summary>
    /// <param name="step">Steps done.</param>
    /// <returns>An entry a hidden layer.</returns>
    public IReadOnlyList<LayerDiagnostic> Examine(int step)
    {
        foreach ((ParameterBlock from, ParameterBlock to) in _live.Parameters.Zip(_copy.Parameters))
            from.Values.Span.CopyTo(to.Values.Span);
        _copy.Forward(_input, step);
        int depth = _copy.Layers.Count - 1;
        LayerDiagnostic[] layers = [.. Enumerable.Range(0, depth).Select(i => ExamineLayer(i, step))];
        if (!_copy.Backward(_batch.Labels, out _)) return layers;
        _copy.Update(_gradients);
        return [.. layers.Select((layer, i) => layer with { GradientNorm = _gradients.Of(i) })];
    }

    private LayerDiagnostic ExamineLayer(int index, int step)
    {
        DenseLayer layer = _copy.Layers[index];
        (double mean, double deviation) = Moments(layer.Output.Span, layer.Outputs);
        IEnumerable<ParameterBlock> trained = layer.Parameters.Where(p => p.Kind == ParameterKind.ActivationParameter);
        return new(
            step, index + 1, mean, deviation,
            DeadShare: (double)CountDead(layer) / layer.Outputs,
            GradientNorm: double.NaN,
            WeightNorm: Math.Sqrt(GradientNorms.SumOfSquares(layer.Weights.Values.Span)),
            new(trained.Zip(_constants, (block, c) => ConstantSpread.Of(c.Name, block.Read(block.Values)))));
    }

    /// <summary>Mean and deviation over all units and images, in two passes.</summary>
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

    /// <summary>Units without a slope; f′ stands where the error will be.</summary>
    private int CountDead(DenseLayer layer)
    {
        ReadOnlySpan<float> slopes = layer.Error.Span;
        int rows = _input.Rows;
        int dead = 0;
        for (int unit = 0; unit < layer.Outputs; unit++)
        {
            int row = 0;
            while (row < rows && Math.Abs(slopes[Panel.Offset(rows, row, unit)]) < LayerDiagnostic.LargestDeadSlope)
                row++;
            if (row == rows) dead++;
        }
        return dead;
    }
}
