namespace Swish.Analysis.Curves;

/// <summary>Represents a point of an activation's curve, in double precision.</summary>
/// <param name="Activation">The activation's canonical text.</param>
/// <param name="X">The input.</param>
/// <param name="Value">f(x).</param>
/// <param name="FirstDerivative">f′(x); at a kink, from the left.</param>
/// <param name="SecondDerivative">f″(x); at a kink 0.</param>
public sealed record CurvePoint(
    string Activation, double X, double Value, double FirstDerivative, double SecondDerivative);
