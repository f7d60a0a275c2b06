using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>As <see cref="IActivationOperator"/>, for a function with one constant that is trained.</summary>
internal interface ILearnableActivationOperator
{
    /// <summary>f, f′, f″ and ∂f/∂c at x in float.</summary>
    void Apply<T>(T x, T constant, out T value, out T first, out T second, out T parameterGradient)
        where T : struct, ISimdVector<T>;

    /// <summary>f, f′ and f″ at x in double; at ±∞ the limits.</summary>
    ActivationValue Reference(double x, double constant);

    /// <summary>∂f/∂c at x in double; at ±∞ the limit.</summary>
    double ReferenceParameterGradient(double x, double constant);
}
