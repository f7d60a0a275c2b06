using Swish.Kernels;
using Swish.Parallelism;

namespace Swish.Networks;

/// <summary>
/// A network of dense layers with a softmax at the end. A step goes forth, back, and only then changes parameters, so
/// that a step whose error is not finite changes none.
/// </summary>
internal sealed class Network
{
    private readonly DenseLayer[] _layers;
    private readonly WorkerTeam _team;
    private readonly WorkerScratch[] _scratch;
    private readonly LayerInput[] _inputs;
    private readonly int _classes;
    private readonly (int Layer, int Panel)[] _updates;
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _backward;
    private readonly Action<int, int> _update;
    private IGradientSink? _rule;
    private int _layer;
    private int _step;
    private volatile bool _failed;

    /// <summary>Builds the network with its initial parameters.</summary>
    /// <param name="plan">What to build.</param>
    /// <param name="team">Who does the work.</param>
    /// <param name="cancellationToken">Ends the building.</param>
    /// <exception cref="OperationCanceledException">The building was canceled.</exception>
    public Network(NetworkSpec plan, WorkerTeam team, CancellationToken cancellationToken = default)
    {
        _team = team;
        _classes = plan.Classes;
        int depth = plan.HiddenLayers.Depth;
        _layers = new DenseLayer[depth + 1];
        int width = plan.Inputs;
        for (int i = 0; i < depth; i++)
        {
            _layers[i] = new(plan, i, width, plan.HiddenLayers[i], isHidden: true, team, cancellationToken);
            width = plan.HiddenLayers[i];
        }
        _layers[depth] = new(plan, depth, width, plan.Classes, isHidden: false, team, cancellationToken);
        int widest = _layers.Max(layer => layer.Outputs);
        _scratch = [.. Enumerable.Range(0, team.Size).Select(_ => new WorkerScratch(widest, plan.BatchSize))];
        // each layer reads the one below; the first entry is set anew for each batch
        _inputs = new LayerInput[_layers.Length];
        for (int i = 1; i < _layers.Length; i++) _inputs[i] = new(_layers[i - 1].Output, plan.BatchSize, _layers[i].Inputs);
        _updates = new (int Layer, int Panel)[_layers.Sum(layer => layer.PanelCount)];
        int item = 0;
        for (int i = 0; i < _layers.Length; i++)
            for (int panel = 0; panel < _layers[i].PanelCount; panel++) _updates[item++] = (i, panel);
        _forward = (panel, _) => _layers[_layer].Forward(panel, _inputs[_layer], _step);
        _backward = (panel, worker) =>
        {
            if (!_layers[_layer].BackwardInput(_layers[_layer - 1], panel, _inputs[0].Rows, _scratch[worker])) _failed = true;
        };
        _update = (item, worker) =>
        {
            (int layer, int panel) = _updates[item];
            _layers[layer].Update(panel, _inputs[layer], _rule!, _scratch[worker]);
        };
    }

    /// <summary>The layers, the first first.</summary>
    public IReadOnlyList<DenseLayer> Layers => _layers;

    /// <summary>All parameters in their logical order: layer after layer.</summary>
    public IEnumerable<ParameterBlock> Parameters => _layers.SelectMany(layer => layer.Parameters);

    /// <summary>The widest layer, input apart.</summary>
    public int Widest => _layers.Max(layer => layer.Outputs);

    /// <summary>Whether the first layer's last error stays within ±1, as it does by far in any run that learns.</summary>
    public bool FirstErrorIsSmall => ElementwiseKernels.AreWithin(_layers[0].Error.Span, 1f);

    /// <summary>Whether the first layer's weights are all finite.</summary>
    public bool FirstWeightsAreFinite => ElementwiseKernels.AreWithin(_layers[0].Weights.Values.Span, float.MaxValue);

    /// <summary>One way there and back over a batch; gives the parameters' errors but changes none of them.</summary>
    /// <param name="input">A batch of the plan's size.</param>
    /// <param name="labels">A label for each example.</param>
    /// <param name="step">Steps done before this one.</param>
    /// <param name="loss">Gets the mean cross-entropy in nats.</param>
    /// <returns>False where loss or error are not finite, or the error is too large to go on with.</returns>
    public bool ForwardBackward(LayerInput input, ReadOnlySpan<byte> labels, int step, out double loss)
    {
        Forward(input, step);
        return Backward(labels, out loss);
    }

    /// <summary>The way there: each layer's outputs, and f′ where its error will be.</summary>
    /// <param name="input">A batch of the plan's size.</param>
    /// <param name="step">Steps done before this one.</param>
    public void Forward(LayerInput input, int step)
    {
        _inputs[0] = input;
        _step = step;
        for (_layer = 0; _layer < _layers.Length; _layer++) _team.Run(_layers[_layer].PanelCount, _forward);
    }

    /// <summary>The way back from what <see cref="Forward"/> left.</summary>
    /// <param name="labels">A label for each example.</param>
    /// <param name="loss">Gets the mean cross-entropy in nats.</param>
    /// <returns>As <see cref="ForwardBackward"/>.</returns>
    public bool Backward(ReadOnlySpan<byte> labels, out double loss)
    {
        _failed = false;
        DenseLayer last = _layers[^1];
        loss = CrossEntropy.LossAndError(last.Output.Span, labels, _classes) / labels.Length;
        if (!double.IsFinite(loss) || !ElementwiseKernels.AreWithin(last.Error.Span, ElementwiseKernels.LargestError)) return false;

        for (_layer = _layers.Length - 1; _layer > 0 && !_failed; _layer--)
            _team.Run(_layers[_layer - 1].PanelCount, _backward);
        return !_failed;
    }

    /// <summary>
    /// Computes the gradients of what <see cref="ForwardBackward"/> found, and hands them to a rule as they come.
    /// </summary>
    public void Update(IGradientSink rule)
    {
        _rule = rule;
        _team.Run(_updates.Length, _update);
    }
}
