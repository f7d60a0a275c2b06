namespace Swish.Search;

/// <summary>
/// Holds the values of a function on a grid. Two functions are considered the same if their values agree to 1e-9.
/// </summary>
internal sealed class FunctionSignature
{
    /// <summary>The largest difference between values considered equal, relative to the larger of 1 and their
    /// magnitude.</summary>
    public const double Tolerance = 1e-9;

    private readonly double[] _values;

    /// <summary>Creates a signature.</summary>
    /// <param name="values">The values on the grid; the array is not copied.</param>
    public FunctionSignature(double[] values)
    {
        _values = values;
        // The weights, 0.5 to 1.5, have no pattern. v/(1 + |v|) bounds each term, and its slope is at most 1, so values
        // within the tolerance yield projections within ProjectionTolerance.
        for (int i = 0; i < values.Length; i++)
        {
            double weight = 0.5 + ((i * 0.6180339887498949) % 1);
            Projection += weight * (double.IsNaN(values[i])
                ? 2
                : values[i] / (1 + Math.Min(1e300, Math.Abs(values[i]))));
        }
    }

    /// <summary>Gets a number that is the same for equal functions, up to <see cref="ProjectionTolerance"/>.</summary>
    public double Projection { get; }

    /// <summary>Gets the largest difference between the projections of equal functions.</summary>
    public double ProjectionTolerance => 3 * Tolerance * _values.Length;

    /// <summary>Determines whether all values agree with those of another signature.</summary>
    /// <param name="other">A signature on the same grid.</param>
    /// <returns>True if all values agree within <see cref="Tolerance"/>.</returns>
    public bool IsSame(FunctionSignature other)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            double a = _values[i], b = other._values[i];
            if (a.Equals(b)) continue; // includes NaN and infinities
            if (!(Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b))))) return false;
        }

        return true;
    }
}
