using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>Defines an operation on two vectors, so that one generic loop serves every such operation.</summary>
internal interface ITileOperator
{
    /// <summary>Computes the operation.</summary>
    static abstract T Invoke<T>(T a, T b)
        where T : struct, ISimdDoubleVector<T>;
}
