namespace Swish.Analysis.Comparisons;

/// <summary>
/// The tests of one row: the runs of an activation and of a baseline under one condition, paired by seed. Networks that
/// collapsed are another matter than networks that learnt a little less, so the two are tested apart: the shares of
/// collapsed runs by McNemar's exact test, the differences of the other pairs by the paired t.
/// </summary>
internal sealed class PairedComparison
{
    /// <summary>Under this many pairs there is no test: three pairs can show nothing.</summary>
    public const int FewestPairs = 5;

    /// <summary>The level of the verdicts.</summary>
    public const double Level = 0.05;

    private readonly List<double> _differences = [];
    private readonly double _scale;
    private readonly int _seeds;
    private readonly int _collapsedPairs;
    private readonly int _collapsedAlone;
    private readonly int _baselineCollapsedAlone;
    private readonly int _withoutValue;
    private readonly PairedTTest? _tTest;

    public PairedComparison(IEnumerable<ComparedRun> activation, IEnumerable<ComparedRun> baseline)
    {
        Dictionary<string, ComparedRun> others = baseline.ToDictionary(r => r.Seed);
        foreach (ComparedRun run in activation)
        {
            if (!others.TryGetValue(run.Seed, out ComparedRun? other)) continue;
            _seeds++;
            if (run.Collapsed || other.Collapsed)
            {
                _collapsedPairs++;
                if (!other.Collapsed) _collapsedAlone++;
                if (!run.Collapsed) _baselineCollapsedAlone++;
            }
            else if (double.IsNaN(run.Value - other.Value))
            {
                _withoutValue++;
            }
            else
            {
                _differences.Add(run.Value - other.Value);
                _scale = Math.Max(_scale, Math.Max(Math.Abs(run.Value), Math.Abs(other.Value)));
            }
        }

        Difference = MeanInterval.Of(_differences);
        if (_differences.Count >= 2) _tTest = PairedTTest.Of(_differences, _scale);
    }

    /// <summary>The pairs behind the difference.</summary>
    public int Pairs => _differences.Count;

    public MeanInterval Difference { get; }

    public double? PValue => Pairs >= FewestPairs ? _tTest?.PValue : null;

    public double? SignTestPValue => Pairs >= FewestPairs ? BinomialTest.SignTest(_differences, 1e-12 * _scale) : null;

    public double? EffectSize => _tTest?.EffectSize;

    public double? CollapsePValue => _collapsedPairs > 0 && _seeds >= FewestPairs
        ? BinomialTest.PValue(_collapsedAlone, _baselineCollapsedAlone)
        : null;

    /// <summary>
    /// The p-value with which the row goes into Holm's adjustment; null where nothing is tested. Where runs collapsed
    /// on one side alone there are two tests, and the smaller p-value is doubled for having been chosen.
    /// </summary>
    public double? RowPValue
    {
        get
        {
            if (_collapsedAlone + _baselineCollapsedAlone == 0 || CollapsePValue is not { } collapse) return PValue;
            return PValue is { } t ? Math.Min(1, 2 * Math.Min(t, collapse)) : collapse;
        }
    }

    /// <summary>The verdict, given the row's adjusted p-value.</summary>
    public ComparisonVerdict Verdict(double? adjusted, bool higherIsBetter, double margin)
    {
        if (adjusted is not { } p) return ComparisonVerdict.Untested;
        if (p < Level && Direction(higherIsBetter) is { } better)
            return better ? ComparisonVerdict.Better : ComparisonVerdict.Worse;
        bool collapseMayDiffer = _collapsedAlone != _baselineCollapsedAlone;
        bool within = PValue is not null && Difference.Lower >= -margin && Difference.Upper <= margin;
        return within && !collapseMayDiffer ? ComparisonVerdict.Same : ComparisonVerdict.Unclear;
    }

    /// <summary>What was left out, in words; empty where nothing was.</summary>
    public string Note(bool higherIsBetter)
    {
        List<string> notes = [];
        if (_collapsedPairs > 0)
            notes.Add($"{_collapsedPairs} of {_seeds} pairs have a collapsed run (here {_collapsedAlone} alone, in the "
                + $"baseline {_baselineCollapsedAlone} alone) and are no part of Difference.");
        if (_withoutValue > 0) notes.Add($"{_withoutValue} of {_seeds} pairs lack a value.");
        if (Contradicts(higherIsBetter))
            notes.Add("The collapsed runs and the other pairs point in opposite directions.");
        return string.Join(' ', notes);
    }

    /// <summary>
    /// Whether the activation is the better one by what is significant here; null where the two tests contradict.
    /// </summary>
    private bool? Direction(bool higherIsBetter)
    {
        if (Contradicts(higherIsBetter)) return null;
        bool byCollapse = CollapsePValue is { } c && (PValue is not { } t || c < t);
        return byCollapse ? _collapsedAlone < _baselineCollapsedAlone : Difference.Mean > 0 == higherIsBetter;
    }

    private bool Contradicts(bool higherIsBetter) =>
        PValue < Level && CollapsePValue < Level
        && Difference.Mean > 0 == higherIsBetter != _collapsedAlone < _baselineCollapsedAlone;
}
