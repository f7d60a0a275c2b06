using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>Defines a function of one vector, so that one generic loop serves every such function.</summary>
internal interface ITileFunction
{
    /// <summary>Computes the function.</summary>
    static abstract T Invoke<T>(T u)
        where T : struct, ISimdDoubleVector<T>;
}
