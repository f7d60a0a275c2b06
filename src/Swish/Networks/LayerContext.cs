using System.Globalization;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// What a layer is constructed with: the network's spec, the allocator of its buffers, and its place in the network,
/// from which names and random streams come.
/// </summary>
/// <param name="spec">The network's spec.</param>
/// <param name="allocator">Where the buffers come from.</param>
internal sealed class LayerContext(NetworkSpec spec, TensorAllocator allocator)
{
    private const int LastStream = ushort.MaxValue;

    private readonly HashSet<string> _stems = [];
    private readonly HashSet<int> _dropoutStreams = [];
    private bool _hasWeights;

    /// <summary>The network's spec.</summary>
    public NetworkSpec Spec { get; } = spec;

    /// <summary>
    /// The index of the layer, from 0: layers with weights are counted, and those that follow one without weights of
    /// their own share its index.
    /// </summary>
    public int Index { get; private set; }

    /// <summary>Goes on to the next layer with weights.</summary>
    public void BeginWeightLayer()
    {
        // what comes before the first weights has the index 0 too
        if (_hasWeights)
        {
            Index++;
            _stems.Clear();
        }
        _hasWeights = true;
    }

    /// <summary>
    /// Returns a name that is unique at this index: the stem itself, or with a number (<c>batchnorm2</c>).
    /// </summary>
    /// <param name="stem">Such as <c>batchnorm</c>.</param>
    public string UniqueName(string stem)
    {
        string name = stem;
        for (int i = 2; !_stems.Add(name); i++) name = stem + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    /// <summary>
    /// Returns the number of the random streams of a dropout: the index, or where a dropout with this index has it, the
    /// highest number that is free.
    /// </summary>
    public int NextDropoutStream()
    {
        int stream = Index;
        for (int free = LastStream; !_dropoutStreams.Add(stream); free--) stream = free;
        return stream;
    }

    /// <summary>Returns a buffer for the features of a training batch in panels: [feature/32][batch][32].</summary>
    /// <param name="features">The features.</param>
    public PanelBuffer Activations(int features) => allocator.Matrix(Spec.BatchSize, features);

    /// <summary>Returns a buffer for so many floats.</summary>
    /// <param name="length">How many.</param>
    public PanelBuffer Floats(long length) => allocator.Allocate(length);

    /// <summary>Returns a buffer for a vector of [features] in panels of 32.</summary>
    /// <param name="features">The features.</param>
    public PanelBuffer Vector(int features) => allocator.Matrix(1, features);

    /// <summary>Returns weights of [outputs, inputs].</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputs">The outputs.</param>
    public ParameterBlock Weights(int inputs, int outputs) =>
        Parameter(ParameterKind.Weight, "weight", inputs, outputs, Spec.KeepsWeightGradients, isShared: false);

    /// <summary>Returns a vector of parameters, whose gradient is kept.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="name">The name within the layer.</param>
    /// <param name="features">The features.</param>
    /// <param name="isShared">Whether all features share one parameter.</param>
    public ParameterBlock Vector(ParameterKind kind, string name, int features, bool isShared = false) =>
        Parameter(kind, name, 1, features, keepsGradient: true, isShared);

    /// <summary>Returns state of [features] that is not trained.</summary>
    /// <param name="name">The name within the layer.</param>
    /// <param name="features">The features.</param>
    public LayerBuffer State(string name, int features) =>
        new(string.Create(CultureInfo.InvariantCulture, $"layers.{Index}.{name}"), features, Vector(features));

    private ParameterBlock Parameter(
        ParameterKind kind, string name, int rows, int features, bool keepsGradient, bool isShared) =>
        new(kind, Index, name, rows, features, new(Spec.MomentCount, Spec.Averages, keepsGradient), allocator)
        {
            IsShared = isShared,
        };
}
