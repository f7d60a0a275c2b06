using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>
/// Finds the points at which a function, or one of its first two derivatives, jumps or grows without bound, and the
/// ends of its domain. It uses only the function's values: if bisecting an interval does not make the change across it
/// vanish, there is a discontinuity.
/// </summary>
/// <param name="function">The function, with its derivatives.</param>
internal sealed class DiscontinuityFinder(Func<double, ActivationValue> function)
{
    /// <summary>The maximum number of discontinuities to find; those nearest to 0 are found first.</summary>
    public const int MaxCount = 100;

    private const int Halvings = 64;

    // Smaller jumps do not change any property within the promised accuracy.
    private const double MinJump = 1e-8;

    // Discontinuities closer together than this fraction of their size (of 1, if they are larger) are treated as one.
    private const double ClusterWidth = 1e-6;

    private readonly List<Discontinuity> _found = [];

    /// <summary>
    /// Finds the discontinuities between neighboring points of a grid, in ascending order. The search goes from 0
    /// outward.
    /// </summary>
    /// <param name="grid">The points, ascending and symmetric about 0.</param>
    /// <param name="searchedRange">
    /// Receives the distance from 0 up to which the grid was searched if the maximum number was found, otherwise
    /// infinity.
    /// </param>
    public IReadOnlyList<Discontinuity> Find(ReadOnlySpan<double> grid, out double searchedRange)
    {
        _found.Clear();
        int center = grid.Length / 2;
        for (int i = 1; i <= center; i++)
        {
            FindBetween(grid[center - i], grid[center - i + 1]);
            FindBetween(grid[center + i - 1], grid[center + i]);
            if (_found.Count < MaxCount) continue;
            searchedRange = grid[center + i - 1];
            return InOrder();
        }

        searchedRange = double.PositiveInfinity;
        return InOrder();
    }

    private Discontinuity[] InOrder() => [.. _found.OrderBy(b => b.X)];

    // A stack instead of recursion: near a pole, or in noise, there is always one more discontinuity to find.
    private void FindBetween(double low, double high)
    {
        Stack<(double Low, double High)> left = [];
        left.Push((low, high));
        while (left.Count > 0 && _found.Count < MaxCount)
        {
            (low, high) = left.Pop();
            // A discontinuity at a grid point would be found from both sides.
            foreach (Discontinuity known in _found)
            {
                if (Math.Abs(known.X - low) <= known.Margin) low = known.X + known.Margin;
                if (Math.Abs(known.X - high) <= known.Margin) high = known.X - known.Margin;
            }

            if (!(low < high) || (Narrow(low, high) ?? NarrowToPeak(low, high)) is not { } at) continue;
            Discontinuity found = Describe(at.X, at.Margin);
            _found.Add(found);
            if (found.X + found.Margin < high) left.Push((found.X + found.Margin, high));
            if (low < found.X - found.Margin) left.Push((low, found.X - found.Margin));
        }
    }

    // Returns the discontinuity, and the distance from it at which the smooth intervals begin.
    private (double X, double Margin)? Narrow(double low, double high)
    {
        ActivationValue atLow = function(low), atHigh = function(high);
        for (int i = 0; i < Halvings; i++)
        {
            if (!double.IsFinite(atLow.Value) || !double.IsFinite(atHigh.Value))
                return NarrowToFinite(low, atLow.Value, high, atHigh.Value);
            double scale = 1 + Size(atLow) + Size(atHigh);
            if (double.IsFinite(scale) && !(Change(low, atLow, high, atHigh) > MinJump * scale)) return null;
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) break;
            ActivationValue atMiddle = function(middle);
            if (!double.IsFinite(atMiddle.Value) && IsIsolated(middle)) return (middle, Margin(middle, 0));
            if (Change(low, atLow, middle, atMiddle) > Change(middle, atMiddle, high, atHigh))
                (high, atHigh) = (middle, atMiddle);
            else
                (low, atLow) = (middle, atMiddle);
        }

