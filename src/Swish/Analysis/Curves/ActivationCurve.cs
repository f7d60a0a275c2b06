using Swish.Activations;

namespace Swish.Analysis.Curves;

/// <summary>The curve of an activation and its derivatives as evenly spaced points.</summary>
public static class ActivationCurve
{
    /// <summary>Returns the points of a curve, made as they are asked for.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="minimum">The first point's x; finite.</param>
    /// <param name="maximum">The last point's x; finite and not below the minimum.</param>
    /// <param name="count">How many points, 1 or more; 1 gives the minimum alone.</param>
    /// <exception cref="SwishException">The range or the count is none (InvalidCurveRange,
    /// InvalidCurveCount).</exception>
    public static IEnumerable<CurvePoint> Points(Activation activation, double minimum, double maximum, int count)
    {
        ArgumentNullException.ThrowIfNull(activation);
        Validate(minimum, maximum, count);
        return Iterate();

        IEnumerable<CurvePoint> Iterate()
        {
            string name = activation.ToString();
            for (int i = 0; i < count; i++)
            {
                double x = At(minimum, maximum, i, count);
                ActivationValue value = activation.Reference(x);
                yield return new(name, x, value.Value, value.FirstDerivative, value.SecondDerivative);
            }
        }
    }

    /// <summary>Rejects a range or a count of which <see cref="Points"/> could make no curve.</summary>
    /// <param name="minimum">The first point's x.</param>
    /// <param name="maximum">The last point's x.</param>
    /// <param name="count">How many points.</param>
    /// <exception cref="SwishException">The range or the count is none (InvalidCurveRange,
    /// InvalidCurveCount).</exception>
    public static void Validate(double minimum, double maximum, int count)
    {
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum) || minimum > maximum)
            throw new SwishException("InvalidCurveRange", ErrorKind.InvalidArgument,
                "A curve runs from a finite minimum to a finite maximum that is not below it; "
                    + FormattableString.Invariant($"{minimum} to {maximum} is no such range."),
                maximum);
        if (count < 1)
            throw new SwishException("InvalidCurveCount", ErrorKind.InvalidArgument,
                $"A curve has 1 point or more, not {count}.", count);
    }

    // Mirrored around the middle, so that a symmetric range holds exact opposites and, with an odd count, its exact
    // center.
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
