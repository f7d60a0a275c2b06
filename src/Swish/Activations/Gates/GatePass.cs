namespace Swish.Activations.Gates;

/// <summary>
/// Contains the spans of one evaluation of a gate f(x, y), which works in place. All spans have the length of
/// <see cref="X"/> (<see cref="ParameterGradient"/>: times the number of learnable parameters) and consist of rows of
/// 32 lanes, one lane per unit; none may overlap another. Without <see cref="DerivativeX"/> only f is computed.
/// </summary>
internal readonly ref struct GatePass
{
    /// <summary>Gets the first input x, which is overwritten by f(x, y).</summary>
    public required Span<float> X { get; init; }

    /// <summary>
    /// Gets the second input y, which is overwritten by ∂f/∂y, or by undefined values if only f is computed.
    /// </summary>
    public required Span<float> Y { get; init; }

    /// <summary>
    /// Gets the values of the learnable parameters, [parameter][32]; empty if there are none.
    /// </summary>
    public ReadOnlySpan<float> Parameters { get; init; }

    /// <summary>Gets the span that receives ∂f/∂x; empty to compute only f.</summary>
    public Span<float> DerivativeX { get; init; }

    /// <summary>
    /// Gets the span that receives the derivative of f by each learnable parameter, one after the other; empty if there
    /// are none, or only f is computed.
    /// </summary>
    public Span<float> ParameterGradient { get; init; }
}
