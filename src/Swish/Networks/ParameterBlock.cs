using System.Globalization;
using System.Runtime.CompilerServices;
using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Represents the parameters of one kind in one layer, with their moments, moving average and gradient. All buffers
/// have the same panel layout: with R rows, the parameter of row r and feature f has the index (f/32·R + r)·32 + f%32.
/// </summary>
internal sealed class ParameterBlock
{
    // The buffers of a block must not be a multiple of the page size apart, because they would evict each other from
    // the L1 cache.
    private const int PageLength = 1024;
    private const int PageShift = 272;

    private readonly PanelBuffer _all;
    private readonly string _localName;
    private readonly int _distance;
    private readonly int _kept;

    /// <summary>Allocates the buffers, which are initially zero.</summary>
    /// <param name="kind">The kind of the parameters.</param>
    /// <param name="layer">The index of the layer, from 0.</param>
    /// <param name="localName">The name, unique within the layer, such as <c>batchnorm.weight</c>.</param>
    /// <param name="rows">The number of rows of a panel: the inputs of a weight matrix, or 1 for a vector.</param>
    /// <param name="features">The number of outputs of the layer.</param>
    /// <param name="storage">What is stored for each parameter.</param>
    /// <param name="allocator">The allocator of the buffers.</param>
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
        // Throws if the length is too large for an int, unless the allocator only measures.
        _all = allocator.Allocate(_kept * distance);
        _distance = (int)distance;
        Values = Part(0);
        Moment1 = states > 0 ? Part(1) : null;
        Moment2 = states > 1 ? Part(2) : null;
        Average = storage.Average ? Part(1 + states) : null;
        Gradient = storage.Gradient ? allocator.AllocateMatrix(rows, features) : null;

