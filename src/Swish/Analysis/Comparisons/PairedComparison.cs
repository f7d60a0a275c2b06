namespace Swish.Analysis.Comparisons;

/// <summary>
/// Tests the runs of an activation against those of a baseline under one condition, paired by seed. The score of a pair
/// is how much better the activation's run is: the difference of the metric, infinite if one of the two runs collapsed,
/// and 0 if both did. So a collapsed run is worse than any other, and a verdict never depends on the surviving pairs
/// only.
/// </summary>
internal sealed class PairedComparison
{
    /// <summary>
    /// The minimum number of pairs of a test. With five pairs, the smallest possible p-value is 1/16, even if the
    /// activation wins all of them.
    /// </summary>
    public const int MinPairs = 6;

    /// <summary>The significance level of the verdicts.</summary>
    public const double Level = 0.05;

    private readonly List<double> _scores = [];
    private readonly List<double> _differences = [];
    private readonly List<double> _values = [];
    private readonly List<double> _others = [];
    private readonly List<ComparedRun> _paired = [];
    private readonly List<(ComparedRun Activation, ComparedRun Baseline)> _survivors = [];
    private readonly List<string> _seeds = [];
    private readonly List<bool> _isTie = [];
    private readonly double _scale;
    private readonly bool _higherIsBetter;
    private readonly double _margin;

