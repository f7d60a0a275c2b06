using Swish.Kernels.Memory;

namespace Swish.Kernels.Gemm;

/// <summary>
/// How the broadcast operand of a product lies in memory; constants, so that addresses are immediate.
/// </summary>
internal interface IOperandStride
{
    /// <summary>Floats from one row of the tile to the next.</summary>
    static abstract int Row { get; }

    /// <summary>Floats from one summand to the next.</summary>
    static abstract int Step { get; }
}

/// <summary>Rows are examples and the sum runs over a panel's features.</summary>
internal readonly struct FeatureSum : IOperandStride
{
    public static int Row => Panel.Width;

    public static int Step => 1;
}

/// <summary>Rows are a panel's features and the sum runs over the examples.</summary>
internal readonly struct ExampleSum : IOperandStride
{
    public static int Row => 1;

    public static int Step => Panel.Width;
}
