namespace Swish.Activations;

/// <summary>
/// The spans of one fused pass over an activation. All but <see cref="Parameters"/> have the length of
/// <see cref="Input"/> (<see cref="ParameterGradient"/>: that times the number of learnable parameters), or are empty
/// where they are not wanted. Outputs may be the input itself, never a shifted part of it. With learnable parameters
/// the input is rows of 32 lanes, a lane a unit (see <see cref="Kernels.Memory.Panel"/>).
/// </summary>
internal readonly ref struct ActivationPass
{
    /// <summary>x.</summary>
    public required ReadOnlySpan<float> Input { get; init; }

    /// <summary>
    /// The learnable parameters' values, 32 lanes for each of them in turn; empty where there are none.
    /// </summary>
    public ReadOnlySpan<float> Parameters { get; init; }

    /// <summary>Gets f(x).</summary>
    public required Span<float> Value { get; init; }

    /// <summary>Gets f′(x), or is empty.</summary>
    public Span<float> FirstDerivative { get; init; }

    /// <summary>Gets f″(x), or is empty.</summary>
    public Span<float> SecondDerivative { get; init; }

    /// <summary>Gets ∂f/∂c for each learnable parameter c in turn, or is empty.</summary>
    public Span<float> ParameterGradient { get; init; }
}
