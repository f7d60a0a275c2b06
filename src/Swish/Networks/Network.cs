using Swish.Kernels;
using Swish.Parallelism;

namespace Swish.Networks;

/// <summary>
/// Represents a network in training: a graph of layers, such as chains, residual blocks and parallel branches, with
/// a loss of its outputs. A step computes the forward and backward pass first, and updates parameters only
/// after that, so that a step whose gradient is not finite changes no parameter.
/// </summary>
internal sealed class Network
{
    private readonly LayerNode[] _nodes;
    private readonly NetworkSchedule _schedule;
    private readonly WorkerTeam _team;
    private readonly WorkerScratch[] _scratch;
    private readonly LayerInput[][] _inputs;
    private readonly int _classes;
    private readonly OutputLoss _loss;
    private readonly (int Node, int Part)[][] _waves;
    private readonly (int Node, int Part)[] _updates;
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _backward;
    private readonly Action<int, int> _update;
    private IGradientSink? _sink;
    private int _wave;
    private int _step;
    private volatile bool _failed;

    /// <summary>Creates the layers of a network, and initializes their parameters.</summary>
    /// <param name="spec">The spec of the network.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="cancellationToken">Cancels the construction.</param>
    /// <exception cref="OperationCanceledException">The construction was canceled.</exception>
    /// <exception cref="SwishException">The spec is not valid; see <see cref="NetworkBuilder.Build"/>.</exception>
    public Network(NetworkSpec spec, WorkerTeam team, CancellationToken cancellationToken = default)
    {
        _team = team;
        TensorAllocator allocator = new();
        _nodes = NetworkBuilder.Build(spec, allocator);
        foreach (LayerNode node in _nodes) node.Layer.Initialize(team, cancellationToken);
        _scratch = [.. Enumerable.Range(0, team.Size).Select(_ => new WorkerScratch(_nodes, allocator))];
        _schedule = new(_nodes);
        _loss = spec.Loss;
        _classes = _nodes[^1].Layer.OutputShape.Features;
        // The input of the network itself is set for each batch.
        LayerInput[] outputs = [.. _nodes.Select(
            node => new LayerInput(node.Layer.Output, spec.BatchSize, node.Layer.OutputShape.Features))];
        _inputs = [.. _nodes.Select(node => node.Inputs.Select(
            input => input == LayerNode.NetworkInput ? null! : outputs[input]).ToArray())];
        _waves = [.. _schedule.Waves.Select(Parts)];
        _updates = Parts(Enumerable.Range(0, _nodes.Length).Where(node => _nodes[node].Layer.Parameters.Count > 0));
        Parameters = [.. OrderParameters(_nodes)];
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
    /// Gets the layers, each after those whose output it reads. The last one computes the logits, [batch, classes].
    /// </summary>
    public IReadOnlyList<LayerNode> Nodes => _nodes;

    /// <summary>Gets the order in which the layers are computed.</summary>
    public NetworkSchedule Schedule => _schedule;

    /// <summary>
    /// Gets the parts of outputs that can be computed in parallel, wave after wave; see
    /// <see cref="NetworkSchedule.Waves"/>.
    /// </summary>
    public IReadOnlyList<(int Node, int Part)[]> Waves => _waves;

    /// <summary>
    /// Gets all parameters, layer by layer and in the order of <see cref="ParameterKind"/>. The order does not depend
    /// on whether layers are fused.
    /// </summary>
    public IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>Gets all state that is not trained by gradients, layer by layer.</summary>
    public IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>Gets whether the network accepts sparse input (<see cref="LayerInput.IsSparse"/>).</summary>
    public bool AcceptsSparseInput { get; }

    /// <summary>
    /// Gets whether the last gradient with respect to the products that read the input is between −1 and 1. In runs
    /// that learn something, it is much smaller.
    /// </summary>
    public bool InputGradientIsSmall => _schedule.InputReaders.All(
        reader =>
            ElementwiseKernels.Current.AreWithin(((ISparseInputLayer)_nodes[reader.Node].Layer).Gradient.Span, 1f));

    /// <summary>Determines whether all weights of the layers that read the input are small.</summary>
    /// <param name="limit">The largest magnitude; float.MaxValue for finite weights.</param>
    /// <returns>True if no magnitude is larger.</returns>
    public bool InputWeightsAreWithin(float limit) => _schedule.InputReaders.All(
        reader => _nodes[reader.Node].Layer.Parameters.All(
            parameter => parameter.Kind != ParameterKind.Weight
                || ElementwiseKernels.Current.AreWithin(parameter.Values.Span, limit)));

    /// <summary>Orders the parameters of layers as <see cref="Parameters"/>.</summary>
    /// <param name="nodes">The layers.</param>
    /// <returns>The parameters.</returns>
    public static IEnumerable<ParameterBlock> OrderParameters(IEnumerable<LayerNode> nodes) =>
        nodes.SelectMany(node => node.Layer.Parameters).OrderBy(p => p.Layer).ThenBy(p => (int)p.Kind);

    /// <summary>Measures the memory of a network and of one worker thread.</summary>
    /// <param name="spec">The spec of the network.</param>
    /// <param name="allocator">An allocator that only measures. It adds up the memory.</param>
    /// <returns>The layers, whose buffers have no memory.</returns>
    public static LayerNode[] Measure(NetworkSpec spec, TensorAllocator allocator)
    {
        LayerNode[] nodes = NetworkBuilder.Build(spec, allocator);
        _ = new WorkerScratch(nodes, allocator);
        return nodes;
    }

    /// <summary>Computes the forward and backward pass of a batch, without updating parameters.</summary>
    /// <param name="input">The batch, [batch, features], of the batch size of the spec.</param>
    /// <param name="labels">The label of each example, [batch].</param>
    /// <param name="step">The number of steps done before.</param>
    /// <param name="loss">Receives the mean loss: the cross-entropy in nats, or that of the scaled numbers.</param>
    /// <returns>False if loss or gradient is not finite, or the gradient is too large to continue.</returns>
    public bool ForwardBackward(LayerInput input, BatchLabels labels, int step, out double loss)
    {
        Forward(input, step);
        return Backward(labels, out loss);
    }

    /// <summary>
    /// Computes the forward pass: the output of each layer, and everything that the backward pass needs.
    /// </summary>
    /// <param name="input">The batch, [batch, features], of the batch size of the spec.</param>
    /// <param name="step">The number of steps done before.</param>
    public void Forward(LayerInput input, int step)
    {
        foreach ((int node, int i) in _schedule.InputReaders) _inputs[node][i] = input;
        _step = step;
        for (_wave = 0; _wave < _waves.Length; _wave++) _team.Run(_waves[_wave].Length, _forward);
    }

    /// <summary>
    /// Computes the loss and the backward pass after <see cref="Forward"/>. The logits are overwritten.
    /// </summary>
    /// <param name="labels">The label of each example, [batch].</param>
    /// <param name="loss">Receives the mean loss: the cross-entropy in nats, or that of the scaled numbers.</param>
    /// <returns>False if loss or gradient is not finite, or the gradient is too large to continue.</returns>
    public bool Backward(BatchLabels labels, out double loss)
    {
        _failed = false;
        ILayer last = _nodes[^1].Layer;
        Span<float> logits = last.Output.Span;
        loss = _loss.MeanAndGradient(logits, labels, _classes);
        if (!double.IsFinite(loss) || !ElementwiseKernels.Current.AreWithin(logits, ElementwiseKernels.MaxGradient))
            return false;
        for (int part = 0; part < last.PartCount; part++)
            if (!last.BackwardOutput(part, logits.Slice(part * last.PartLength, last.PartLength))) return false;

        for (_wave = _waves.Length - 2; _wave >= 0 && !_failed; _wave--) _team.Run(_waves[_wave].Length, _backward);
        return !_failed;
    }

    /// <summary>
    /// Computes the gradients of the parameters after <see cref="Backward"/>, and passes them to a sink block by block.
    /// </summary>
    /// <param name="sink">Receives the gradients, and may update the parameters immediately.</param>
    public void BackwardParameters(IGradientSink sink)
    {
        _sink = sink;
        _team.Run(_updates.Length, _update);
    }

    /// <summary>
    /// Computes the gradient with respect to one part of a layer's output as the sum over all layers that read it, and
    /// passes it to the layer.
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

    private (int Node, int Part)[] Parts(IEnumerable<int> nodes)
    {
        List<(int, int)> parts = [];
        foreach (int node in nodes)
            for (int part = 0; part < _nodes[node].Layer.PartCount; part++) parts.Add((node, part));
        return [.. parts];
    }
}
