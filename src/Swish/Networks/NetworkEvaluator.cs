using Swish.Data;
using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks;

/// <summary>Evaluates a network on images that it is not trained on.</summary>
internal sealed class NetworkEvaluator
{
    private const int ChunkSize = 250;

    private readonly Network _network;
    private readonly WorkerTeam _team;
    private readonly PanelBuffer[] _slots;
    private readonly LayerInput[][] _inputs;
    private readonly int[] _indices = new int[ChunkSize];
    private readonly Action<int, int> _evaluate;
    private readonly int _classes;
    private (int Node, int Part)[] _wave = [];
    private int _rows;

    /// <summary>Allocates the outputs of the layers.</summary>
    /// <param name="network">The network, as it is whenever <see cref="Run"/> is called.</param>
    /// <param name="team">Does the work.</param>
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

    /// <summary>The largest batch that is asked of the input.</summary>
    public static int Capacity => ChunkSize;

    /// <summary>Allocates what the layers' outputs lie in.</summary>
    /// <param name="schedule">The order in which the layers work.</param>
    /// <param name="allocator">Where the buffers come from.</param>
    /// <returns>A buffer of [feature/32][<see cref="Capacity"/>][32] for each slot.</returns>
    public static PanelBuffer[] AllocateSlots(NetworkSchedule schedule, TensorAllocator allocator) =>
        [.. schedule.SlotFeatures.Select(features => allocator.Matrix(ChunkSize, features))];

    /// <summary>Evaluates on some images of a set.</summary>
    /// <param name="batch">Makes images into input; with room for <see cref="Capacity"/>.</param>
    /// <param name="images">The set.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">How many, 1 or more.</param>
    /// <returns>The mean cross-entropy in nats, and the share that is correctly classified, 0 to 1.</returns>
    public (double Loss, double Accuracy) Run(InputBatch batch, LabeledImages images, int first, int count)
    {
        double loss = 0;
        int correct = 0;
        for (int done = 0; done < count; done += ChunkSize)
        {
            _rows = Math.Min(ChunkSize, count - done);
            for (int i = 0; i < _rows; i++) _indices[i] = first + done + i;
            SetInputs(batch.Load(images, _indices.AsSpan(0, _rows), forTraining: false));
            foreach ((int Node, int Part)[] wave in _network.Waves)
            {
                _wave = wave;
                _team.Run(wave.Length, _evaluate);
            }
            Span<float> logits = Output(_inputs.Length - 1).Span[..Panel.Length(_rows, _classes)];
            loss += CrossEntropy.Loss(logits, batch.Labels, _classes, out int right);
            correct += right;
        }
        return (loss / count, (double)correct / count);
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
