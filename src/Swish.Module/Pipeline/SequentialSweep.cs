using System.Globalization;
using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Module.Pipeline;

/// <summary>
/// Chooses the runs of a sweep that adds seeds in blocks until its comparison is decided. After each block, activations
/// whose rows have a verdict get no more seeds. The choice depends on the results only, so that a sweep that continues from
/// its log has the same looks.
/// </summary>
internal sealed class SequentialSweep
{
    private readonly IReadOnlyList<IGrouping<string, TrainingRecipe>> _targets;
    private readonly List<(string Target, ResultRow Row)> _results = [];
    private readonly Queue<string> _expected = new();
    private HashSet<string>? _open;
    private int _look;

    /// <summary>Creates the sweep.</summary>
    /// <param name="recipes">All runs, with all seeds of the plan.</param>
    /// <param name="plan">The looks and the seeds.</param>
    /// <param name="stop">Cancels dividing many runs.</param>
    /// <exception cref="SwishException">There is one activation only (NothingToCompare).</exception>
    public SequentialSweep(IReadOnlyList<TrainingRecipe> recipes, SequentialPlan plan, CancellationToken stop)
    {
        if (recipes.StopWith(stop).Select(r => r.Activation.ToString()).Distinct().Count() < 2)
            throw new SwishException("NothingToCompare", ErrorKind.InvalidArgument,
                "-Until Decided compares activations, and all runs are of the same one; specify two or more with -Activation.",
                "-Until");
        Plan = plan;
        _targets = [.. recipes.StopWith(stop).GroupBy(r => RecipeJson.Write(r with { Seed = 0 }))];
    }

    /// <summary>Gets the plan.</summary>
    public SequentialPlan Plan { get; }

    /// <summary>Gets what to do about rows that are unclear at the last look so far; null if there are none.</summary>
    public string? NextStep { get; private set; }

    /// <summary>Returns the runs of the next block, in the order of the sweep; empty if nothing is left to decide.</summary>
    public IReadOnlyList<TrainingRecipe> Next()
    {
        if (_look == Plan.Looks) return [];
        _look++;
        int first = Plan.SeedsAt(_look - 1) + 1, last = Plan.SeedsAt(_look);
        List<TrainingRecipe> block = [];
        foreach (IGrouping<string, TrainingRecipe> target in _targets.Where(t => _open?.Contains(t.Key) ?? true))
            foreach (TrainingRecipe run in target.Where(r => r.Seed >= first && r.Seed <= last))
            {
                block.Add(run);
                _expected.Enqueue(target.Key);
            }
        return block;
    }

    /// <summary>Adds a result of the block; results come in the order of its runs.</summary>
    /// <param name="result">The result.</param>
    public void Add(TrainingResult result) => _results.Add((_expected.Dequeue(), ResultRow.From(result)));

    /// <summary>
    /// Compares the results so far, and decides which activations get more seeds: all, if the results cannot be compared.
    /// </summary>
    /// <returns>What the look shows, in a sentence.</returns>
    public string Look()
    {
        ResultRow[] rows = [.. _results.Select(r => r.Row)];
        ActivationComparison comparison;
        try
        {
            comparison = ActivationComparison.Compare(rows, new() { Metric = ComparisonOptions.DefaultMetric(rows) });
        }
        catch (SwishException error)
        {
            (_open, NextStep) = (null, null);
            return string.Create(CultureInfo.InvariantCulture,
                $"Look {_look} of {Plan.Looks}, {Plan.SeedsAt(_look)} seeds: the results cannot be compared. {error.Message}");
        }
        NextStep = comparison.NextStep;
        _open = [.. comparison.FindUndecided(rows).Select(i => _results[i].Target)];
        ActivationComparisonRow[] compared = [.. comparison.Rows.Where(r => r.Activation != r.Baseline)];
        int decided = compared.Count(r => r.IsDecided());
        return string.Create(CultureInfo.InvariantCulture,
            $"Look {_look} of {Plan.Looks}, {Plan.SeedsAt(_look)} seeds: {decided} of {compared.Length} rows are decided.");
    }
}
