using Swish.Activations;

namespace Swish.Analysis.Curves;

/// <summary>Computes curves of activations and their derivatives.</summary>
public static class ActivationCurve
{
    /// <summary>Computes evenly spaced points of an activation and its first two derivatives, lazily.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="minimum">The first point's x; finite.</param>
    /// <param name="maximum">The last point's x; finite and not below the minimum.</param>
    /// <param name="count">The number of points, 1 or more; 1 returns only the point at the minimum.</param>
    /// <returns>The points, in ascending order of x.</returns>
    /// <exception cref="SwishException">
    /// The range is empty or not finite (InvalidCurveRange), or the count is below 1 (InvalidCurveCount).
    /// </exception>
    public static IEnumerable<CurvePoint> Points(Activation activation, double minimum, double maximum, int count)
    {
        ArgumentNullException.ThrowIfNull(activation);
        Validate(minimum, maximum, count);
        return Iterate();

        IEnumerable<CurvePoint> Iterate()
        {
            string name = activation.Label;
            for (int i = 0; i < count; i++)
            {
                double x = At(minimum, maximum, i, count);
                ActivationValue value = activation.Reference(x);
                yield return new(name, x, value.Value, value.FirstDerivative, value.SecondDerivative);
            }
        }
    }

    /// <summary>Checks the range and the count of points of a curve.</summary>
    /// <param name="minimum">The first point's x.</param>
    /// <param name="maximum">The last point's x.</param>
    /// <param name="count">The number of points.</param>
    /// <exception cref="SwishException">
    /// The range is empty or not finite (InvalidCurveRange), or the count is below 1 (InvalidCurveCount).
    /// </exception>
    public static void Validate(double minimum, double maximum, int count)
    {
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum) || minimum > maximum)
            throw new SwishException("InvalidCurveRange", ErrorKind.InvalidArgument,
                "A curve runs from a finite minimum to a finite maximum that is not below it; "
                    + FormattableString.Invariant($"{minimum} to {maximum} is not such a range."),
                maximum);
        if (count < 1)
            throw new SwishException("InvalidCurveCount", ErrorKind.InvalidArgument,
                $"A curve has 1 point or more, not {count}.", count);
    }

    // The points are mirrored around the middle, so that a symmetric range has exactly opposite points and, with an odd
    // count, its exact center.
    private static double At(double minimum, double maximum, int index, int count)
    {
        if (count == 1) return minimum;
        int last = count - 1;
        if (2 * (long)index == last) return minimum / 2 + maximum / 2;
        if (2 * (long)index < last) return minimum + Offset(index);
        return maximum - Offset(last - index);

        double Offset(int steps)
        {
            double share = (double)steps / last;
            return share * maximum - share * minimum;
        }
    }
}
