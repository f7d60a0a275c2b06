using System.Globalization;
using Swish.Training;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Repeats the looks of a sweep that added seeds until its comparisons were decided. At each look, the runs up to its seeds
/// are compared at the level that the look may spend, and a row that is decided stays as it is. So the verdicts depend on
/// the results only, whether they come from the sweep or from its log.
/// </summary>
internal sealed class SequentialComparison
{
    private readonly IReadOnlyList<ResultRow> _results;
    private readonly SequentialPlan _plan;
    private readonly Dictionary<string, (ActivationComparisonRow Row, PairedComparison? Test)> _decided = [];
    private readonly int[] _looks;
    private readonly bool _hasLevel;
    private int _next;

    private SequentialComparison(IReadOnlyList<ResultRow> results, SequentialPlan plan, IReadOnlyList<string> warnings)
    {
        (_results, _plan, Warnings) = (results, plan, warnings);
        int last = results.Max(LookOf);
        int[] looks = [.. AlphaSpending.Looks(plan).Where(look => look <= last)];
        // Before the first look with enough seeds, there is no level to spend, and no verdict.
        _looks = looks.Length > 0 ? looks : [last];
        _hasLevel = looks.Length > 0;
    }

    /// <summary>Gets warnings about the plan.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Gets a value indicating whether the results contain the last look of the plan.</summary>
    public bool IsFinished => _looks[^1] == _plan.Looks;

    /// <summary>Reads the plan of results; returns null if they have none.</summary>
    /// <param name="results">The results.</param>
    /// <exception cref="SwishException">The column Looks has something else (InvalidLooks).</exception>
    public static SequentialComparison? Of(IReadOnlyList<ResultRow> results)
    {
        string[] texts = [.. results.Select(r => r.Text(nameof(TrainingResult.Looks))).Where(t => t.Length > 0).Distinct()];
        if (texts.Length == 0) return null;
        // One plan has another text in files of version 0.1.
        SequentialPlan[] plans =
        [
            .. texts.Select(text => SequentialPlan.TryParse(text, out SequentialPlan? plan) ? plan
                : throw new SwishException("InvalidLooks", ErrorKind.InvalidData,
                    $"'{text}' in the column Looks is not a plan such as '{new SequentialPlan(5, 30)}': five looks with at "
                    + "most 30 seeds. A spreadsheet may have made a date of 5/30; read the results from their log.", text))
                .Distinct(),
        ];
        SequentialPlan longest = plans.MaxBy(p => (p.Seeds, p.Looks))!;
        return new(results, longest, plans.Length == 1 ? [] :
        [
            $"The runs were trained with several plans, {string.Join(" and ", (IEnumerable<SequentialPlan>)plans)}. The looks of {longest} are repeated; "
                + "those of the other plans raise the error rate above 5 %.",
        ]);
    }

    /// <summary>Returns the runs and the significance level of each look.</summary>
    public IEnumerable<(IReadOnlyList<ResultRow> Runs, double Level)> Stages() => _looks.Select(look =>
        ((IReadOnlyList<ResultRow>)[.. _results.Where(r => LookOf(r) <= look)], LevelAt(look)));

    /// <summary>Adds the comparison of the next look.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="tests">The tests of the rows; null for the baseline's own row.</param>
    public void Add(IReadOnlyList<ActivationComparisonRow> rows, IReadOnlyList<PairedComparison?> tests)
    {
        int look = _looks[_next++];
        for (int i = 0; i < rows.Count; i++)
            if (tests[i] is not null && rows[i].IsDecided())
                _decided.TryAdd(KeyOf(rows[i]), (Mark(rows[i], look, "Decided at"), tests[i]));
    }

    /// <summary>Returns the rows of the last look, each as it was when it was decided.</summary>
    /// <param name="rows">The rows of the last look.</param>
    /// <param name="tests">Their tests.</param>
    public IReadOnlyList<(ActivationComparisonRow Row, PairedComparison? Test)> Decided(
        IReadOnlyList<ActivationComparisonRow> rows, IReadOnlyList<PairedComparison?> tests) =>
    [
        .. rows.Select((row, i) => tests[i] is null ? (row, null)
            : _decided.TryGetValue(KeyOf(row), out var decided) ? decided
            : (Mark(row, _looks[^1], "Not decided at"), tests[i])),
    ];

    private ActivationComparisonRow Mark(ActivationComparisonRow row, int look, string what)
    {
        double level = LevelAt(look);
        string note = string.Create(CultureInfo.InvariantCulture,
            $"{what} look {look} of {_plan.Looks}, at the level {level:0.0000}; intervals are not adjusted for the looks.");
        return row with
        {
            Look = string.Create(CultureInfo.InvariantCulture, $"{look} of {_plan.Looks}"),
            Level = level,
            Note = $"{row.Note} {note}".TrimStart(),
        };
    }

    private double LevelAt(int look) => _hasLevel ? AlphaSpending.LevelAt(_plan, look) : 0;

    private int LookOf(ResultRow row) =>
        ResultRow.TryReadNumber(row[nameof(TrainingResult.Seed)], out double seed) ? _plan.LookOf(seed) : _plan.Looks;

    private static string KeyOf(ActivationComparisonRow row) => string.Join('\n',
        [row.Baseline, row.Activation, .. row.Condition.Select(c => $"{c.Key}={ConditionValue.Text(c.Value)}")]);
}
