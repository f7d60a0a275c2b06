using Swish.Data;
using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks;

/// <summary>Tells how well a network does on images that it is not trained on.</summary>
internal sealed class NetworkEvaluator
{
    private const int ChunkSize = 250;

    private readonly Network _network;
    private readonly WorkerTeam _team;
    private readonly PanelBuffer[] _values;
    private readonly int[] _indices = new int[ChunkSize];
    private readonly Action<int, int> _evaluate;
    private readonly int _classes;
    private LayerInput? _input;
    private PanelBuffer _output;
    private DenseLayer _layer;

    /// <summary>Makes room.</summary>
    /// <param name="network">The network, as it is whenever <see cref="Run"/> is called.</param>
    /// <param name="team">Who does the work.</param>
    /// <param name="classes">The number of classes.</param>
    public NetworkEvaluator(Network network, WorkerTeam team, int classes)
    {
        _network = network;
        _team = team;
        _classes = classes;
        _values = [new(ChunkSize, network.Widest), new(ChunkSize, network.Widest)];
        _output = _values[0];
        _layer = network.Layers[0];
        _evaluate = (panel, _) => _layer.Evaluate(panel, _input!, _output.Panel(panel, _input!.Rows));
    }

    /// <summary>The largest batch that is asked of the input.</summary>
    public static int Capacity => ChunkSize;

    /// <summary>Evaluates on some of a set's images.</summary>
    /// <param name="batch">Makes images into input; with room for <see cref="Capacity"/>.</param>
    /// <param name="images">The set.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">How many, 1 or more.</param>
    /// <returns>The mean cross-entropy in nats, and the share correctly classified.</returns>
    public (double Loss, double Accuracy) Run(InputBatch batch, LabeledImages images, int first, int count)
    {
        double loss = 0;
        int correct = 0;
        for (int done = 0; done < count; done += ChunkSize)
        {
            int size = Math.Min(ChunkSize, count - done);
            for (int i = 0; i < size; i++) _indices[i] = first + done + i;
            _input = batch.Load(images, _indices.AsSpan(0, size), forTraining: false);
            for (int i = 0; i < _network.Layers.Count; i++)
            {
                _layer = _network.Layers[i];
                _output = _values[i % 2];
                _team.Run(_layer.PanelCount, _evaluate);
                _input = new(_output, size, _layer.Outputs);
            }
            loss += CrossEntropy.Loss(
                _output.Span[..Panel.Length(size, _classes)], batch.Labels, _classes, out int right);
            correct += right;
        }
        return (loss / count, (double)correct / count);
    }
}
