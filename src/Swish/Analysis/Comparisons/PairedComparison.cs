namespace Swish.Analysis.Comparisons;

/// <summary>
/// The tests of one row: the runs of an activation and of a baseline under one condition, paired by seed. Each pair has
/// a score: how much better the activation's run is; infinite where one of the two networks collapsed, and 0 where both
/// did. So a collapsed network is worse than any that learned, and a verdict cannot rest on the survivors alone.
/// </summary>
internal sealed class PairedComparison
{
    /// <summary>
    /// With fewer pairs there is no test: of five pairs that all point the same way the exact p-value is 1/16.
    /// </summary>
    public const int FewestPairs = 6;

    /// <summary>The level of the verdicts.</summary>
    public const double Level = 0.05;

    private readonly List<double> _scores = [];
    private readonly List<double> _differences = [];
    private readonly List<double> _values = [];
    private readonly List<double> _others = [];
    private readonly List<ComparedRun> _paired = [];
    private readonly double _scale;
    private readonly bool _higherIsBetter;
    private readonly double _margin;

    public PairedComparison(
        IReadOnlyList<ComparedRun> activation, IReadOnlyList<ComparedRun> baseline, ComparisonMetric metric,
        double margin, SettingGuard guard)
    {
        _higherIsBetter = metric.HigherIsBetter;
        _margin = margin;
        Dictionary<string, ComparedRun> others = baseline.ToDictionary(r => r.Seed);
        foreach (ComparedRun run in activation)
        {
            if (!others.TryGetValue(run.Seed, out ComparedRun? other)) continue;
            _paired.Add(run);
            _paired.Add(other);
            SeedsAreWrittenAlike &= run.SeedText == other.SeedText;
            if (metric.JudgesLearning && (run.Collapsed || other.Collapsed)) AddCollapsed(run, other);
            else if (!TryAdd(run.Value, other.Value)) WithoutValue++;
            else if (double.IsFinite(run.Value) && double.IsFinite(other.Value))
                _scale = Math.Max(_scale, Math.Max(Math.Abs(run.Value), Math.Abs(other.Value)));
        }

        AlsoDiffers = guard.AlsoDiffers(_paired);
        Survivors = MeanInterval.Of(_differences);
        if (Pairs < FewestPairs || AlsoDiffers.Count > 0) return;
        SignedRankTest ranks = SignedRankTest.Of(_scores, Rounding);
        SignedRankPValue = ranks.PValue;
        RankSum = ranks.Statistic;
        SignTestPValue = BinomialTest.SignTest(_scores, Rounding);
        if (!AllSurvive) return;
        PairedTTest t = PairedTTest.Of(_differences, _scale);
        TTestPValue = t.PValue;
        EffectSize = t.EffectSize;
        SamePValue = EquivalenceTest.PValue(_differences, margin, _scale);
        (double above, double within, double below) = EquivalenceTest.Probabilities(_differences, margin, _scale);
        Probabilities = _higherIsBetter ? (above, within, below) : (below, within, above);
    }

    /// <summary>Gets the pairs that have a score.</summary>
    public int Pairs => _scores.Count;

    /// <summary>Gets the runs with a common seed that lack a value.</summary>
    public int WithoutValue { get; private set; }

    /// <summary>Gets the pairs in which the activation's run collapsed, whatever the other did.</summary>
    public int Collapsed { get; private set; }

    /// <summary>Gets the pairs in which the baseline's run collapsed.</summary>
    public int BaselineCollapsed { get; private set; }

    /// <summary>Gets the pairs in which any run collapsed.</summary>
    public int CollapsedPairs { get; private set; }

    /// <summary>Gets pairs with an infinite value.</summary>
    public int Infinite { get; private set; }

    public bool SeedsAreWrittenAlike { get; private set; } = true;

    /// <summary>Gets settings in which the paired runs differ and must not.</summary>
    public IReadOnlyList<string> AlsoDiffers { get; }

    /// <summary>Gets a value indicating whether every pair has a difference of two finite values.</summary>
    public bool AllSurvive => _differences.Count == _scores.Count && _scores.Count > 0;

    /// <summary>Gets the pairs of two networks that learned.</summary>
    public int SurvivorPairs => _differences.Count;

    /// <summary>Gets the mean difference over these, with its interval.</summary>
    public MeanInterval Survivors { get; }

    public double? TTestPValue { get; }

    public double? SignedRankPValue { get; }

    public double? SignTestPValue { get; }

    /// <summary>
    /// Gets the p-value of the row: that of the signed ranks, and where no run collapsed the larger of it and the
    /// t-test's, as a verdict needs both.
    /// </summary>
    public double? PValue => SignedRankPValue is { } p ? Math.Max(p, TTestPValue ?? 0) : null;

