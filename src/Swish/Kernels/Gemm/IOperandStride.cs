using Swish.Kernels.Memory;

namespace Swish.Kernels.Gemm;

/// <summary>
/// The strides of the broadcast operand of a product; constants, so that addresses are immediate operands.
/// </summary>
internal interface IOperandStride
{
    /// <summary>Floats from one row of the tile to the next.</summary>
    static abstract int Row { get; }

    /// <summary>Floats from one term of the sum to the next.</summary>
    static abstract int Step { get; }
}

/// <summary>For A·B: rows are examples, and the sum runs over the features of a panel.</summary>
internal readonly struct FeatureSum : IOperandStride
{
    public static int Row => Panel.Width;

    public static int Step => 1;
}

/// <summary>For Aᵀ·B: rows are the features of a panel, and the sum runs over the examples.</summary>
internal readonly struct ExampleSum : IOperandStride
{
    public static int Row => 1;

    public static int Step => Panel.Width;
}
