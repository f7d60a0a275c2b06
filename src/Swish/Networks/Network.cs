using Swish.Kernels;
using Swish.Parallelism;

namespace Swish.Networks;

/// <summary>
/// A graph of layers with a softmax at the end: chains, residual blocks and parallel branches, of whatever layers
/// implement <see cref="ILayer"/>. A step goes forward, backward, and only then changes parameters, so that a step
/// whose gradient is not finite changes none.
/// </summary>
internal sealed class Network
{
    private readonly LayerNode[] _nodes;
    private readonly NetworkSchedule _schedule;
    private readonly WorkerTeam _team;
    private readonly WorkerScratch[] _scratch;
    private readonly LayerInput[][] _inputs;
    private readonly int _classes;
    private readonly double _labelSmoothing;
    private readonly (int Node, int Part)[][] _waves;
    private readonly (int Node, int Part)[] _updates;
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _backward;
    private readonly Action<int, int> _update;
    private IGradientSink? _sink;
    private int _wave;
    private int _step;
    private volatile bool _failed;

    /// <summary>Builds the network with its initial parameters.</summary>
    /// <param name="spec">What to build.</param>
    /// <param name="team">Does the work.</param>
    /// <param name="cancellationToken">Ends the building.</param>
    /// <exception cref="OperationCanceledException">The building was canceled.</exception>
    /// <exception cref="SwishException">The layers do not fit together.</exception>
    public Network(NetworkSpec spec, WorkerTeam team, CancellationToken cancellationToken = default)
    {
        _team = team;
        TensorAllocator allocator = new();
        _nodes = NetworkBuilder.Build(spec, allocator);
        foreach (LayerNode node in _nodes) node.Layer.Initialize(team, cancellationToken);
        _scratch = [.. Enumerable.Range(0, team.Size).Select(_ => new WorkerScratch(_nodes, allocator))];
        _schedule = new(_nodes);
        _labelSmoothing = spec.LabelSmoothing;
        _classes = _nodes[^1].Layer.OutputShape.Features;
        // the network's own input is set for each batch
        LayerInput[] outputs = [.. _nodes.Select(
            node => new LayerInput(node.Layer.Output, spec.BatchSize, node.Layer.OutputShape.Features))];
        _inputs = [.. _nodes.Select(node => node.Inputs.Select(
            input => input == LayerNode.NetworkInput ? null! : outputs[input]).ToArray())];
        _waves = [.. _schedule.Waves.Select(Parts)];
        _updates = Parts(Enumerable.Range(0, _nodes.Length).Where(node => _nodes[node].Layer.Parameters.Count > 0));
        Parameters = [.. _nodes.SelectMany(node => node.Layer.Parameters).OrderBy(p => p.Layer).ThenBy(p => p.Kind)];
        Buffers = [.. _nodes.SelectMany(node => node.Layer.Buffers)];
        AcceptsSparseInput = _schedule.InputReaders.All(
            reader => _nodes[reader.Node].Layer is ISparseInputLayer { AcceptsSparseInput: true });
        _forward = (item, _) =>
        {
            (int node, int part) = _waves[_wave][item];
            _nodes[node].Layer.Forward(part, _inputs[node], _step);
        };
        _backward = (item, worker) =>
        {
            (int node, int part) = _waves[_wave][item];
            if (!BackwardTo(node, part, _scratch[worker])) _failed = true;
        };
        _update = (item, worker) =>
        {
            (int node, int part) = _updates[item];
            _nodes[node].Layer.BackwardParameters(part, _inputs[node], _sink!, _scratch[worker]);
        };
    }

    /// <summary>
    /// The layers, each after those that it reads; the last one returns the logits, [batch, classes].
    /// </summary>
    public IReadOnlyList<LayerNode> Nodes => _nodes;

    /// <summary>The order in which the layers work.</summary>
    public NetworkSchedule Schedule => _schedule;

    /// <summary>The parts of the outputs that threads share at a time, wave after wave.</summary>
    public IReadOnlyList<(int Node, int Part)[]> Waves => _waves;

    /// <summary>
    /// All parameters: layer by layer, in the order of <see cref="ParameterKind"/>, however layers are fused.
    /// </summary>
    public IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>All state that is not trained by gradients, layer by layer.</summary>
    public IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>Whether the input may come as its nonzero values only (<see cref="LayerInput.IsSparse"/>).</summary>
    public bool AcceptsSparseInput { get; }

    /// <summary>
    /// Whether the last gradient at the products that read a sparse input stays within ±1, as it does by far in any run
    /// that learns.
    /// </summary>
    public bool InputGradientIsSmall => _schedule.InputReaders.All(
        reader => ElementwiseKernels.Current.AreWithin(((ISparseInputLayer)_nodes[reader.Node].Layer).Gradient.Span, 1f));

