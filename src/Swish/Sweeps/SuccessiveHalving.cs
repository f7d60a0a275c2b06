namespace Swish.Sweeps;

/// <summary>
/// Computes the rungs of successive halving: all candidates are trained for a few steps, and one in η reaches the next
/// rung, where η times as many steps are trained (K. Jamieson and A. Talwalkar, Non-stochastic best arm identification and
/// hyperparameter optimization, 2016).
/// </summary>
public static class SuccessiveHalving
{
    /// <summary>Returns the number of candidates that reach the next rung.</summary>
    /// <param name="candidates">The number of candidates of a rung.</param>
    /// <param name="reduction">The reduction factor η, 2 or more.</param>
    /// <param name="least">The smallest number that reaches the next rung, if there are so many.</param>
    /// <returns>One in η, rounded up.</returns>
    public static int Survivors(int candidates, int reduction, int least) =>
        Math.Min(candidates, Math.Max((candidates + reduction - 1) / reduction, least));

    /// <summary>Returns the number of steps in a rung, of which the last one trains all steps.</summary>
    /// <param name="steps">The steps in the last rung, 1 or more.</param>
    /// <param name="rung">The rung, from 0.</param>
    /// <param name="rungs">The number of rungs.</param>
    /// <param name="reduction">The reduction factor η, 2 or more.</param>
    /// <returns>The steps, rounded up; 1 or more.</returns>
    public static int StepsOf(int steps, int rung, int rungs, int reduction)
    {
        for (int i = rung; i < rungs - 1; i++) steps = (int)(((long)steps + reduction - 1) / reduction);
        return steps;
    }
}
