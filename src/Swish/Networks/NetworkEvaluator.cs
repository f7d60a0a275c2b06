using Swish.Data;
using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks;

/// <summary>Evaluates a network on a validation or test set.</summary>
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
    private (int Node, int Part)[] _wave = [];
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
        _evaluate = (item, _) =>
        {
            (int node, int part) = _wave[item];
            _network.Nodes[node].Layer.Evaluate(part, _inputs[node], Output(node).Panel(part, _rows));
        };
    }

    /// <summary>Gets the batch size of an evaluation, for which <see cref="InputBatch"/> needs room.</summary>
    public static int Capacity => ChunkSize;

    /// <summary>Allocates the buffers of the layers' outputs.</summary>
    /// <param name="schedule">The schedule, which assigns the outputs to buffers.</param>
    /// <param name="allocator">The allocator.</param>
    /// <returns>The buffers, [feature/32][<see cref="Capacity"/>][32].</returns>
    public static PanelBuffer[] AllocateSlots(NetworkSchedule schedule, TensorAllocator allocator) =>
        [.. schedule.SlotFeatures.Select(features => allocator.AllocateMatrix(ChunkSize, features))];

    /// <summary>Evaluates the network on consecutive examples.</summary>
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
    /// <param name="input">The batch, [rows, features], with at most <see cref="Capacity"/> rows.</param>
    /// <returns>The logits, [rows, classes] in panels, which are valid until the next call.</returns>
    public ReadOnlySpan<float> Run(LayerInput input)
    {
        _rows = input.Rows;
        SetInputs(input);
        foreach ((int Node, int Part)[] wave in _network.Waves)
        {
            _wave = wave;
            _team.Run(wave.Length, _evaluate);
        }
        return Output(_inputs.Length - 1).Span[..Panel.Length(_rows, _classes)];
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
                    : new(Output(source), _rows, _network.Nodes[source].Layer.OutputShape.Features);
            }
        }
    }
}
