using Swish.Sweeps;
using Swish.Training;

namespace Swish.Search;

/// <summary>Accumulates the results of a candidate's networks.</summary>
/// <param name="candidate">The candidate.</param>
internal sealed class CandidateScore(Candidate candidate)
{
    /// <summary>Gets the candidate.</summary>
    public Candidate Candidate { get; } = candidate;

    /// <summary>Gets the last rung that the candidate was trained in, from 0; −1 before the first.</summary>
    public int Rung { get; private set; } = -1;

    /// <summary>Gets the mean validation accuracy in that rung, 0 to 1.</summary>
    public double ValidationAccuracy { get; private set; }

    /// <summary>Gets the mean test accuracy in that rung, 0 to 1.</summary>
    public double TestAccuracy { get; private set; }

    /// <summary>Gets the number of networks trained, in all rungs.</summary>
    public int Runs { get; private set; }

    /// <summary>Gets the number of networks that diverged or failed.</summary>
    public int Collapsed { get; private set; }

    /// <summary>Gets the training steps of all networks together.</summary>
    public long Steps { get; private set; }

    /// <summary>Gets the training time of all networks together, in seconds.</summary>
    public double Seconds { get; private set; }

    /// <summary>Adds the results of a rung.</summary>
    /// <param name="rung">The rung, from 0.</param>
    /// <param name="outcomes">The outcomes of the candidate's networks in this rung.</param>
    /// <param name="chanceAccuracy">The accuracy of guessing, 1/classes, which is used for a network that
    /// failed.</param>
    public void Add(int rung, IReadOnlyList<SweepOutcome> outcomes, double chanceAccuracy)
    {
        Rung = rung;
        ValidationAccuracy = outcomes.Average(o => OrChance(o.Result.ValidationAccuracy));
        TestAccuracy = outcomes.Average(o => OrChance(o.Result.TestAccuracy));
        Runs += outcomes.Count;
        Collapsed += outcomes.Count(o => o.Result.RunStatus != RunStatus.Completed);
        Steps += outcomes.Sum(o => (long)o.Result.Steps);
        Seconds += outcomes.Sum(o => double.IsNaN(o.Result.Seconds) ? 0 : o.Result.Seconds);

        double OrChance(double accuracy) => double.IsNaN(accuracy) ? chanceAccuracy : accuracy;
    }

    /// <summary>Compares two scores so that the best sorts first: by rung, then by validation accuracy, then by
    /// formula.</summary>
    /// <returns>A negative number if <paramref name="a"/> is better than <paramref name="b"/>, a positive number if it
    /// is worse, 0 if both are equal.</returns>
    public static int Compare(CandidateScore a, CandidateScore b)
    {
        int order = b.Rung.CompareTo(a.Rung);
        if (order == 0) order = b.ValidationAccuracy.CompareTo(a.ValidationAccuracy);
        return order != 0 ? order : string.CompareOrdinal(a.Candidate.Formula, b.Candidate.Formula);
    }
}
