using Swish.Activations.Loops;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>
/// A function with its derivatives, as a struct that holds the constants: written once, and compiled into the one loop
/// of <see cref="ActivationLoop"/> for each width of registers. Outputs that a pass does not want cost nothing, since
/// the compiler drops what they alone need.
/// </summary>
internal interface IActivationOperator
{
    /// <summary>f, f′ and f″ at x in float.</summary>
    void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>;

    /// <summary>f, f′ and f″ at x in double; at ±∞ the limits.</summary>
    ActivationValue Reference(double x);
}
