using Swish.Data;
using Swish.Random;
using Swish.Recipes;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Search;

/// <summary>
/// The search over activation functions: candidates from a space of compositions, judged by small networks under
/// synchronous successive halving (Jamieson and Talwalkar, 2016). Validation accuracy alone decides; the test set is
/// looked at once, for those in the last rung. With the same options and data, the same ranking.
/// </summary>
public sealed class ActivationSearch
{
    // The chance that a child in evolution is no mutant but new, so that the population does not narrow to one idea.
    private const int FreshOneIn = 8;
    private const int Tournament = 4;
    private const int AttemptsPerCandidate = 200;

    private readonly SearchOptions _options;
    private readonly Dataset _dataset;
    private readonly SweepOptions _sweepOptions;
    private readonly Action<SearchProgress> _report;
    private readonly RunFunction _run;
    private readonly SearchSpace _space;
    private readonly CandidatePool _pool = new();
    private readonly RandomStream _chance;
    private readonly List<SwishException> _errors = [];

    /// <summary>Checks a search.</summary>
    /// <param name="options">What is searched, and how.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="sweepOptions">How the networks are trained: runs at once, the log to resume from; null: no
    /// log.</param>
    /// <param name="report">Told where the search stands, a few times a second, on the thread that searches.</param>
    /// <exception cref="SwishException">An option is out of range.</exception>
    public ActivationSearch(
        SearchOptions options, Dataset dataset, SweepOptions? sweepOptions = null,
        Action<SearchProgress>? report = null)
        : this(options, dataset, sweepOptions, report, Trainer.Run)
    {
    }