    /// <summary>Whether all weights of the layers that read the input are finite.</summary>
    public bool InputWeightsAreFinite => _schedule.InputReaders.All(reader => _nodes[reader.Node].Layer.Parameters.All(
        parameter => parameter.Kind != ParameterKind.Weight
            || ElementwiseKernels.Current.AreWithin(parameter.Values.Span, float.MaxValue)));

    /// <summary>Measures a network that works on one thread: what its layers and the thread need.</summary>
    /// <param name="spec">What to measure.</param>
    /// <param name="allocator">Adds it up; only measures.</param>
    /// <returns>The layers, on buffers without memory.</returns>
    public static LayerNode[] Measure(NetworkSpec spec, TensorAllocator allocator)
    {
        LayerNode[] nodes = NetworkBuilder.Build(spec, allocator);
        _ = new WorkerScratch(nodes, allocator);
        return nodes;
    }

    /// <summary>Goes forward and backward over a batch, and changes no parameter.</summary>
    /// <param name="input">A batch of the spec's size, [batch, features].</param>
    /// <param name="labels">A label for each example, [batch].</param>
    /// <param name="step">Steps done before this one.</param>
    /// <param name="loss">Gets the mean cross-entropy in nats.</param>
    /// <returns>False where loss or gradient are not finite, or the gradient is too large to go on with.</returns>
    public bool ForwardBackward(LayerInput input, ReadOnlySpan<byte> labels, int step, out double loss)
    {
        Forward(input, step);
        return Backward(labels, out loss);
    }

    /// <summary>Goes forward: computes each layer's output, and keeps what the way back needs.</summary>
    /// <param name="input">A batch of the spec's size, [batch, features].</param>
    /// <param name="step">Steps done before this one.</param>
    public void Forward(LayerInput input, int step)
    {
        foreach ((int node, int i) in _schedule.InputReaders) _inputs[node][i] = input;
        _step = step;
        for (_wave = 0; _wave < _waves.Length; _wave++) _team.Run(_waves[_wave].Length, _forward);
    }

    /// <summary>Goes backward from what <see cref="Forward"/> left; the logits are overwritten.</summary>
    /// <param name="labels">A label for each example, [batch].</param>
    /// <param name="loss">Gets the mean cross-entropy in nats.</param>
    /// <returns>As <see cref="ForwardBackward"/>.</returns>
    public bool Backward(ReadOnlySpan<byte> labels, out double loss)
    {
        _failed = false;
        ILayer last = _nodes[^1].Layer;
        Span<float> logits = last.Output.Span;
        loss = (_labelSmoothing == 0
            ? CrossEntropy.LossAndGradient(logits, labels, _classes)
            : CrossEntropy.SmoothedLossAndGradient(logits, labels, _classes, _labelSmoothing)) / labels.Length;
        if (!double.IsFinite(loss) || !ElementwiseKernels.Current.AreWithin(logits, ElementwiseKernels.LargestError)) return false;
        for (int part = 0; part < last.PartCount; part++)
            if (!last.BackwardOutput(part, logits.Slice(part * last.PartLength, last.PartLength))) return false;

        for (_wave = _waves.Length - 2; _wave >= 0 && !_failed; _wave--) _team.Run(_waves[_wave].Length, _backward);
        return !_failed;
    }

    /// <summary>
    /// Computes the gradients of the parameters from what <see cref="Backward"/> found, and hands them to a sink as
    /// they come.
    /// </summary>
    /// <param name="sink">Takes the gradients, and may change the parameters at once.</param>
    public void BackwardParameters(IGradientSink sink)
    {
        _sink = sink;
        _team.Run(_updates.Length, _update);
    }

    /// <summary>
    /// Computes the gradient by one part of a layer's output, from all layers that read it, and hands it over.
    /// </summary>
    private bool BackwardTo(int node, int part, WorkerScratch scratch)
    {
        ILayer layer = _nodes[node].Layer;
        (int Node, int Input)[] readers = _schedule.Readers[node];
        Span<float> gradient = scratch.Gradient[..layer.PartLength];
        _nodes[readers[0].Node].Layer.BackwardInput(readers[0].Input, part, gradient, scratch);
        for (int i = 1; i < readers.Length; i++)
        {
            Span<float> addend = scratch.Addend[..layer.PartLength];
            _nodes[readers[i].Node].Layer.BackwardInput(readers[i].Input, part, addend, scratch);
            ElementwiseKernels.Current.Add(gradient, addend);
        }
        return layer.BackwardOutput(part, gradient);
    }

    private (int Node, int Part)[] Parts(IEnumerable<int> nodes) =>
        [.. nodes.SelectMany(node => Enumerable.Range(0, _nodes[node].Layer.PartCount).Select(part => (node, part)))];
}
