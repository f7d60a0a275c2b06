using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// All parameters of one kind in one layer, in panels, with what the optimizer and the moving average keep for each of
/// them at the same place.
/// </summary>
internal sealed class ParameterBlock
{
    // What is kept of one parameter must not lie whole pages apart: the cache would take the places for one.
    private const int PageLength = 1024;
    private const int PageShift = 272;

    private readonly PanelBuffer _all;
    private readonly int _distance;
    private readonly int _kept;

    /// <summary>Makes room, all zero.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="rows">Rows of a panel: a weight's inputs, 1 for vectors.</param>
    /// <param name="features">The layer's outputs.</param>
    /// <param name="states">How many values the optimizer keeps for each parameter.</param>
    /// <param name="averages">Whether a moving average is kept.</param>
    /// <param name="keepsGradient">Whether gradients are kept, or used up as they are computed.</param>
    public ParameterBlock(
        ParameterKind kind, int layer, int rows, int features, int states, bool averages, bool keepsGradient)
    {
        Kind = kind;
        Layer = layer;
        Rows = rows;
        Features = features;
        int length = Panel.Length(rows, features);
        _distance = (length + PageLength - 1) / PageLength * PageLength + PageShift;
        _kept = 1 + states + (averages ? 1 : 0);
        _all = new(checked(_kept * _distance));
        Values = _all.Part(0, length);
        Moment1 = states > 0 ? _all.Part(_distance, length) : null;
        Moment2 = states > 1 ? _all.Part(2 * _distance, length) : null;
        Average = averages ? _all.Part((1 + states) * _distance, length) : null;
        Gradient = keepsGradient ? new(rows, features) : null;
    }

    /// <summary>What they are.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The layer, from 0.</summary>
    public int Layer { get; }

    /// <summary>Rows of a panel: a weight's inputs, 1 for vectors.</summary>
    public int Rows { get; }

    /// <summary>The layer's outputs.</summary>
    public int Features { get; }

    /// <summary>Whether all features share one parameter, which then stands in each lane.</summary>
    public bool IsShared { get; init; }

    /// <summary>The number of parameters.</summary>
    public long Count => IsShared ? 1 : (long)Rows * Features;

    /// <summary>The parameters.</summary>
    public PanelBuffer Values { get; }

    /// <summary>The optimizer's first value for each.</summary>
    public PanelBuffer? Moment1 { get; }

    /// <summary>The optimizer's second value for each.</summary>
    public PanelBuffer? Moment2 { get; }

    /// <summary>The moving average.</summary>
    public PanelBuffer? Average { get; }

    /// <summary>The gradient, where it is kept.</summary>
    public PanelBuffer? Gradient { get; }

    /// <summary>What the network is evaluated with: the average where there is one.</summary>
    public PanelBuffer Evaluated => Average ?? Values;

    /// <summary>The parameters from an offset on and all that is kept of them, which an update will need.</summary>
    public WeightPrefetcher PrefetchFrom(int offset) =>
        offset < Values.Length ? new(_all.Span, offset, _distance, _kept) : default;

    /// <summary>Sets all parameters and starts the average there.</summary>
    /// <param name="values">In logical order: feature after feature, each with its rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(ReadOnlySpan<float> values)
    {
        for (int feature = 0; feature < Features; feature++)
            for (int row = 0; row < Rows; row++)
                Values.Span[Panel.Offset(Rows, row, feature)] = values[feature * Rows + row];
        if (Average is not null) Values.Span.CopyTo(Average.Span);
    }

    /// <summary>Sets all parameters to one value, padding included where they are shared.</summary>
    public void Fill(float value)
    {
        Values.Span[..(IsShared ? Values.Length : Features)].Fill(value);
        if (Average is not null) Values.Span.CopyTo(Average.Span);
    }

    /// <summary>The values of a buffer of this block in logical order, without padding.</summary>
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
}
