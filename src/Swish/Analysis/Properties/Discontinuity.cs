using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>A point where a function, its slope or its curvature jumps.</summary>
/// <param name="X">The point.</param>
/// <param name="Margin">How far from it the two sides begin: a few units in the last place.</param>
/// <param name="Left">The function just left of it.</param>
/// <param name="Right">The function just right of it.</param>
internal readonly record struct Discontinuity(double X, double Margin, ActivationValue Left, ActivationValue Right)
{
    /// <summary>The jump of the function.</summary>
    public double ValueJump => Right.Value - Left.Value;

    /// <summary>The jump of the slope.</summary>
    public double SlopeJump => Right.FirstDerivative - Left.FirstDerivative;
}
