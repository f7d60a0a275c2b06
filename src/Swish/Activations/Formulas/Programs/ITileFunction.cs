using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>A function of one operand over lanes; one loop serves every function.</summary>
internal interface ITileFunction
{
    /// <summary>The function.</summary>
    static abstract T Invoke<T>(T u)
        where T : struct, ISimdDoubleVector<T>;
}
