using Swish.Activations;
using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Random;

namespace Swish.Networks;

/// <summary>
/// What stands behind a hidden layer's product: batch normalization, activation and dropout, in the order that the
/// recipe says, panel by panel, there and back.
/// </summary>
internal sealed class DenseEpilogue
{
    private readonly Activation _activation;
    private readonly BatchNormalization? _before;
    private readonly BatchNormalization? _after;
    private readonly ParameterBlock[] _constants;
    private readonly PanelBuffer? _parameterGradient;
    private readonly PanelBuffer? _mask;
    private readonly RandomStream[] _streams = [];
    private readonly double _dropout;
    private readonly int _seed;
    private readonly int _layer;
    private readonly int _features;

    /// <summary>Builds what the recipe says of this layer.</summary>
    /// <param name="plan">The network's plan.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="features">Its outputs.</param>
    public DenseEpilogue(NetworkSpec plan, int layer, int features)
    {
        _activation = plan.Activation;
        _layer = layer;
        _features = features;
        _seed = plan.Seed;
        _dropout = plan.Dropout;
        if (plan.HasBatchNorm(layer))
        {
            BatchNormalization norm = new(layer, features, plan.BatchSize, plan.MomentCount, plan.Averages);
            if (plan.BatchNormPosition == BatchNormPosition.BeforeActivation) _before = norm;
            else _after = norm;
        }
        _constants = [.. _activation.LearnableParameters.Select(constant => NewConstant(plan, constant))];
        if (_constants.Length > 0) _parameterGradient = new(_constants.Length * Panel.Length(plan.BatchSize, features));
        if (_dropout == 0) return;
        _mask = new(plan.BatchSize, features);
        // a stream a panel, so that the mask does not depend on which thread comes first
        _streams = new RandomStream[Panel.Count(features)];
        for (int panel = 0; panel < _streams.Length; panel++)
            _streams[panel] = new(_seed, RandomPurpose.Dropout, 0, StreamIndex(panel));
    }

    /// <summary>The layer's batch normalization, or null.</summary>
    public BatchNormalization? BatchNorm => _before ?? _after;

    /// <summary>The activation's learnable parameters.</summary>
    public IReadOnlyList<ParameterBlock> Constants => _constants;

    /// <summary>
    /// From the product and its bias to the layer's output, in place; the derivative is kept for the way back.
    /// </summary>
    /// <param name="panel">Which panel.</param>
    /// <param name="values">The panel.</param>
    /// <param name="derivative">Gets f′, a panel.</param>
    /// <param name="step">Steps done before this one: dropout's stream.</param>
    public void Forward(int panel, Span<float> values, Span<float> derivative, int step)
    {
        _before?.Forward(panel, values);
        Span<float> trained = stackalloc float[_constants.Length * Panel.Width];
        for (int i = 0; i < _constants.Length; i++) _constants[i].Values.Lanes(panel).CopyTo(trained[(i * Panel.Width)..]);
        _activation.Evaluate(new ActivationPass
        {
            Input = values,
            Parameters = trained,
            Value = values,
            FirstDerivative = derivative,
            ParameterGradient = ParameterGradient(panel, values.Length),
        });
        _after?.Forward(panel, values);
        if (_mask is not null)
        {
            Span<float> mask = _mask.Panel(panel, values.Length / Panel.Width);
            DrawMask(panel, step, mask);
            ElementwiseKernels.Multiply(values, mask);
        }
    }

    /// <summary>From the error at the layer's output to that at its product.</summary>
    /// <param name="panel">Which panel.</param>
    /// <param name="error">The panel of errors; used up.</param>
    /// <param name="derivative">f′ from the way there; becomes the error at the product.</param>
    public void Backward(int panel, Span<float> error, Span<float> derivative)
    {
        if (_mask is not null) ElementwiseKernels.Multiply(error, _mask.Panel(panel, error.Length / Panel.Width));
        _after?.Backward(panel, error);
        for (int i = 0; i < _constants.Length; i++)
        {
            ElementwiseKernels.SumProducts(
                error, ParameterGradient(panel, error.Length).Slice(i * error.Length, error.Length),
                _constants[i].Gradient!.Lanes(panel));
        }
        ElementwiseKernels.Multiply(derivative, error);
        _before?.Backward(panel, derivative);
    }

    /// <summary>As <see cref="Forward"/>, for evaluation.</summary>
    public void Evaluate(int panel, Span<float> values)
    {
        _before?.Evaluate(panel, values);
        Span<float> trained = stackalloc float[_constants.Length * Panel.Width];
        for (int i = 0; i < _constants.Length; i++) _constants[i].Evaluated.Lanes(panel).CopyTo(trained[(i * Panel.Width)..]);
        _activation.Evaluate(new ActivationPass { Input = values, Parameters = trained, Value = values });
        _after?.Evaluate(panel, values);
    }

    /// <summary>Which of the outputs dropout keeps, in this step, scaled: 0 or 1/(1 − share).</summary>
    private void DrawMask(int panel, int step, Span<float> mask)
    {
        RandomStream stream = _streams[panel];
        stream.Restart(_seed, RandomPurpose.Dropout, step, StreamIndex(panel));
        float kept = (float)(1 / (1 - _dropout));
        uint threshold = (uint)(_dropout * (1L << 32));
        int used = Math.Min(Panel.Width, _features - panel * Panel.Width);
        for (int row = 0; row < mask.Length; row += Panel.Width)
        {
            for (int lane = 0; lane < used; lane += 2)
            {
                ulong two = stream.NextUInt64();
                mask[row + lane] = (uint)two < threshold ? 0f : kept;
                mask[row + lane + 1] = (uint)(two >> 32) < threshold ? 0f : kept;
            }
        }
    }

    private int StreamIndex(int panel) => (_layer << 16) | panel;

    private Span<float> ParameterGradient(int panel, int panelLength) =>
        _parameterGradient is null
            ? default
            : _parameterGradient.Span.Slice(panel * _constants.Length * panelLength, _constants.Length * panelLength);

    private ParameterBlock NewConstant(NetworkSpec plan, ActivationParameter constant)
    {
        ParameterBlock block = new(
            ParameterKind.ActivationParameter, _layer, 1, _features, plan.MomentCount, plan.Averages, keepsGradient: true)
        {
            IsShared = constant.Sharing == ParameterSharing.Layer,
        };
        block.Fill((float)constant.Value);
        return block;
    }
}
