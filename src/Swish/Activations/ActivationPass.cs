namespace Swish.Activations;

/// <summary>
/// Contains the input and output spans of one evaluation of an activation. Outputs have the length of
/// <see cref="Input"/> (<see cref="ParameterGradient"/>: times the number of learnable parameters), or are empty if
/// they are not needed. An output may be the same span as the input, but must not overlap it otherwise. With learnable
/// parameters, the input consists of rows of 32 lanes, one lane per unit (see <see cref="Kernels.Memory.Panel"/>).
/// </summary>
internal readonly ref struct ActivationPass
{
    /// <summary>Gets the input x.</summary>
    public required ReadOnlySpan<float> Input { get; init; }

    /// <summary>Gets the second input of the expression of a gate; empty for all other functions.</summary>
    public ReadOnlySpan<float> SecondInput { get; init; }

    /// <summary>
    /// Gets the values of the learnable parameters, [parameter][32]; empty if there are none.
    /// </summary>
    public ReadOnlySpan<float> Parameters { get; init; }

    /// <summary>Gets the span that receives f(x).</summary>
    public required Span<float> Value { get; init; }

    /// <summary>Gets the span that receives f′(x), or an empty span.</summary>
    public Span<float> FirstDerivative { get; init; }

    /// <summary>Gets the span that receives f″(x), or an empty span.</summary>
    public Span<float> SecondDerivative { get; init; }

    /// <summary>
    /// Gets the span that receives the derivative of f by each learnable parameter, one after the other, or an empty
    /// span.
    /// </summary>
    public Span<float> ParameterGradient { get; init; }
}
