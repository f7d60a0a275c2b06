using System.Globalization;
using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// All parameters of one kind in one layer, with what the optimizer and the moving average keep of each of them. All
/// of these lie in the same panel layout: parameter (row r, feature f) of R rows is at (f/32·R + r)·32 + f%32.
/// </summary>
internal sealed class ParameterBlock
{
    // What is kept of one parameter must not lie whole pages apart: the buffers would evict each other from the cache.
    private const int PageLength = 1024;
    private const int PageShift = 272;

    private readonly PanelBuffer _all;
    private readonly string _localName;
    private readonly int _distance;
    private readonly int _kept;

    /// <summary>Allocates the buffers, all zero.</summary>
    /// <param name="kind">What the parameters are.</param>
    /// <param name="layer">The index of the layer, from 0.</param>
    /// <param name="localName">The name within the layer, such as <c>batchnorm.weight</c>; unique there.</param>
    /// <param name="rows">Rows of a panel: the inputs of weights, 1 for a vector.</param>
    /// <param name="features">The layer's outputs.</param>
    /// <param name="storage">What is kept of each parameter.</param>
    /// <param name="allocator">Where the buffers come from.</param>
    public ParameterBlock(
        ParameterKind kind, int layer, string localName, int rows, int features, ParameterStorage storage,
        TensorAllocator allocator)
    {
        Kind = kind;
        Layer = layer;
        _localName = localName;
        Rows = rows;
        Features = features;
        long length = TensorAllocator.MatrixLength(rows, features);
        long distance = (length + PageLength - 1) / PageLength * PageLength + PageShift;
        int states = storage.MomentCount;
        _kept = 1 + states + (storage.Average ? 1 : 0);
        // what is too long for an int does not get past this, unless it is only measured
        _all = allocator.Allocate(_kept * distance);
        _distance = (int)distance;
        Values = Part(0);
        Moment1 = states > 0 ? Part(1) : null;
        Moment2 = states > 1 ? Part(2) : null;
        Average = storage.Average ? Part(1 + states) : null;
        Gradient = storage.Gradient ? allocator.Matrix(rows, features) : null;

        PanelBuffer Part(int index) => _all.Length == 0 ? _all : _all.Part(index * _distance, (int)length);
    }

    /// <summary>The name, unique in the network, such as <c>layers.3.batchnorm.weight</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"layers.{Layer}.{_localName}");

    /// <summary>The last part of <see cref="Name"/>, such as <c>weight</c>, or <c>beta</c> of an activation.</summary>
    public string ShortName => _localName[(_localName.LastIndexOf('.') + 1)..];

    /// <summary>
    /// The shape of the logical order (<see cref="Read"/>): [outputs, inputs] of weights, [outputs] of vectors, [1] of
    /// a shared parameter.
    /// </summary>
    public IReadOnlyList<int> Shape =>
        IsShared ? [1] : Kind == ParameterKind.Weight ? [Features, Rows] : [Features];

    /// <summary>What the parameters are.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The index of the layer, from 0.</summary>
    public int Layer { get; }

    /// <summary>Rows of a panel: the inputs of weights, 1 for a vector.</summary>
    public int Rows { get; }

    /// <summary>The layer's outputs.</summary>
    public int Features { get; }

    /// <summary>
    /// Whether all features share one parameter, which then stands in each lane of the [features] vector.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>The number of parameters.</summary>
    public long Count => IsShared ? 1 : (long)Rows * Features;

    /// <summary>The parameters, in panels.</summary>
    public PanelBuffer Values { get; }

    /// <summary>The optimizer's first value for each parameter, in panels, or null.</summary>
    public PanelBuffer? Moment1 { get; }

    /// <summary>The optimizer's second value for each parameter, in panels, or null.</summary>
    public PanelBuffer? Moment2 { get; }

    /// <summary>The moving average of each parameter, in panels, or null.</summary>
    public PanelBuffer? Average { get; }

    /// <summary>The gradient, in panels, where it is kept; else null.</summary>
    public PanelBuffer? Gradient { get; }

    /// <summary>What the network is evaluated with: the average where there is one, else the parameters.</summary>
    public PanelBuffer Evaluated => Average ?? Values;

    /// <summary>
    /// Returns the prefetcher of the 32 × 32 parameters from an offset on, and of all that is kept of them, which an
    /// optimizer will need.
    /// </summary>
    /// <param name="offset">The first one's place in <see cref="Values"/>; past the end nothing is fetched.</param>
    public WeightPrefetcher PrefetchFrom(int offset) =>
        offset < Values.Length ? new(_all.Span, offset, _distance, _kept) : default;

    /// <summary>Sets all parameters and restarts the average from them.</summary>
    /// <param name="values">The logical order of <see cref="Shape"/>: [feature][row] without padding.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(ReadOnlySpan<float> values)
    {
        if (IsShared)
        {
            Fill(values[0]);
            return;
        }
        for (int feature = 0; feature < Features; feature++)
            for (int row = 0; row < Rows; row++)
                Values.Span[Panel.Offset(Rows, row, feature)] = values[feature * Rows + row];
        if (Average is not null) Values.Span.CopyTo(Average.Span);
    }

    /// <summary>Sets all parameters of a vector to one value, padding included where it is shared.</summary>
    /// <param name="value">The value.</param>
    public void Fill(float value)
    {
        Values.Span[..(IsShared ? Values.Length : Features)].Fill(value);
        if (Average is not null) Values.Span.CopyTo(Average.Span);
    }

    /// <summary>
    /// Returns a copy of a buffer of this block in the logical order of <see cref="Shape"/>, without padding.
    /// </summary>
    /// <param name="buffer">One of this block's buffers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float[] Read(PanelBuffer buffer)
    {
        if (IsShared) return [buffer.Span[0]];
        float[] values = new float[Rows * Features];
        for (int feature = 0; feature < Features; feature++)
            for (int row = 0; row < Rows; row++)
                values[feature * Rows + row] = buffer.Span[Panel.Offset(Rows, row, feature)];
        return values;
    }

    /// <summary>
    /// Hands the kept gradient of one panel of a vector to a sink; that of a shared parameter, whose gradient is the
    /// sum over all features, with the first panel.
    /// </summary>
    /// <param name="panel">Which 32 features.</param>
    /// <param name="sink">Takes the gradient.</param>
    public void SendGradient(int panel, IGradientSink sink)
    {
        if (!IsShared)
        {
            sink.Apply(this, panel * Panel.Width, Gradient!.Lanes(panel));
            return;
        }
        if (panel > 0) return;
        // in ascending order, and in each lane, since all lanes hold the parameter
        Span<float> gradient = Gradient!.Span;
        float sum = 0;
        for (int feature = 0; feature < Features; feature++) sum += gradient[feature];
        gradient.Fill(sum);
        sink.Apply(this, 0, gradient);
    }
}
