using Swish.Kernels.Memory;

namespace Swish.Kernels.Gemm;

/// <summary>
/// Represents the strides of the broadcast operand of a product. They are constants, so that addresses have immediate
/// offsets.
/// </summary>
internal interface IOperandStride
{
    /// <summary>Gets the number of floats from one row of the tile to the next.</summary>
    static abstract int Row { get; }

    /// <summary>Gets the number of floats from one term of the sum to the next.</summary>
    static abstract int Step { get; }
}

/// <summary>Represents the strides for A·B: rows are examples, and the sum runs over the features of a panel.</summary>
internal readonly struct FeatureSum : IOperandStride
{
    public static int Row => Panel.Width;

    public static int Step => 1;
}

/// <summary>
/// Represents the strides for Aᵀ·B: rows are the features of a panel, and the sum runs over the examples.
/// </summary>
internal readonly struct ExampleSum : IOperandStride
{
    public static int Row => 1;

    public static int Step => Panel.Width;
}
