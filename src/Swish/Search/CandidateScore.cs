using Swish.Sweeps;
using Swish.Training;

namespace Swish.Search;

/// <summary>A candidate with what its networks have shown so far.</summary>
internal sealed class CandidateScore(Candidate candidate)
{
    /// <summary>The candidate.</summary>
    public Candidate Candidate { get; } = candidate;

    /// <summary>The last rung that it was in, from 0.</summary>
    public int Rung { get; private set; } = -1;

    /// <summary>Mean validation accuracy in that rung.</summary>
    public double ValidationAccuracy { get; private set; }

    /// <summary>Mean test accuracy in that rung.</summary>
    public double TestAccuracy { get; private set; }

    /// <summary>Networks trained.</summary>
    public int Runs { get; private set; }

    /// <summary>Those that diverged or failed.</summary>
    public int Collapsed { get; private set; }

    /// <summary>Steps over all networks.</summary>
    public long Steps { get; private set; }

    /// <summary>Time over all networks.</summary>
    public double Seconds { get; private set; }

    /// <summary>Takes in the networks of a rung.</summary>
    /// <param name="rung">The rung, from 0.</param>
    /// <param name="outcomes">They.</param>
    /// <param name="chance">The accuracy that counts for a run that failed.</param>
    public void Add(int rung, IReadOnlyList<SweepOutcome> outcomes, double chance)
    {
        Rung = rung;
        ValidationAccuracy = outcomes.Average(o => OrChance(o.Result.ValidationAccuracy));
        TestAccuracy = outcomes.Average(o => OrChance(o.Result.TestAccuracy));
        Runs += outcomes.Count;
        Collapsed += outcomes.Count(o => o.Result.Status != RunStatus.Completed);
        Steps += outcomes.Sum(o => (long)o.Result.Steps);
        Seconds += outcomes.Sum(o => double.IsNaN(o.Result.Seconds) ? 0 : o.Result.Seconds);

        double OrChance(double accuracy) => double.IsNaN(accuracy) ? chance : accuracy;
    }

    /// <summary>The best first: by rung, by validation accuracy, then by formula.</summary>
    public static int Compare(CandidateScore a, CandidateScore b)
    {
        int order = b.Rung.CompareTo(a.Rung);
        if (order == 0) order = b.ValidationAccuracy.CompareTo(a.ValidationAccuracy);
        return order != 0 ? order : string.CompareOrdinal(a.Candidate.Formula, b.Candidate.Formula);
    }
}
