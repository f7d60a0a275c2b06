using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>
/// Finds where a function of x, or one of its first two derivatives, jumps. Nothing is known of the function but its
/// values: where halving an interval again and again does not make the change across it vanish, there is a jump.
/// </summary>
internal sealed class DiscontinuityFinder(Func<double, ActivationValue> function)
{
    private const int Halvings = 64;
    private const int LargestCount = 100;

    // Smaller jumps change no property in the digits that are promised.
    private const double SmallestJump = 1e-8;

    private readonly List<Discontinuity> _found = [];

    /// <summary>The jumps between neighboring points of an ascending grid, in order.</summary>
    public IReadOnlyList<Discontinuity> Find(ReadOnlySpan<double> grid)
    {
        _found.Clear();
        for (int i = 1; i < grid.Length; i++) FindBetween(grid[i - 1], grid[i]);
        return _found;
    }

    private void FindBetween(double low, double high)
    {
        // A jump at a point of the grid is seen from both sides.
        if (_found.Count > 0) low = Math.Max(low, _found[^1].X + _found[^1].Margin);
        // A hundred jumps are no function that one trains with; without a bound, noise would be searched for ever.
        if (!(low < high) || _found.Count >= LargestCount || Narrow(low, high) is not { } found) return;
        FindBetween(low, found.X - found.Margin);
        _found.Add(found);
        FindBetween(found.X + found.Margin, high);
    }

    private Discontinuity? Narrow(double low, double high)
    {
        ActivationValue atLow = function(low), atHigh = function(high);
        for (int i = 0; i < Halvings; i++)
        {
            double scale = 1 + Size(atLow) + Size(atHigh);
            if (!(Change(low, atLow, high, atHigh) > SmallestJump * scale)) return null;
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) break;
            ActivationValue atMiddle = function(middle);
            if (Change(low, atLow, middle, atMiddle) > Change(middle, atMiddle, high, atHigh))
                (high, atHigh) = (middle, atMiddle);
            else
                (low, atLow) = (middle, atMiddle);
        }
        double margin = Math.Max(high - low, 4 * Math.BitIncrement(Math.Abs(high)) - 4 * Math.Abs(high));
        double x = Roundest(low - margin, high + margin);
        return new(x, margin, function(x - margin), function(x + margin));
    }

    private static double Size(ActivationValue at) => Math.Abs(at.FirstDerivative) + Math.Abs(at.SecondDerivative);

    private static double Change(double low, ActivationValue atLow, double high, ActivationValue atHigh) =>
        Math.Abs(atHigh.Value - atLow.Value - (high - low) * (atLow.FirstDerivative + atHigh.FirstDerivative) / 2)
        + Math.Abs(atHigh.FirstDerivative - atLow.FirstDerivative)
        + Math.Abs(atHigh.SecondDerivative - atLow.SecondDerivative);

    // People place kinks at round numbers: 0, ±3. What is left of the halving's error is taken away by that.
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
