using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>A function of an angle, its sine and its cosine over lanes.</summary>
internal interface IAngleFunction
{
    /// <summary>The function.</summary>
    static abstract T Invoke<T>(T u, T sine, T cosine)
        where T : struct, ISimdDoubleVector<T>;
}
