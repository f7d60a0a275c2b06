using Swish.Data;
using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks;

/// <summary>
/// Evaluates a network on a validation or test set: its outputs, and for classes their cross-entropy and accuracy.
/// </summary>
internal sealed class NetworkEvaluator
{
    private const int ChunkSize = 250;

    private readonly Network _network;
    private readonly WorkerTeam _team;
    private readonly PanelBuffer[] _slots;
    private readonly LayerInput[][] _inputs;
    private readonly int[] _indices = new int[ChunkSize];
    private readonly bool[] _correct = new bool[ChunkSize];
    private readonly Action<int, int> _evaluate;
    private readonly int _classes;
    private readonly WorkItem[][] _waves;
    private WorkItem[] _wave = [];
    private int _rows;

    /// <summary>Allocates the buffers of an evaluation.</summary>
    /// <param name="network">The network, whose parameters at the time of a run are used.</param>
    /// <param name="team">The worker threads.</param>
    public NetworkEvaluator(Network network, WorkerTeam team)
    {
        _network = network;
        _team = team;
        _classes = network.Nodes[^1].Layer.OutputShape.Features;
        _slots = AllocateSlots(network.Schedule, new());
        _inputs = [.. network.Nodes.Select(node => new LayerInput[node.Inputs.Length])];
        _waves = [.. network.Schedule.Waves.Select(Items)];
        _evaluate = (item, worker) =>
        {
            (int node, int first, int end) = _wave[item];
            ILayer layer = _network.Nodes[node].Layer;
            // Parts of images are examples, of which a batch may have fewer.
            if (layer.IsImages) end = Math.Min(end, _rows);
            for (int part = first; part < end; part++)
                layer.Evaluate(
                    part, _inputs[node], layer.Part(Output(node), part, _rows), _network.Scratch[worker]);
        };
    }

    /// <summary>Gets the batch size of an evaluation, for which <see cref="InputBatch"/> needs room.</summary>
    public static int Capacity => ChunkSize;

    /// <summary>Allocates the buffers of the layers' outputs.</summary>
    /// <param name="schedule">The schedule, which assigns the outputs to buffers.</param>
    /// <param name="allocator">The allocator.</param>
    /// <returns>The buffers, for <see cref="Capacity"/> examples.</returns>
    public static PanelBuffer[] AllocateSlots(NetworkSchedule schedule, TensorAllocator allocator) =>
        [.. schedule.SlotWidths.Select(width => allocator.Allocate((long)ChunkSize * width))];

    /// <summary>
    /// Evaluates the network on consecutive examples with classes, whatever its loss in training.
    /// </summary>
    /// <param name="batch">Converts examples to input, with room for <see cref="Capacity"/> of them.</param>
    /// <param name="examples">The examples of the data set.</param>
    /// <param name="first">The index of the first example.</param>
    /// <param name="count">The number of examples, 1 or more.</param>
    /// <param name="bits">
    /// Receives a 1 for each example that is correctly classified, eight examples a byte from its lowest bit; zeros
    /// before the call; empty for no bits.
    /// </param>
    /// <returns>
    /// The mean cross-entropy in nats, and the fraction of examples that are correctly classified, 0 to 1.
    /// </returns>
    public (double Loss, double Accuracy) Run(
        InputBatch batch, ExampleSet examples, int first, int count, Span<byte> bits = default)
    {
        double loss = 0;
        int correct = 0;
        for (int done = 0; done < count; done += ChunkSize)
        {
            int rows = Math.Min(ChunkSize, count - done);
            for (int i = 0; i < rows; i++) _indices[i] = first + done + i;
            ReadOnlySpan<float> logits = Run(batch.Load(examples, _indices.AsSpan(0, rows), forTraining: false));
            loss += CrossEntropy.Loss(logits, batch.Labels.Classes, _classes, out int correctInChunk, _correct);
            correct += correctInChunk;
            for (int i = 0; i < rows && !bits.IsEmpty; i++)
                if (_correct[i]) bits[(done + i) >> 3] |= (byte)(1 << ((done + i) & 7));
        }
        return (loss / count, (double)correct / count);
    }

    /// <summary>Evaluates the network on one batch.</summary>
    /// <param name="input">The batch, features or images, of at most <see cref="Capacity"/> examples.</param>
    /// <returns>The logits, [rows, classes] in panels, which are valid until the next call.</returns>
    public ReadOnlySpan<float> Run(LayerInput input)
    {
        _rows = input.Rows;
        SetInputs(input);
        foreach (WorkItem[] wave in _waves)
        {
            _wave = wave;
            _team.Run(wave.Length, _evaluate);
        }
        return Output(_inputs.Length - 1).Span[..Panel.Length(_rows, _classes)];
    }

    private WorkItem[] Items(int[] nodes)
    {
        List<WorkItem> items = [];
        foreach (int node in nodes)
        {
            ILayer layer = _network.Nodes[node].Layer;
            int parts = layer.IsImages ? ChunkSize : layer.PartCount;
            for (int first = 0; first < parts; first += layer.PartsPerItem)
                items.Add(new(node, first, Math.Min(parts, first + layer.PartsPerItem)));
        }
        return [.. items];
    }

    private PanelBuffer Output(int node) => _slots[_network.Schedule.Slots[node]];

    private void SetInputs(LayerInput input)
    {
        for (int node = 0; node < _inputs.Length; node++)
        {
            int[] sources = _network.Nodes[node].Inputs;
            for (int i = 0; i < sources.Length; i++)
            {
                int source = sources[i];
                _inputs[node][i] = source == LayerNode.NetworkInput ? input
                    : LayerInput.Of(_network.Nodes[source].Layer, Output(source), _rows);
            }
        }
    }
}
