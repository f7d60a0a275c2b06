namespace Swish.Activations;

/// <summary>Represents an activation and its derivatives at a point, in double.</summary>
/// <param name="Value">The value f(x).</param>
/// <param name="FirstDerivative">The derivative f′(x); at a kink, the derivative from the left.</param>
/// <param name="SecondDerivative">The second derivative f″(x); at a kink, 0.</param>
public readonly record struct ActivationValue(double Value, double FirstDerivative, double SecondDerivative);
