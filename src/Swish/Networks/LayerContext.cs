using System.Globalization;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Provides what the constructor of a layer needs: the spec of the network, buffers and parameters, and the index of
/// the layer, from which names and random streams are derived.
/// </summary>
/// <param name="spec">The spec of the network.</param>
/// <param name="allocator">The allocator of the buffers.</param>
internal sealed class LayerContext(NetworkSpec spec, TensorAllocator allocator)
{
    private const int LastStream = ushort.MaxValue;

    private readonly HashSet<string> _stems = [];
    private readonly HashSet<int> _dropoutStreams = [];
    private bool _hasWeights;

    /// <summary>Gets the spec of the network.</summary>
    public NetworkSpec Spec { get; } = spec;

    /// <summary>Gets the token that ends the products of the layer.</summary>
    public CancellationToken Stop => allocator.Stop;

    /// <summary>
    /// Gets the index of the layer, from 0. Only layers with weights are counted; other layers have the index of the
    /// last layer with weights.
    /// </summary>
    public int Index { get; private set; }

    /// <summary>Begins the next layer with weights.</summary>
    public void BeginWeightLayer()
    {
        // Layers before the first layer with weights have the index 0 too.
        if (_hasWeights)
        {
            Index++;
            _stems.Clear();
        }
        _hasWeights = true;
    }

    /// <summary>
    /// Creates a name that is unique among the layers with the same index, by appending a number if necessary
    /// (<c>batchnorm2</c>).
    /// </summary>
    /// <param name="stem">The name without a number, such as <c>batchnorm</c>.</param>
    /// <returns>The name.</returns>
    public string UniqueName(string stem)
    {
        string name = stem;
        for (int i = 2; !_stems.Add(name); i++) name = stem + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    /// <summary>
    /// Reserves a number for the random streams of a dropout layer: its index, or the largest unused number if another
    /// dropout layer with the same index has reserved that already.
    /// </summary>
    /// <returns>The number.</returns>
    public int NextDropoutStream()
    {
        int stream = Index;
        for (int free = LastStream; !_dropoutStreams.Add(stream); free--) stream = free;
        return stream;
    }

    /// <summary>Allocates a buffer for the activations of a training batch.</summary>
    /// <param name="features">The number of features.</param>
    /// <returns>The buffer, in panels: [feature/32][batch][32].</returns>
    public PanelBuffer AllocateActivations(int features) => allocator.AllocateMatrix(Spec.BatchSize, features);

    /// <summary>Allocates a buffer for the images of a training batch.</summary>
    /// <param name="shape">The shape of an example.</param>
    /// <returns>The buffer, [batch][position][lanes].</returns>
    public PanelBuffer AllocateImages(TensorShape shape) => allocator.Allocate((long)Spec.BatchSize * shape.ImageLength);

    /// <summary>Allocates a buffer without a layout.</summary>
    /// <param name="length">The number of floats.</param>
    /// <returns>The buffer.</returns>
    public PanelBuffer AllocateFloats(long length) => allocator.Allocate(length);

    /// <summary>Allocates a buffer for a vector.</summary>
    /// <param name="features">The number of features.</param>
    /// <returns>The buffer, in panels: [feature/32][32].</returns>
    public PanelBuffer AllocateVector(int features) => allocator.AllocateMatrix(1, features);

    /// <summary>Allocates a weight matrix.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="name">The name within the layer.</param>
    /// <returns>The weights, [outputs, inputs].</returns>
    public ParameterBlock AllocateWeights(int inputs, int outputs, string name = "weight") =>
        AllocateParameter(ParameterKind.Weight, name, inputs, outputs, Spec.KeepsWeightGradients, isShared: false);

    /// <summary>Allocates the weights of a convolution.</summary>
    /// <param name="kernel">The shape of the kernel of one output: channels × rows × columns.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <returns>The weights, [outputs, channels, rows, columns].</returns>
    public ParameterBlock AllocateKernels(TensorShape kernel, int outputs) =>
        AllocateParameter(
            ParameterKind.Weight, "weight", kernel.Features, outputs, Spec.KeepsWeightGradients, isShared: false, kernel);

    /// <summary>Allocates a vector of parameters and its gradient.</summary>
    /// <param name="kind">The kind of the parameters.</param>
    /// <param name="name">The name within the layer.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="isShared">Whether all features share one parameter.</param>
    /// <returns>The parameters, [features], or [1] if they are shared.</returns>
    public ParameterBlock AllocateVector(ParameterKind kind, string name, int features, bool isShared = false) =>
        AllocateParameter(kind, name, 1, features, keepsGradient: true, isShared);

    /// <summary>Allocates state that is not trained by gradients.</summary>
    /// <param name="name">The name within the layer.</param>
    /// <param name="features">The number of features.</param>
    /// <returns>The state, [features].</returns>
    public LayerBuffer AllocateState(string name, int features) =>
        new(
            Index, string.Create(CultureInfo.InvariantCulture, $"layers.{Index}.{name}"), features,
            AllocateVector(features));

    private ParameterBlock AllocateParameter(
        ParameterKind kind, string name, int rows, int features, bool keepsGradient, bool isShared,
        TensorShape? kernel = null) =>
        new(kind, Index, name, rows, features, new(Spec.MomentCount, Spec.Averages, keepsGradient), allocator)
        {
            IsShared = isShared,
            KernelShape = kernel,
        };
}
