namespace Swish.Kernels.Convolution;

/// <summary>Contains the constants of a normalization, [lanes] each.</summary>
internal readonly ref struct NormalizationLanes
{
    /// <summary>Gets the mean.</summary>
    public required ReadOnlySpan<float> Mean { get; init; }

    /// <summary>Gets 1/√(variance + ε).</summary>
    public required ReadOnlySpan<float> InverseStd { get; init; }

    /// <summary>Gets the scale γ.</summary>
    public required ReadOnlySpan<float> Scale { get; init; }

    /// <summary>Gets the shift β.</summary>
    public required ReadOnlySpan<float> Shift { get; init; }
}
