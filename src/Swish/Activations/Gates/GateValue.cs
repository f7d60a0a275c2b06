namespace Swish.Activations.Gates;

/// <summary>Represents a gate f and its partial derivatives at a point (x, y).</summary>
/// <param name="Value">f(x, y).</param>
/// <param name="DerivativeX">∂f/∂x.</param>
/// <param name="DerivativeY">∂f/∂y.</param>
public readonly record struct GateValue(double Value, double DerivativeX, double DerivativeY);
