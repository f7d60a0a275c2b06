using Swish.Kernels.Lanes;

namespace Swish.Activations.Operators;

/// <summary>As <see cref="IActivationOperator"/>, for a function with one constant that is trained.</summary>
internal interface ITrainedActivationOperator
{
    /// <summary>f, f′, f″ and ∂f/∂c at x in float.</summary>
    void Apply<T>(T x, T constant, out T value, out T first, out T second, out T byConstant)
        where T : struct, ILanes<T>;

    /// <summary>f, f′ and f″ at x in double; at ±∞ the limits.</summary>
    ActivationValue Reference(double x, double constant);

    /// <summary>∂f/∂c at x in double; at ±∞ the limit.</summary>
    double ReferenceByConstant(double x, double constant);
}
