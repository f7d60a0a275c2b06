namespace Swish.Activations;

/// <summary>An activation and its derivatives at a point, in double.</summary>
/// <param name="Value">f(x).</param>
/// <param name="FirstDerivative">f′(x); at a kink, from the left.</param>
/// <param name="SecondDerivative">f″(x); at a kink 0.</param>
public readonly record struct ActivationValue(double Value, double FirstDerivative, double SecondDerivative);
