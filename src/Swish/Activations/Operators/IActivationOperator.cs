using Swish.Activations.Loops;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>
/// Computes a function and its derivatives, as a struct that contains the parameters. It is compiled into the loop of
/// <see cref="ActivationLoop"/> for each vector width. Outputs that a pass does not need cost nothing, because the
/// compiler removes the code that only they need.
/// </summary>
internal interface IActivationOperator
{
    /// <summary>Computes f, f′ and f″ in float.</summary>
    void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>;

    /// <summary>Computes f, f′ and f″ in double; at ±∞ the limits.</summary>
    ActivationValue Reference(double x);
}