    internal ActivationSearch(
        SearchOptions options, Dataset dataset, SweepOptions? sweepOptions, Action<SearchProgress>? report,
        RunFunction run)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dataset);
        options.Validate();
        _options = options;
        _dataset = dataset;
        _sweepOptions = sweepOptions ?? new();
        _report = report ?? (_ => { });
        _run = run;
        _space = new SearchSpace(options.Unary, options.Binary, options.Depth);
        _chance = new RandomStream(options.Seed, RandomPurpose.Search, 0);
    }

    /// <summary>What became of the compositions that the search has met.</summary>
    public SearchCounts Counts => _pool.Counts;

    /// <summary>
    /// Why networks failed, and why results could not be written to the log; the search goes on without.
    /// </summary>
    public IReadOnlyList<SwishException> Errors => _errors;

    /// <summary>Searches, and gives all candidates, the best first.</summary>
    /// <param name="cancellationToken">Ends the search; with a log, the same search goes on from there.</param>
    /// <exception cref="SwishException">No candidate can be trained (NoCandidate).</exception>
    /// <exception cref="OperationCanceledException">The search was canceled.</exception>
    public IReadOnlyList<SearchResult> Run(CancellationToken cancellationToken = default)
    {
        List<CandidateScore> all = _options.Strategy == SearchStrategy.Evolution
            ? Evolve(cancellationToken)
            : TrainFirst(Choose(cancellationToken), cancellationToken);
        if (all.Count == 0)
        {
            throw new SwishException(
                "NoCandidate", ErrorKind.InvalidArgument,
                $"The space holds no function that could be trained. {Counts}", _options.Unary);
        }

        Halve(all, cancellationToken);
        all.Sort(CandidateScore.Compare);
        return [.. all.Select(Describe)];
    }

    private IReadOnlyList<Candidate> Choose(CancellationToken cancellationToken)
    {
        _report(new("Choosing candidates", 0, _options.Rungs, 0, null));
        return _options.Strategy == SearchStrategy.Exhaustive
            ? _pool.Admit(_space.Singles(), cancellationToken)
            : Admit(_options.CandidateCount, () => _space.Draw(_chance), cancellationToken);
    }

    // So many new candidates, or as many as turn up in a bounded number of attempts.
    private List<Candidate> Admit(int count, Func<CoreUnit> next, CancellationToken cancellationToken)
    {
        List<Candidate> admitted = [];
        for (int attempt = 0; admitted.Count < count && attempt < AttemptsPerCandidate * count; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_pool.Admit(next()) is { } candidate) admitted.Add(candidate);
        }

        return admitted;
    }

    private List<CandidateScore> TrainFirst(IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        List<CandidateScore> scores = [.. candidates.Select(c => new CandidateScore(c))];
        if (scores.Count > 0) Train(scores, 0, cancellationToken);
        return scores;
    }

    private List<CandidateScore> Evolve(CancellationToken cancellationToken)
    {
        int first = Math.Min(_options.Population, _options.CandidateCount);
        List<CandidateScore> all = TrainFirst(
            Admit(first, () => _space.Draw(_chance), cancellationToken), cancellationToken);
        while (all.Count > 0 && all.Count < _options.CandidateCount)
        {
            CandidateScore[] population = [.. all.Order(Comparer<CandidateScore>.Create(CandidateScore.Compare))
                .Take(_options.Population)];
            int children = Math.Min(Math.Max(1, _options.Population / 2), _options.CandidateCount - all.Count);
            List<Candidate> admitted = Admit(children, () => Child(population), cancellationToken);
            if (admitted.Count == 0) break; // the space is exhausted
            all.AddRange(TrainFirst(admitted, cancellationToken));
        }

        return all;
    }

    private CoreUnit Child(CandidateScore[] population)
    {
        if (_chance.NextInt(FreshOneIn) == 0) return _space.Draw(_chance);

        // The population is in order, so that the winner of a tournament is the smallest number drawn.
        int winner = population.Length;
        for (int i = 0; i < Tournament; i++) winner = Math.Min(winner, _chance.NextInt(population.Length));
        return _space.Mutate(population[winner].Candidate.Unit, _chance);
    }

    // All rungs but the first, each with the best of the one before.
    private void Halve(List<CandidateScore> all, CancellationToken cancellationToken)
    {
        List<CandidateScore> rung = all;
        for (int r = 1; r < _options.Rungs; r++)
        {
            int next = (rung.Count + _options.Reduction - 1) / _options.Reduction;
            rung = [.. rung.Order(Comparer<CandidateScore>.Create(CandidateScore.Compare))
                .Take(Math.Max(next, _options.Finalists))];
            Train(rung, r, cancellationToken);
        }
    }

    private void Train(List<CandidateScore> scores, int rung, CancellationToken cancellationToken)
    {
        bool isLast = rung == _options.Rungs - 1;
        int seeds = isLast ? _options.FinalSeeds : 1;
        int steps = _options.StepsOf(rung);
        List<TrainingRecipe> recipes = [];
        foreach (CandidateScore score in scores)
        {
            for (int s = 0; s < seeds; s++)
            {
                recipes.Add(_options.Recipe with
                {
                    Activation = score.Candidate.Activation,
                    Seed = _options.Seed + s,
                    Steps = steps,
                    EvaluateEvery = steps, // once, at the end
                    Diagnostic = false, // nobody would see it
                });
            }
        }

        List<SweepOutcome> outcomes = [];
        using SweepRun running = new Sweep(recipes, _dataset, _sweepOptions, _run).Start(cancellationToken);
        SearchProgress progress = new(
            $"Rung {rung + 1} of {_options.Rungs}: {scores.Count} candidates, {steps} steps",
            rung + 1, _options.Rungs, scores.Count, running);
        while (!running.IsDone)
        {
            if (running.Take(TimeSpan.FromMilliseconds(200)) is { } outcome) outcomes.Add(outcome);
            _report(progress);
        }

        _errors.AddRange(outcomes.SelectMany(o => new[] { o.Error, o.LogError }).OfType<SwishException>());
        for (int i = 0; i < scores.Count; i++)
            scores[i].Add(rung, outcomes.GetRange(i * seeds, seeds), 1.0 / _dataset.Classes);
    }

    private SearchResult Describe(CandidateScore score, int place) => new()
    {
        Rank = place + 1,
        Formula = score.Candidate.Formula,
        ValidationAccuracy = score.ValidationAccuracy,
        TestAccuracy = score.Rung == _options.Rungs - 1 ? score.TestAccuracy : double.NaN,
        Rung = score.Rung + 1,
        Runs = score.Runs,
        Collapsed = score.Collapsed,
        Steps = score.Steps,
        Seconds = score.Seconds,
        Activation = score.Candidate.Activation,
    };
}
