using Swish.Data;
using Swish.Random;
using Swish.Recipes;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Search;

/// <summary>
/// Searches for activation functions: chooses candidates from a space of compositions and compares them by training
/// small networks under synchronous successive halving (Jamieson and Talwalkar, 2016). The ranking uses only validation
/// accuracy; test accuracy is reported for the candidates of the last rung. The same options and data always yield the
/// same ranking.
/// </summary>
public sealed class ActivationSearch
{
    // One child in eight is drawn at random instead of mutated, so that the population stays diverse.
    private const int RandomChildOneIn = 8;
    private const int TournamentSize = 4;
    private const int AttemptsPerCandidate = 200;

    private readonly SearchOptions _options;
    private readonly Dataset _dataset;
    private readonly SweepOptions _sweepOptions;
    private readonly Action<SearchProgress> _report;
    private readonly RunFunction _run;
    private readonly SearchSpace _space;
    private readonly CandidatePool _pool = new();
    private readonly RandomStream _random;
    private readonly List<SwishException> _errors = [];

    /// <summary>Creates a search and checks its options.</summary>
    /// <param name="options">The search space, strategy and budget.</param>
    /// <param name="dataset">The data to train on.</param>
    /// <param name="sweepOptions">How the networks are trained: the number of parallel runs and the result log to
    /// resume from. Null uses the defaults, without a log.</param>
    /// <param name="report">Receives the progress a few times a second, on the thread that calls
    /// <see cref="Run"/>.</param>
    /// <exception cref="SwishException">An option is out of range (InvalidSearch), or there is no validation set
    /// (ValidationNeeded).</exception>
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
        if (dataset.IsRegression)
            throw new SwishException("InvalidSearch", ErrorKind.InvalidArgument,
                $"A search ranks by accuracy, and {dataset.Name} has numbers to predict; use a data set with classes.",
                dataset.Name);
        _options = options;
        _dataset = dataset;
        _sweepOptions = sweepOptions ?? new();
        _report = report ?? (_ => { });
        _run = run;
        _space = new SearchSpace(options.Unary, options.Binary, options.Depth);
        _random = new RandomStream(options.Seed, RandomPurpose.Search, 0);
    }

    /// <summary>Gets the number of compositions considered so far, by outcome.</summary>
    public SearchCounts Counts => _pool.Counts;

    /// <summary>
    /// Gets the errors of networks that failed and of results that could not be written to the log. Neither stops the
    /// search.
    /// </summary>
    public IReadOnlyList<SwishException> Errors => _errors;

    /// <summary>
    /// Returns what the search would train. An exhaustive search counts its candidates for this, which takes seconds
    /// for all functions. A search is run or planned once.
    /// </summary>
    /// <param name="cancellationToken">Cancels the count.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="SwishException">The networks cannot be trained (see <see cref="RecipeValidator"/>).</exception>
    /// <exception cref="OperationCanceledException">The count was canceled.</exception>
    public SearchPlan Plan(CancellationToken cancellationToken = default)
    {
        bool isExhaustive = _options.Strategy == SearchStrategy.Exhaustive;
        int candidates = isExhaustive ? Choose(cancellationToken).Count : _options.CandidateCount;
        return SearchPlan.Make(_options, _dataset, _sweepOptions, candidates, isMost: !isExhaustive);
    }

    /// <summary>Runs the search.</summary>
    /// <param name="cancellationToken">Cancels the search. With a result log, the same search continues from there when
    /// it runs again.</param>
    /// <returns>All candidates that were trained, the best first.</returns>
    /// <exception cref="SwishException">No candidate can be trained (NoCandidate).</exception>
    /// <exception cref="OperationCanceledException">The search was canceled.</exception>
    public IReadOnlyList<SearchResult> Run(CancellationToken cancellationToken = default)
    {
        List<CandidateScore> all = _options.Strategy == SearchStrategy.Evolution
            ? Evolve(cancellationToken)
            : TrainFirstRung(Choose(cancellationToken), cancellationToken);
        if (all.Count == 0)
        {
            throw new SwishException(
                "NoCandidate", ErrorKind.InvalidArgument,
                $"The search space has no function that can be trained. {Counts} Add functions to the space.",
                _options.Unary);
        }

        Halve(all, cancellationToken);
        all.Sort(CandidateScore.Compare);
        return [.. all.Select(ToResult)];
    }

    private IReadOnlyList<Candidate> Choose(CancellationToken cancellationToken)
    {
        _report(new("Choosing candidates", 0, _options.Rungs, 0, null));
        return _options.Strategy == SearchStrategy.Exhaustive
            ? _pool.Admit(_space.SingleUnits(), cancellationToken)
            : Admit(_options.CandidateCount, () => _space.Sample(_random), cancellationToken);
    }

    // Returns this many new candidates, or as many as a bounded number of attempts finds.
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

    private List<CandidateScore> TrainFirstRung(
        IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        List<CandidateScore> scores = [.. candidates.Select(c => new CandidateScore(c))];
        if (scores.Count > 0) Train(scores, 0, cancellationToken);
        return scores;
    }

    private List<CandidateScore> Evolve(CancellationToken cancellationToken)
    {
        int first = Math.Min(_options.Population, _options.CandidateCount);
        List<CandidateScore> all = TrainFirstRung(
            Admit(first, () => _space.Sample(_random), cancellationToken), cancellationToken);
        while (all.Count > 0 && all.Count < _options.CandidateCount)
        {
            CandidateScore[] population = [.. all.Order(Comparer<CandidateScore>.Create(CandidateScore.Compare))
                .Take(_options.Population)];
            int children = Math.Min(Math.Max(1, _options.Population / 2), _options.CandidateCount - all.Count);
            List<Candidate> admitted = Admit(children, () => CreateChild(population), cancellationToken);
            if (admitted.Count == 0) break; // the space is exhausted
            all.AddRange(TrainFirstRung(admitted, cancellationToken));
        }

        return all;
    }

    private CoreUnit CreateChild(CandidateScore[] population)
    {
        if (_random.NextInt(RandomChildOneIn) == 0) return _space.Sample(_random);

        // The population is sorted, so the winner of a tournament is the smallest index drawn.
        int winner = population.Length;
        for (int i = 0; i < TournamentSize; i++) winner = Math.Min(winner, _random.NextInt(population.Length));
        return _space.Mutate(population[winner].Candidate.Unit, _random);
    }

    // Trains all rungs after the first, each with the best candidates of the rung before.
    private void Halve(List<CandidateScore> all, CancellationToken cancellationToken)
    {
        List<CandidateScore> rung = all;
        for (int r = 1; r < _options.Rungs; r++)
        {
            rung = [.. rung.Order(Comparer<CandidateScore>.Create(CandidateScore.Compare))
                .Take(_options.CandidatesAfter(rung.Count))];
            Train(rung, r, cancellationToken);
        }
    }

    private void Train(List<CandidateScore> scores, int rung, CancellationToken cancellationToken)
    {
        int seeds = _options.SeedsOf(rung);
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
                    EvaluateEvery = steps, // evaluate only once, at the end
                    Diagnostic = false, // a search does not report diagnostics
                });
            }
        }

        List<SweepOutcome> outcomes = [];
        using SweepRun running = new Sweep(
            recipes, _dataset, _sweepOptions, _run, cancellationToken).Start(cancellationToken);
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

    private SearchResult ToResult(CandidateScore score, int index) => new()
    {
        Rank = index + 1,
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
