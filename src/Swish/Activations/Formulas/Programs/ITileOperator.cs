using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>An operation of two operands over lanes; one loop serves every operation.</summary>
internal interface ITileOperator
{
    /// <summary>The operation.</summary>
    static abstract T Invoke<T>(T a, T b)
        where T : struct, ISimdDoubleVector<T>;
}