    public PairedComparison(
        IReadOnlyList<ComparedRun> activation, IReadOnlyList<ComparedRun> baseline, ComparisonMetric metric,
        double margin, SettingGuard guard, CancellationToken stop = default)
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
            bool isKnown = (run.Collapsed || !double.IsNaN(run.Value)) && (other.Collapsed || !double.IsNaN(other.Value));
            if (metric.MeasuresLearning && isKnown && (run.Collapsed || other.Collapsed)) AddCollapsed(run, other);
            else if (!TryAdd(run.Value, other.Value))
            {
                WithoutValue++;
                continue;
            }
            else if (double.IsFinite(run.Value) && double.IsFinite(other.Value))
            {
                _scale = Math.Max(_scale, Math.Max(Math.Abs(run.Value), Math.Abs(other.Value)));
                _survivors.Add((run, other));
            }
            _seeds.Add(run.Seed);
            _isTie.Add(metric.MeasuresLearning && run.Collapsed && other.Collapsed);
        }

        AlsoDiffers = guard.AlsoDiffers(_paired);
        Survivors = MeanInterval.Of(_differences);
        Correctness = !metric.CountsCorrectExamples ? CorrectnessKind.OtherMetric
            : metric.PercentScale > 1 ? CorrectnessKind.Unknown : FindCorrectness();
        if (Pairs < MinPairs || AlsoDiffers.Count > 0) return;
        SignedRankTest ranks = SignedRankTest.Of(_scores, Rounding, stop);
        SignedRankPValue = ranks.PValue;
        RankSum = ranks.Statistic;
        SignTestPValue = BinomialTest.SignTest(_scores, Rounding);
        if (AllSurvive) TestDifferences();
        if (Correctness == CorrectnessKind.Known)
            NewExamples = NewExamplesTest.Of(
                this, margin, _scores, _isTie, Rounding,
                [.. _survivors.Select(s => (s.Activation.Row.Correctness!, s.Baseline.Row.Correctness!))], stop);
    }

    private void TestDifferences()
    {
        PairedTTest t = PairedTTest.Of(_differences, _scale);
        TTestPValue = t.PValue;
        EffectSize = t.EffectSize;
        SamePValue = EquivalenceTest.PValue(_differences, _margin, _scale);
        (double above, double within, double below) = EquivalenceTest.Probabilities(_differences, _margin, _scale);
        Probabilities = _higherIsBetter ? (above, within, below) : (below, within, above);
    }

    /// <summary>Gets the number of pairs with a score.</summary>
    public int Pairs => _scores.Count;

    /// <summary>Gets the number of pairs with a missing value.</summary>
    public int WithoutValue { get; private set; }

    /// <summary>Gets the number of pairs in which the activation's run collapsed.</summary>
    public int Collapsed { get; private set; }

    /// <summary>Gets the number of pairs in which the baseline's run collapsed.</summary>
    public int BaselineCollapsed { get; private set; }

    /// <summary>Gets the number of pairs in which at least one run collapsed.</summary>
    public int CollapsedPairs { get; private set; }

    /// <summary>Gets the number of pairs with an infinite value.</summary>
    public int Infinite { get; private set; }

    public bool SeedsAreWrittenAlike { get; private set; } = true;

    /// <summary>Gets the settings in which the paired runs differ although they should not.</summary>
    public IReadOnlyList<string> AlsoDiffers { get; }

    /// <summary>Gets a value indicating whether every pair has a difference of two finite values.</summary>
    public bool AllSurvive => _differences.Count == _scores.Count && _scores.Count > 0;

    /// <summary>Gets the number of pairs in which neither run collapsed.</summary>
    public int SurvivorPairs => _differences.Count;

    /// <summary>Gets the mean difference over the surviving pairs, with its confidence interval.</summary>
    public MeanInterval Survivors { get; }

    /// <summary>Gets whether the correctness of each test example is known, so that new examples can be judged.</summary>
    public CorrectnessKind Correctness { get; }

    /// <summary>Gets the tests for new examples; null if there are none.</summary>
    public NewExamplesTest? NewExamples { get; }

    /// <summary>Gets the scores of the pairs; no score is NaN.</summary>
    public IReadOnlyList<double> Scores => _scores;

    /// <summary>Gets the seeds of <see cref="Scores"/>.</summary>
    public IReadOnlyList<string> Seeds => _seeds;

    public double? TTestPValue { get; private set; }

    public double? SignedRankPValue { get; }

    public double? SignTestPValue { get; }

    /// <summary>
    /// Gets the p-value of the row: the larger one of the signed-rank test and the t-test, since a verdict needs both;
    /// if a run collapsed, that of the signed-rank test.
    /// </summary>
    public double? PValue => SignedRankPValue is { } p ? Math.Max(p, TTestPValue ?? 0) : null;

    /// <summary>Gets the equivalence test's p-value.</summary>
    public double? SamePValue { get; private set; }

    public double? EffectSize { get; private set; }

    /// <summary>Gets the sum of the signed ranks of the scores; above 0 in favor of the activation.</summary>
    public double RankSum { get; }

    /// <summary>
    /// Gets the posterior probabilities that the activation is better, the same within the margin, and worse.
    /// </summary>
    public (double Better, double Same, double Worse)? Probabilities { get; private set; }

    /// <summary>
    /// Gets the share of the pairs without a tie that the activation won; null if all pairs are ties.
    /// </summary>
    public ShareInterval? Won
    {
        get
        {
            int won = _scores.Count(s => s > Rounding), lost = _scores.Count(s => s < -Rounding);
            return won + lost > 0 ? ShareInterval.Of(won, won + lost) : null;
        }
    }

    /// <summary>
    /// Gets the correlation of the surviving pairs' values over the seeds; null with fewer than three pairs, or if a
    /// side has no variance.
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

    /// <summary>Gets the largest difference of scores that counts as rounding.</summary>
    public double Rounding => 1e-12 * _scale;

    private double? Spread =>
        TTestPValue is not null && _differences.Max() - _differences.Min() > Rounding
            ? Survivors.StandardDeviation
            : null;

    /// <summary>Returns the confidence interval of the difference at another level; null without a t-test.</summary>
    public MeanInterval? IntervalAt(double level) =>
        TTestPValue is null ? null : MeanInterval.Of(_differences, level);

    /// <summary>
    /// Gets the variance of the mean difference; null without a t-test, or if all differences are equal.
    /// </summary>
    public double? Variance => Spread * Spread / Pairs;

    /// <summary>
    /// Returns the smallest true mean difference that this number of pairs detects with a power of 80 %.
    /// </summary>
    /// <param name="effect">
    /// Returns the effect that a number of pairs detects; see <see cref="PairedPower.DetectableEffect"/>.
    /// </param>
    public double? Detectable(Func<int, double> effect) => Spread is { } spread ? spread * effect(Pairs) : null;

    /// <summary>
    /// Returns the number of pairs that detects a difference as large as the margin with a power of 80 %; with a margin
    /// of 0, as large as the observed difference.
    /// </summary>
    public int? SeedsNeeded(int tests) => SeedsNeeded(_margin > 0 ? _margin : Survivors.Mean, tests);

    /// <summary>
    /// Returns the number of pairs that detects a difference as large as the observed one with a power of 80 %.
    /// </summary>
    public int? SeedsNeededAsSeen(int tests) => SeedsNeeded(Survivors.Mean, tests);

    private int? SeedsNeeded(double difference, int tests) =>
        Spread is { } spread
            ? PairedPower.RequiredPairs(difference / spread, Level / tests, MinPairsForSignificance(tests))
            : null;

    /// <summary>Returns the verdict for the adjusted p-values of the row.</summary>
    public ComparisonVerdict Verdict(double? adjusted, double? sameAdjusted, double level)
    {
        if (AlsoDiffers.Count > 0) return ComparisonVerdict.NotComparable;
        if (adjusted is not { } p) return ComparisonVerdict.Untested;
        if (sameAdjusted < level) return ComparisonVerdict.Same;
        if (p < level && IsBetter is { } better) return better ? ComparisonVerdict.Better : ComparisonVerdict.Worse;
        return ComparisonVerdict.Unclear;
    }

    /// <summary>
    /// Returns the minimum number of pairs, 6 or more, with which a test can be statistically significant in a family
    /// of the given number of tests.
    /// </summary>
    public static int MinPairsForSignificance(int tests)
    {
        int pairs = MinPairs;
        while (tests * Math.ScaleB(1, 1 - pairs) >= Level) pairs++;
        return pairs;
    }

    /// <summary>
    /// Gets a value indicating whether the activation is better than the baseline; null if the ranks and the mean
    /// contradict each other.
    /// </summary>
    private bool? IsBetter
    {
        get
        {
            bool byRanks = RankSum > 0;
            return !AllSurvive || Survivors.Mean > 0 == _higherIsBetter == byRanks ? byRanks : null;
        }
    }

    /// <summary>
    /// Returns whether the surviving pairs have the correctness of the same examples. Collapsed runs are the worst on any
    /// examples, so theirs is not needed.
    /// </summary>
    private CorrectnessKind FindCorrectness()
    {
        IEnumerable<ComparedRun> survivors = _survivors.SelectMany(s => new[] { s.Activation, s.Baseline });
        if (_paired.All(r => r.Row.Correctness is null) || survivors.Any(r => r.Row.Correctness is null))
            return CorrectnessKind.Unknown;
        return survivors.Select(r => (r.Row.Correctness!.DatasetFingerprint, r.Row.Correctness.Count))
            .Distinct().Skip(1).Any() ? CorrectnessKind.OtherExamples : CorrectnessKind.Known;
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
