using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>Defines a function of vectors of an angle, its sine and its cosine.</summary>
internal interface IAngleFunction
{
    /// <summary>Computes the function.</summary>
    static abstract T Invoke<T>(T u, T sine, T cosine)
        where T : struct, ISimdDoubleVector<T>;
}
