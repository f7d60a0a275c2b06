using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes a function with one learnable parameter; see <see cref="IActivationOperator"/>.</summary>
internal interface ILearnableActivationOperator
{
    /// <summary>Computes f, f′, f″ and the derivative with respect to the parameter in float.</summary>
    void Apply<T>(T x, T constant, out T value, out T first, out T second, out T parameterGradient)
        where T : struct, ISimdVector<T>;

    /// <summary>Computes f, f′ and f″ in double; at ±∞ the limits.</summary>
    ActivationValue Reference(double x, double constant);

    /// <summary>Computes the derivative with respect to the parameter in double; at ±∞ the limit.</summary>
    double ReferenceParameterGradient(double x, double constant);
}
