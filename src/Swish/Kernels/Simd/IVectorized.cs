namespace Swish.Kernels.Simd;

/// <summary>Code that exists for each vector width.</summary>
/// <typeparam name="TResult">What runs it: a delegate, or a class of kernels.</typeparam>
internal interface IVectorized<TResult>
{
    /// <summary>Returns the code for vectors of a given width; the bits are the same with each.</summary>
    TResult For<T>()
        where T : struct, ISimdVector<T>;
}
