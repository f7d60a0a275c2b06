namespace Swish.Search;

/// <summary>A function's values on a grid. Two functions are the same if the values agree to 1e-9.</summary>
internal sealed class FunctionSignature
{
    /// <summary>How far values may differ, relative to the larger of 1 and their size.</summary>
    public const double Tolerance = 1e-9;

    private readonly double[] _values;

    /// <summary>Takes the values.</summary>
    public FunctionSignature(double[] values)
    {
        _values = values;
        // Weights without a pattern, 0.5 to 1.5; each term is bounded and no steeper than its value.
        for (int i = 0; i < values.Length; i++)
        {
            double weight = 0.5 + ((i * 0.6180339887498949) % 1);
            Projection += weight * (double.IsNaN(values[i])
                ? 2
                : values[i] / (1 + Math.Min(1e300, Math.Abs(values[i]))));
        }
    }

    /// <summary>A number that same functions share but for the tolerance.</summary>
    public double Projection { get; }

    /// <summary>How far the projections of the same function may be apart.</summary>
    public double ProjectionTolerance => 3 * Tolerance * _values.Length;

    /// <summary>Whether the values agree.</summary>
    public bool IsSame(FunctionSignature other)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            double a = _values[i], b = other._values[i];
            if (a.Equals(b)) continue; // also NaN and infinities
            if (!(Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b))))) return false;
        }

        return true;
    }
}