        PanelBuffer Part(int index) => _all.Length == 0 ? _all : _all.Part(index * _distance, (int)length);
    }

    /// <summary>Gets the name, unique in the network, such as <c>layers.3.batchnorm.weight</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"layers.{Layer}.{_localName}");

    /// <summary>
    /// Gets the last part of <see cref="Name"/>, such as <c>weight</c>, or <c>beta</c> of an activation.
    /// </summary>
    public string ShortName => _localName[(_localName.LastIndexOf('.') + 1)..];

    /// <summary>
    /// Gets the logical shape, which <see cref="Read"/> returns: [outputs, inputs] for weights, [outputs, channels, rows,
    /// columns] for those of a convolution, [outputs] for vectors, [1] for a shared parameter.
    /// </summary>
    public IReadOnlyList<int> Shape =>
        IsShared ? [1]
        : KernelShape is TensorShape kernel ? [Features, kernel.Channels, kernel.Rows, kernel.Columns]
        : Kind == ParameterKind.Weight ? [Features, Rows]
        : [Features];

    /// <summary>Gets the kind of the parameters.</summary>
    public ParameterKind Kind { get; }

    /// <summary>Gets the index of the layer, from 0.</summary>
    public int Layer { get; }

    /// <summary>Gets the number of rows of a panel: the inputs of a weight matrix, or 1 for a vector.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of outputs of the layer.</summary>
    public int Features { get; }

    /// <summary>
    /// Gets whether all features share one parameter, which is then stored in each lane of the [features] vector.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>
    /// Gets the shape of the kernel of one output of a convolution, whose rows in the buffers are in the order of the sum:
    /// kernel row, kernel column, channel. Null for other parameters.
    /// </summary>
    public TensorShape? KernelShape { get; init; }

    /// <summary>Gets the number of parameters.</summary>
    public long Count => IsShared ? 1 : (long)Rows * Features;

    /// <summary>Gets the parameters, in panels.</summary>
    public PanelBuffer Values { get; }

    /// <summary>Gets the optimizer's first moment of each parameter, in panels, or null.</summary>
    public PanelBuffer? Moment1 { get; }

    /// <summary>Gets the optimizer's second moment of each parameter, in panels, or null.</summary>
    public PanelBuffer? Moment2 { get; }

    /// <summary>Gets the moving average of each parameter, in panels, or null.</summary>
    public PanelBuffer? Average { get; }

    /// <summary>Gets the gradient, in panels, or null if it is not stored.</summary>
    public PanelBuffer? Gradient { get; }

    /// <summary>
    /// Gets the parameters for evaluation: the moving average if there is one, otherwise the parameters.
    /// </summary>
    public PanelBuffer EvaluationValues => Average ?? Values;

    /// <summary>
    /// Creates a prefetcher of a block of 32 × 32 parameters with their moments and moving average, which the optimizer
    /// will need.
    /// </summary>
    /// <param name="offset">
    /// The index of the first parameter in <see cref="Values"/>; nothing is prefetched after the end.
    /// </param>
    /// <returns>The prefetcher.</returns>
    public WeightPrefetcher PrefetchFrom(int offset) =>
        offset < Values.Length ? new(_all.Span, offset, _distance, _kept) : default;

    /// <summary>Sets all parameters, and the moving average to the same values.</summary>
    /// <param name="values">The parameters in the logical order of <see cref="Shape"/>, without padding.</param>
    public void Set(ReadOnlySpan<float> values)
    {
        Write(Values, values);
        if (Average is not null) Values.Span.CopyTo(Average.Span);
    }

    /// <summary>Sets one buffer of this block, from the array that <see cref="Read"/> returned.</summary>
    /// <param name="buffer">A buffer of this block.</param>
    /// <param name="values">The values in the logical order of <see cref="Shape"/>, without padding.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(PanelBuffer buffer, ReadOnlySpan<float> values)
    {
        if (IsShared)
        {
            buffer.Span.Fill(values[0]);
            return;
        }
        Span<float> target = buffer.Span;
        for (int feature = 0; feature < Features; feature++)
            for (int row = 0; row < Rows; row++)
                target[Panel.Offset(Rows, row, feature)] = values[feature * Rows + LogicalRow(row)];
    }

    /// <summary>
    /// Sets all parameters of a vector to the same value, and the moving average too. If the parameter is shared, the
    /// padding is also set.
    /// </summary>
    /// <param name="value">The value.</param>
    public void Fill(float value)
    {
        Values.Span[..(IsShared ? Values.Length : Features)].Fill(value);
        if (Average is not null) Values.Span.CopyTo(Average.Span);
    }

    /// <summary>
    /// Copies a buffer of this block to an array in the logical order of <see cref="Shape"/>, without padding.
    /// </summary>
    /// <param name="buffer">A buffer of this block.</param>
    /// <returns>The array.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float[] Read(PanelBuffer buffer)
    {
        if (IsShared) return [buffer.Span[0]];
        float[] values = new float[Rows * Features];
        for (int feature = 0; feature < Features; feature++)
            for (int row = 0; row < Rows; row++)
                values[feature * Rows + LogicalRow(row)] = buffer.Span[Panel.Offset(Rows, row, feature)];
        return values;
    }

    /// <summary>
    /// Passes the gradient of one panel of a vector to a sink. The gradient of a shared parameter is the sum over all
    /// features, and is passed with the first panel.
    /// </summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="sink">Receives the gradient.</param>
    public void SendGradient(int panel, IGradientSink sink)
    {
        if (!IsShared)
        {
            Span<float> lanes = Gradient!.Lanes(panel);
            // An activation whose slope at 0 is infinite makes NaN of the zeros there, and the norm of all gradients with it.
            lanes[Math.Min(Panel.Width, Features - panel * Panel.Width)..].Clear();
            sink.Apply(this, panel * Panel.Width, lanes);
            return;
        }
        if (panel > 0) return;
        // Add in ascending order, and write the sum to all lanes, because each lane contains the parameter.
        Span<float> gradient = Gradient!.Span;
        float sum = 0;
        for (int feature = 0; feature < Features; feature++) sum += gradient[feature];
        gradient.Fill(sum);
        sink.Apply(this, 0, gradient);
    }

    /// <summary>
    /// Determines whether the gradient of one panel of a vector is finite, and not too large to continue.
    /// </summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <returns>True if it is.</returns>
    public bool HasValidGradient(int panel)
    {
        int used = Math.Min(Panel.Width, Features - panel * Panel.Width);
        // Also false for NaN.
        foreach (float gradient in Gradient!.Lanes(panel)[..used])
            if (!(Math.Abs(gradient) <= ElementwiseKernels.MaxGradient)) return false;
        return true;
    }

    /// <summary>Computes the index of a row of the buffers in the logical order: channel, kernel row, kernel column.</summary>
    private int LogicalRow(int row)
    {
        if (KernelShape is not TensorShape kernel) return row;
        (int position, int channel) = int.DivRem(row, kernel.Channels);
        return channel * kernel.Positions + position;
    }
}
