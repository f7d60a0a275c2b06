using Swish.Kernels;

namespace Swish.Networks;

/// <summary>
/// All parameters of one kind in one layer, in panels, with what the optimiser and the moving average keep for each of
/// them at the same place.
/// </summary>
internal sealed class ParameterBlock
{
    /// <summary>Makes room, all zero.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="rows">Rows of a panel: a weight's inputs, 1 for vectors.</param>
    /// <param name="features">The layer's outputs.</param>
    /// <param name="states">How many values the optimiser keeps for each parameter.</param>
    /// <param name="averages">Whether a moving average is kept.</param>
    /// <param name="keepsGradient">Whether gradients are kept, or used up as they are computed.</param>
    public ParameterBlock(
        ParameterKind kind, int layer, int rows, int features, int states, bool averages, bool keepsGradient)
    {
        Kind = kind;
        Layer = layer;
        Rows = rows;
        Features = features;
        Values = new(rows, features);
        FirstState = states > 0 ? new(rows, features) : null;
        SecondState = states > 1 ? new(rows, features) : null;
        Average = averages ? new(rows, features) : null;
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

    /// <summary>The optimiser's first value for each.</summary>
    public PanelBuffer? FirstState { get; }

    /// <summary>The optimiser's second value for each.</summary>
    public PanelBuffer? SecondState { get; }

    /// <summary>The moving average.</summary>
    public PanelBuffer? Average { get; }

    /// <summary>The gradient, where it is kept.</summary>
    public PanelBuffer? Gradient { get; }

    /// <summary>What the network is evaluated with: the average where there is one.</summary>
    public PanelBuffer Evaluated => Average ?? Values;

    /// <summary>Sets all parameters and starts the average there.</summary>
    /// <param name="values">In logical order: feature after feature, each with its rows.</param>
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
