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
    private readonly WorkItem[][] _waves;
    private readonly WorkItem[][] _finishing;
    private readonly int[][] _finishedBy;
    private readonly WorkItem[][] _backwardWaves;
    private readonly WorkItem[] _firstLayers;
    private readonly WorkItem[] _updates;
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _finishForward;
    private readonly Action<int, int> _backward;
    private readonly Action<int, int> _backwardFirst;
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
        TensorAllocator allocator = new(stop: cancellationToken);
        _nodes = NetworkBuilder.Build(spec, allocator);
        foreach (LayerNode node in _nodes) node.Layer.Initialize(team, cancellationToken);
        _scratch = [.. Enumerable.Range(0, team.Size).Select(_ => new WorkerScratch(_nodes, allocator))];
        _schedule = new(_nodes);
        _loss = spec.Loss;
        _classes = _nodes[^1].Layer.OutputShape.Features;
        // The input of the network itself is set for each batch.
        LayerInput[] outputs = [.. _nodes.Select(node => LayerInput.Of(node.Layer, node.Layer.Output, spec.BatchSize))];
        _inputs = [.. _nodes.Select(node => node.Inputs.Select(
            input => input == LayerNode.NetworkInput ? null! : outputs[input]).ToArray())];
        _waves = [.. _schedule.Waves.Select(wave => Items(wave, node => Layer(node).PartsPerItem))];
        int[] finishers = [.. Enumerable.Range(0, _nodes.Length).Select(Finisher)];
        _finishedBy = [.. Enumerable.Range(0, _nodes.Length).Select(
            reader => Enumerable.Range(0, _nodes.Length).Where(node => finishers[node] == reader).ToArray())];
        _finishing = [.. _schedule.Waves.Select(wave => Items(
            wave.Where(node => Layer(node).FinishesForward && finishers[node] < 0), node => Layer(node).PartsPerItem))];
        _backwardWaves = [.. _schedule.Waves.Select(wave => Items(wave, PartsPerBackwardItem))];
        _firstLayers = Items(
            _schedule.InputReaders.Where(reader => reader.Input == 0).Select(reader => reader.Node)
                .Where(node => Layer(node).BackwardInputComputesParameters),
            node => Layer(node).ExamplesPerSum);
        _updates = Updates();
        Parameters = [.. OrderParameters(_nodes)];
        Buffers = [.. OrderBuffers(_nodes)];
        ReadsImages = NetworkBuilder.ReadsImages(spec.Input);
        AcceptsSparseInput = _schedule.InputReaders.All(
            reader => _nodes[reader.Node].Layer is ISparseInputLayer { AcceptsSparseInput: true });
        _forward = (item, worker) =>
        {
            (int node, int first, int end) = _waves[_wave][item];
            for (int part = first; part < end; part++)
            {
                foreach (int source in _finishedBy[node])
                    Layer(source).FinishForward(part, _inputs[source], _scratch[worker]);
                Layer(node).Forward(part, _inputs[node], _step, _scratch[worker]);
            }
        };
        _finishForward = (item, worker) =>
        {
            (int node, int first, int end) = _finishing[_wave][item];
            for (int part = first; part < end; part++)
                Layer(node).FinishForward(part, _inputs[node], _scratch[worker]);
        };
        _backward = (item, worker) =>
        {
            (int node, int first, int end) = _backwardWaves[_wave][item];
            for (int part = first; part < end; part++)
                if (!BackwardTo(node, part, _scratch[worker])) _failed = true;
        };
        _backwardFirst = (item, worker) =>
        {
            (int node, int first, int end) = _firstLayers[item];
            for (int part = first; part < end; part++)
                if (!Layer(node).BackwardInput(0, part, _inputs[node], default, _scratch[worker])) _failed = true;
        };
        _update = (item, worker) =>
        {
            (int node, int first, int end) = _updates[item];
            for (int panel = first; panel < end; panel++)
                Layer(node).BackwardParameters(panel, _inputs[node], _sink!, _scratch[worker]);
        };
    }

    /// <summary>
    /// Gets the layers, each after those whose output it reads. The last one computes the logits, [batch, classes].
    /// </summary>
    public IReadOnlyList<LayerNode> Nodes => _nodes;

    /// <summary>Gets the order in which the layers are computed.</summary>
    public NetworkSchedule Schedule => _schedule;

    /// <summary>Gets the scratch memory of each thread of the team.</summary>
    public IReadOnlyList<WorkerScratch> Scratch => _scratch;

    /// <summary>
    /// Gets all parameters, layer by layer and in the order of <see cref="ParameterKind"/>. The order does not depend
    /// on whether layers are fused.
    /// </summary>
    public IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>Gets all state that is not trained by gradients, layer by layer.</summary>
    public IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>Gets whether the network reads images, and not features.</summary>
    public bool ReadsImages { get; }

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

    /// <summary>Gets the inputs of a layer of the last training batch.</summary>
    /// <param name="node">The index of the layer's node.</param>
    /// <returns>The inputs.</returns>
    public LayerInput[] InputsOf(int node) => _inputs[node];

    /// <summary>Orders the parameters of layers as <see cref="Parameters"/>.</summary>
    /// <param name="nodes">The layers.</param>
    /// <returns>The parameters.</returns>
    public static IEnumerable<ParameterBlock> OrderParameters(IEnumerable<LayerNode> nodes) =>
        nodes.SelectMany(node => node.Layer.Parameters).OrderBy(p => p.Layer).ThenBy(p => (int)p.Kind);

    /// <summary>Orders the buffers of layers as <see cref="Buffers"/>.</summary>
    /// <param name="nodes">The layers, which may be in another order if they are fused.</param>
    /// <returns>The buffers.</returns>
    public static IEnumerable<LayerBuffer> OrderBuffers(IEnumerable<LayerNode> nodes) =>
        nodes.SelectMany(node => node.Layer.Buffers).OrderBy(buffer => buffer.Layer);

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
    /// <param name="input">The batch, features or images, of the batch size of the spec.</param>
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
    /// <param name="input">The batch, features or images, of the batch size of the spec.</param>
    /// <param name="step">The number of steps done before.</param>
    public void Forward(LayerInput input, int step)
    {
        foreach ((int node, int i) in _schedule.InputReaders) _inputs[node][i] = input;
        _step = step;
        for (_wave = 0; _wave < _waves.Length; _wave++)
        {
            _team.Run(_waves[_wave].Length, _forward);
            foreach (int node in _schedule.Waves[_wave]) Layer(node).CombineForward();
            if (_finishing[_wave].Length > 0) _team.Run(_finishing[_wave].Length, _finishForward);
        }
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
        // One thread, because the outputs of a network are few.
        for (int part = 0; part < last.PartCount; part++)
        {
            Span<float> gradient = logits.Slice(part * last.PartLength, last.PartLength);
            if (!last.BackwardOutput(part, _inputs[^1], gradient, _scratch[0])) return false;
        }
        // The last wave consists of the last layer, which all others lead to.
        for (_wave = _waves.Length - 2; _wave >= 0 && !_failed; _wave--)
        {
            _team.Run(_backwardWaves[_wave].Length, _backward);
            foreach (int node in _schedule.Waves[_wave])
                if (!Layer(node).CombineBackward()) _failed = true;
        }
        if (!_failed) _team.Run(_firstLayers.Length, _backwardFirst);
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
        ILayer layer = Layer(node);
        (int Node, int Input)[] readers = _schedule.Readers[node];
        Span<float> gradient = scratch.Gradient[..layer.PartLength];
        bool isFinite = BackwardInput(readers[0], part, gradient, scratch);
        for (int i = 1; i < readers.Length; i++)
        {
            Span<float> addend = scratch.Addend[..layer.PartLength];
            isFinite &= BackwardInput(readers[i], part, addend, scratch);
            ElementwiseKernels.Current.Add(gradient, addend);
        }
        return isFinite & layer.BackwardOutput(part, _inputs[node], gradient, scratch);
    }

    private bool BackwardInput((int Node, int Input) reader, int part, Span<float> gradient, WorkerScratch scratch) =>
        Layer(reader.Node).BackwardInput(reader.Input, part, _inputs[reader.Node], gradient, scratch);

    private ILayer Layer(int node) => _nodes[node].Layer;

    /// <summary>
    /// Computes the number of parts that one thread takes in the backward pass. The layers that read an output add
    /// gradients of weights over the same parts.
    /// </summary>
    private int PartsPerBackwardItem(int node) =>
        !Layer(node).IsImages ? 1
        : _schedule.Readers[node].Select(reader => Layer(reader.Node).ExamplesPerSum)
            .Append(Layer(node).PartsPerItem).Max();

    /// <summary>
    /// Finds the layer that finishes the outputs of another one: it computes the same examples next, while they are in the
    /// cache. That is the only layer in the first wave that reads the output, if it has images.
    /// </summary>
    /// <returns>The node; −1 if the output is finished in its own wave.</returns>
    private int Finisher(int node)
    {
        if (!Layer(node).FinishesForward) return -1;
        int[] readers = [.. _schedule.Readers[node].Select(reader => reader.Node).Distinct()];
        int[]? first = _schedule.Waves.FirstOrDefault(wave => wave.Any(readers.Contains));
        int[] candidates = first is null ? [] : [.. first.Where(readers.Contains)];
        return candidates.Length == 1 && Layer(candidates[0]).IsImages ? candidates[0] : -1;
    }

    private WorkItem[] Items(IEnumerable<int> nodes, Func<int, int> partsPerItem)
    {
        List<WorkItem> items = [];
        foreach (int node in nodes)
        {
            int parts = Layer(node).PartCount, size = partsPerItem(node);
            for (int first = 0; first < parts; first += size) items.Add(new(node, first, Math.Min(parts, first + size)));
        }
        return [.. items];
    }

    private WorkItem[] Updates()
    {
        List<WorkItem> items = [];
        for (int node = 0; node < _nodes.Length; node++)
        {
            if (Layer(node).Parameters.Count == 0) continue;
            int count = Layer(node).UpdateCount, size = Layer(node).IsImages ? 1 : Layer(node).PartsPerItem;
            for (int first = 0; first < count; first += size) items.Add(new(node, first, Math.Min(count, first + size)));
        }
        return [.. items];
    }
}