    /// <summary>Gets the equivalence test's p-value.</summary>
    public double? SamePValue { get; }

    public double? EffectSize { get; }

    /// <summary>Gets the sum of the scores' signed ranks; above 0 in favor of the activation.</summary>
    public double RankSum { get; }

    /// <summary>Gets the probabilities that the true difference is better, within the margin, and worse.</summary>
    public (double Better, double Same, double Worse)? Probabilities { get; }

    /// <summary>Gets the pairs that the activation won, of those that are not tied; null where all are.</summary>
    public ShareInterval? Won
    {
        get
        {
            int won = _scores.Count(s => s > Rounding), lost = _scores.Count(s => s < -Rounding);
            return won + lost > 0 ? ShareInterval.Of(won, won + lost) : null;
        }
    }

    /// <summary>
    /// Gets the correlation of the survivors' values over seeds; null without a spread or under three pairs.
    /// </summary>
    public double? Correlation
    {
        get
        {
            if (_values.Count < 3) return null;
            double r = MathNet.Numerics.Statistics.Correlation.Pearson(_values, _others);
            return double.IsFinite(r) ? r : null;
        }
    }

    private double Rounding => 1e-12 * _scale;

    private double? Spread =>
        TTestPValue is not null && _differences.Max() - _differences.Min() > Rounding
            ? Survivors.StandardDeviation
            : null;

    /// <summary>Returns the interval of the difference at another level; null where nothing is tested.</summary>
    public MeanInterval? IntervalAt(double level) =>
        TTestPValue is null ? null : MeanInterval.Of(_differences, level);

    /// <summary>Gets the variance of the mean difference; null where nothing is tested or there is no spread.</summary>
    public double? Variance => Spread * Spread / Pairs;

    /// <summary>Returns the mean difference that this many pairs find with a power of 80 %.</summary>
    public double? DetectableAt(double level) =>
        Spread is { } spread ? spread * PairedPower.DetectableEffect(Pairs, level) : null;

    /// <summary>
    /// Returns the pairs that find, with a power of 80 %, a difference of the size of the margin; where that is 0, of
    /// the size that was seen.
    /// </summary>
    public int? SeedsNeeded(int tests) => SeedsNeeded(_margin > 0 ? _margin : Survivors.Mean, tests);

    /// <summary>Returns the pairs that find, with a power of 80 %, a difference of the size that was seen.</summary>
    public int? SeedsNeededAsSeen(int tests) => SeedsNeeded(Survivors.Mean, tests);

    private int? SeedsNeeded(double difference, int tests) =>
        Spread is { } spread
            ? PairedPower.PairsNeeded(difference / spread, Level / tests, FewestPairsOf(tests))
            : null;

    /// <summary>Returns the verdict, given the row's adjusted p-values.</summary>
    public ComparisonVerdict Verdict(double? adjusted, double? sameAdjusted)
    {
        if (AlsoDiffers.Count > 0) return ComparisonVerdict.NotComparable;
        if (adjusted is not { } p) return ComparisonVerdict.Untested;
        if (sameAdjusted < Level) return ComparisonVerdict.Same;
        if (p < Level && IsBetter is { } better) return better ? ComparisonVerdict.Better : ComparisonVerdict.Worse;
        return ComparisonVerdict.Unclear;
    }

    /// <summary>Returns the fewest pairs with which one of so many tests can be significant, 6 or more.</summary>
    public static int FewestPairsOf(int tests)
    {
        int pairs = FewestPairs;
        while (tests * Math.ScaleB(1, 1 - pairs) >= Level) pairs++;
        return pairs;
    }

    /// <summary>
    /// Gets a value indicating whether the activation is the better one; null where ranks and mean contradict each
    /// other.
    /// </summary>
    private bool? IsBetter
    {
        get
        {
            bool byRanks = RankSum > 0;
            return !AllSurvive || Survivors.Mean > 0 == _higherIsBetter == byRanks ? byRanks : null;
        }
    }

    private void AddCollapsed(ComparedRun run, ComparedRun other)
    {
        CollapsedPairs++;
        if (run.Collapsed) Collapsed++;
        if (other.Collapsed) BaselineCollapsed++;
        _scores.Add(run.Collapsed == other.Collapsed ? 0
            : run.Collapsed ? double.NegativeInfinity : double.PositiveInfinity);
    }

    private bool TryAdd(double value, double other)
    {
        if (double.IsNaN(value) || double.IsNaN(other)) return false;
        if (double.IsInfinity(value) || double.IsInfinity(other))
        {
            Infinite++;
            _scores.Add(value == other ? 0 : _higherIsBetter ? value - other : other - value);
            return true;
        }
        _differences.Add(value - other);
        _scores.Add(_higherIsBetter ? value - other : other - value);
        _values.Add(value);
        _others.Add(other);
        return true;
    }
}
