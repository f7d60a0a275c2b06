namespace Swish.Kernels.Simd;

/// <summary>Represents code that is compiled for each vector width.</summary>
/// <typeparam name="TResult">The type of the compiled code: a delegate, or a class of kernels.</typeparam>
internal interface IVectorized<TResult>
{
    /// <summary>Gets the code for a vector type. Results are bit-identical for all vector types.</summary>
    /// <typeparam name="T">The vector type.</typeparam>
    /// <returns>The code.</returns>
    TResult For<T>()
        where T : struct, ISimdVector<T>;
}
