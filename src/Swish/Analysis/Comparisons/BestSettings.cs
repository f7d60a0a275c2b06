using System.Globalization;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Chooses the value of a setting that is best for each activation, so that activations are compared at their best.
/// </summary>
internal sealed class BestSettings
{
    // The accuracy on data that is neither trained on nor compared.
    private const string Validation = "ValidationAccuracy";

    private readonly IReadOnlyList<string> _columns;
    private readonly ComparisonMetric _criterion;
    private readonly List<string> _warnings = [];
    private readonly List<string> _edges = [];
    private readonly List<string> _incomplete = [];
    private readonly List<string> _undecided = [];

    private BestSettings(IReadOnlyList<string> columns, ComparisonMetric criterion)
    {
        _columns = columns;
        _criterion = criterion;
    }

    /// <summary>Gets the runs of each activation, under each condition, with its best setting.</summary>
    public IReadOnlyList<ResultRow> Runs { get; private init; } = [];

    /// <summary>Gets the columns of the setting, as the results write them.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Gets warnings about the choice.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Chooses by the mean validation accuracy; where runs have none, by the metric.</summary>
    /// <param name="results">The runs.</param>
    /// <param name="options">The setting, the conditions and the metric.</param>
    /// <param name="metric">The metric.</param>
    /// <exception cref="SwishException">
    /// A column does not exist (UnknownColumn), is not a setting (InvalidAtBest), or also defines conditions
    /// (ContradictingParameters).
    /// </exception>
    public static BestSettings Choose(
        IReadOnlyList<ResultRow> results, ComparisonOptions options, ComparisonMetric metric)
    {
        IReadOnlyList<string> columns = ConditionColumns.Tuned(options.AtBest, results, metric.Column);
        string? twice = options.GroupBy?.FirstOrDefault(c => columns.Contains(c, StringComparer.OrdinalIgnoreCase));
        if (twice is not null)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                $"{twice} cannot both define conditions and be chosen for each activation; specify it with -GroupBy or "
                + "with -AtBest.", twice);
        ResultRow[] runs = [.. results.Where(r => !ComparedRun.IsStoppedOrFailed(r))];
        bool hasValidation = runs.All(r => r.Has(Validation) && !double.IsNaN(ComparedRun.ValueOf(r, Validation)));
        ComparisonMetric criterion = hasValidation ? ComparisonMetric.Find(Validation, results, false) : metric;
        HashSet<string> others = SettingGuard.WithFollowing([.. columns, .. options.AllowDifference]);
        IReadOnlyList<string> conditionColumns = options.GroupBy is not null
            ? ConditionColumns.Grouping(options.GroupBy, results, metric.Column)
            : [.. ConditionColumns.Varying(runs).Where(c => c != metric.Column && !others.Contains(c))];
        Condition[] conditions = ConditionColumns.Of(runs, conditionColumns);

        List<ResultRow> chosen = [];
        BestSettings best = new(columns, criterion) { Runs = chosen };
        foreach (IGrouping<(Condition, string), int> group in Enumerable.Range(0, runs.Length)
            .GroupBy(i => (conditions[i], runs[i].Text("Activation"))))
            chosen.AddRange(best.Choose(group.Key.Item1, group.Key.Item2, [.. group.Select(i => runs[i])]));
        best.Warn(metric);
        return best;
    }

    private ResultRow[] Choose(Condition condition, string activation, ResultRow[] runs)
    {
        (Condition Setting, ResultRow[] Runs)[] tried =
        [
            .. runs.GroupBy(r => new Condition(_columns, _columns.Select(c => ConditionValue.Read(r, c))))
                .OrderBy(g => g.Key).Select(g => (g.Key, g.ToArray())),
        ];
        // The mean of fewer runs is more often high by luck.
        int most = tried.Max(t => t.Runs.Length);
        (Condition Setting, ResultRow[] Runs)[] complete = [.. tried.Where(t => t.Runs.Length == most)];
        double best = complete.Max(t => Score(t.Runs));
        (Condition setting, ResultRow[] kept) = complete.First(t => IsTie(Score(t.Runs), best));
        string where = condition.ToString() is { Length: > 0 } text ? $" under {text}" : "";
        _incomplete.AddRange(tried.Where(t => t.Runs.Length < most).Select(t =>
            string.Create(CultureInfo.InvariantCulture,
                $"{activation} at {t.Setting}{where} ({t.Runs.Length} of {most} runs)")));
        bool isChoice = tried.Length > 1 && tried.Any(t => !IsTie(Score(t.Runs), best));
        if (tried.Length > 1 && !isChoice)
            _undecided.Add($"{activation}{where}, of {tried.Length} values");
        if (_columns.Count == 1 && isChoice
            && ResultRow.TryReadNumber(setting[_columns[0]], out double value)
            && (setting.Equals(tried[^1].Setting) || (setting.Equals(tried[0].Setting) && value != 0)))
            _edges.Add($"{activation} at {setting}{where}, the "
                + $"{(setting.Equals(tried[^1].Setting) ? "largest" : "smallest")} tried");
        return kept;
    }

    // Accuracies are fractions of the validation examples, so that means are often equal but for the rounding of their sums.
    private static bool IsTie(double one, double other) =>
        one.Equals(other) || Math.Abs(one - other) <= 1e-12 * Math.Max(Math.Abs(one), Math.Abs(other));

    /// <summary>Returns the mean of the criterion, higher for better; −∞ if a run has no value.</summary>
    private double Score(ResultRow[] runs)
    {
        // The same runs in any order must give the same digits.
        double mean = runs.Select(r => ComparedRun.ValueOf(r, _criterion.Column, _criterion.PercentScale)).Order().Average();
        return double.IsNaN(mean) ? double.NegativeInfinity : _criterion.HigherIsBetter ? mean : -mean;
    }

    private void Warn(ComparisonMetric metric)
    {
        string setting = string.Join(", ", _columns);
        if (_edges.Count > 0)
            _warnings.Add($"The best {setting} is at the edge of the values tried: {string.Join("; ", _edges)}. One "
                + "beyond may be better.");
        if (_undecided.Count > 0)
            _warnings.Add($"No {setting} is best, because all have the same {_criterion.Column}: "
                + $"{string.Join("; ", _undecided)}. The first one is compared.");
        if (_incomplete.Count > 0)
            _warnings.Add($"Values with fewer runs than others were not considered: {string.Join("; ", _incomplete)}.");
        if (_criterion.Column == metric.Column)
            _warnings.Add($"The best {setting} was chosen by {metric.Column}, which is also compared, so that the values "
                + $"are too good: the best of several is partly luck. Results with {Validation} and another metric avoid "
                + "this.");
    }
}