        double margin = Margin(high, high - low);
        return (Roundest(low - margin, high + margin), margin);
    }

    // A pole such as that of x^−2 has equal values on both sides. If the magnitude grows from both ends, there is a
    // maximum between them, or such a pole.
    private (double X, double Margin)? NarrowToPeak(double low, double high)
    {
        ActivationValue atLow = function(low), atHigh = function(high);
        if (!(Growth(atLow) > 0) || !(Growth(atHigh) < 0)) return null;
        double exploding = 1e12 * (1 + Math.Abs(atLow.Value) + Math.Abs(atHigh.Value));
        for (int i = 0; i < Halvings; i++)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) break;
            ActivationValue atMiddle = function(middle);
            if (!double.IsFinite(atMiddle.Value)) return (middle, Margin(middle, 0));
            if (Growth(atMiddle) > 0) (low, atLow) = (middle, atMiddle);
            else (high, atHigh) = (middle, atMiddle);
        }

        if (!(Math.Abs(atLow.Value) + Math.Abs(atHigh.Value) > exploding)) return null;
        double margin = Margin(high, high - low);
        return (Roundest(low - margin, high + margin), margin);
    }

    // Positive if the magnitude grows to the right.
    private static double Growth(ActivationValue at) => Math.CopySign(1, at.Value) * at.FirstDerivative;

    // One of the ends is a pole, outside the domain, or where doubles overflow.
    private (double X, double Margin)? NarrowToFinite(double low, double atLow, double high, double atHigh)
    {
        if (!double.IsFinite(atLow) && IsIsolated(low)) return (low, Margin(low, 0));
        if (!double.IsFinite(atHigh) && IsIsolated(high)) return (high, Margin(high, 0));
        if (double.IsFinite(atLow) == double.IsFinite(atHigh)) return null;

        for (int i = 0; i < 2 * Halvings; i++)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) break;
            double atMiddle = function(middle).Value;
            if (double.IsFinite(atMiddle) == double.IsFinite(atLow)) (low, atLow) = (middle, atMiddle);
            else (high, atHigh) = (middle, atMiddle);
        }

        // If the function overflows, its domain does not end there.
        const double Overflowing = 1e300;
        if (Math.Abs(double.IsFinite(atLow) ? atLow : atHigh) > Overflowing) return null;
        double margin = Margin(high, high - low);
        return (Roundest(low - margin, high + margin), margin);
    }

    private bool IsIsolated(double x)
    {
        double margin = Margin(x, 0);
        return double.IsFinite(function(x - margin).Value) && double.IsFinite(function(x + margin).Value);
    }

    private static double Margin(double x, double minMargin) =>
        Math.Max(minMargin, 4 * (Math.BitIncrement(Math.Abs(x)) - Math.Abs(x)));

    private Discontinuity Describe(double x, double margin)
    {
        double width = ClusterWidth * Math.Max(1, Math.Abs(x));
        // The sides of a kink are smooth. Near a pole, or in a transition too steep for doubles, there is always
        // another discontinuity.
        bool isSingular = !double.IsFinite(Size(function(x - margin)) + Size(function(x + margin)))
            || Narrow(x - width, x - margin) is not null || Narrow(x + margin, x + width) is not null;
        return isSingular
            ? Discontinuity.Singular(function, x, width)
            : new(x, margin, function(x - margin), function(x + margin));
    }

    private static double Size(ActivationValue at) => Math.Abs(at.FirstDerivative) + Math.Abs(at.SecondDerivative);

    private static double Change(double low, ActivationValue atLow, double high, ActivationValue atHigh) =>
        Math.Abs(atHigh.Value - atLow.Value - (high - low) * (atLow.FirstDerivative + atHigh.FirstDerivative) / 2)
        + Math.Abs(atHigh.FirstDerivative - atLow.FirstDerivative)
        + Math.Abs(atHigh.SecondDerivative - atLow.SecondDerivative);

    // Kinks are usually at round numbers, such as 0 or ±3. Rounding removes the remaining error of the bisection.
    private static double Roundest(double low, double high)
    {
        for (int digits = 0; digits <= 12; digits++)
        {
            double rounded = Math.Round(high, digits);
            if (rounded >= low && rounded <= high) return rounded;
            rounded = Math.Round(low, digits);
            if (rounded >= low && rounded <= high) return rounded;
        }

        return low + (high - low) / 2;
    }
}
