using System.Globalization;
using Swish.Data;
using Swish.Random;
using Swish.Recipes;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Tuning;

/// <summary>
/// Tunes settings of several networks under equal budgets, by successive halving over settings that are drawn at random.
/// All networks try the same settings. Only validation data decide, and the seeds are not those of the runs that are
/// compared later, so that the choice has seen neither their test examples nor their random numbers. The same options and
/// data always give the same settings.
/// </summary>
public sealed class Tuner
{
    private readonly Action<TuningProgress> _report;
    private readonly RunFunction _run;
    private readonly List<SwishException> _errors = [];

    /// <summary>Creates a tuner and checks its options.</summary>
    /// <param name="targets">The recipes to tune, one or more, which differ in more than their seed.</param>
    /// <param name="dataset">The data to train on.</param>
    /// <param name="options">The ranges and the budget.</param>
    /// <param name="sweepOptions">How the networks are trained; null for the defaults, without a log.</param>
    /// <param name="report">Receives the progress a few times a second.</param>
    /// <param name="stop">Cancels checking many recipes.</param>
    /// <exception cref="SwishException">
    /// An option is out of range (InvalidTuning), or a recipe has no validation set (ValidationNeeded).
    /// </exception>
    public Tuner(
        IReadOnlyList<TrainingRecipe> targets, Dataset dataset, TuningOptions options, SweepOptions? sweepOptions = null,
        Action<TuningProgress>? report = null, CancellationToken stop = default)
        : this(targets, dataset, options, sweepOptions, report, Trainer.Run, stop)
    {
    }

    internal Tuner(
        IReadOnlyList<TrainingRecipe> targets, Dataset dataset, TuningOptions options, SweepOptions? sweepOptions,
        Action<TuningProgress>? report, RunFunction run, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        NetworkSizeCache sizes = new(dataset);
        long availableBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        foreach (TrainingRecipe target in targets.StopWith(stop))
        {
            if (target.ValidationCount == 0)
                throw new SwishException("ValidationNeeded", ErrorKind.Contradiction,
                    "The recipe's ValidationCount is 0, but tuning chooses by the validation set; set it to 1 or more.", 0);
            RecipeValidator.Validate(target, dataset, availableBytes, sizes);
        }
        (Targets, Dataset, Options, SweepOptions) = (targets, dataset, options, sweepOptions ?? new());
        _report = report ?? (_ => { });
        _run = run;
    }

    /// <summary>Gets the errors of networks that failed, and of results that could not be logged.</summary>
    public IReadOnlyList<SwishException> Errors => _errors;

    /// <summary>Gets the recipes that are tuned.</summary>
    internal IReadOnlyList<TrainingRecipe> Targets { get; }

    internal Dataset Dataset { get; }

    internal TuningOptions Options { get; }

    internal SweepOptions SweepOptions { get; }

    /// <summary>Returns what would be trained.</summary>
    /// <param name="finalRuns">The number of runs with the best settings, for each recipe.</param>
    /// <param name="stop">Cancels making the plan.</param>
    /// <returns>The plan.</returns>
    public TuningPlan Plan(int finalRuns, CancellationToken stop = default) => TuningPlan.Make(this, finalRuns, stop);

    /// <summary>Tunes all recipes.</summary>
    /// <param name="cancellationToken">Cancels the tuning. With a log, the same tuning continues from there.</param>
    /// <returns>The results, in the order of the recipes.</returns>
    /// <exception cref="OperationCanceledException">The tuning was canceled.</exception>
    public IReadOnlyList<TunedRecipe> Run(CancellationToken cancellationToken = default)
    {
        double[][] values = [.. Enumerable.Range(0, Options.Count).Select(Draw)];
        List<TuningTrial>[] trials = [.. Targets.Select(_ => new List<TuningTrial>())];
        int[][] alive = [.. Targets.Select(_ => Enumerable.Range(0, Options.Count).ToArray())];
        for (int rung = 0; rung < Options.Rungs; rung++)
        {
            TuningTrial[][] trained = Train(rung, alive, values, cancellationToken);
            for (int t = 0; t < Targets.Count; t++)
            {
                trials[t].AddRange(trained[t].OrderBy(trial => trial.Trial));
                TuningTrial[] ranked =
                    [.. trained[t].OrderByDescending(trial => trial.Score).ThenBy(trial => trial.Trial)];
                int survivors = rung == Options.Rungs - 1
                    ? 1 : SuccessiveHalving.Survivors(ranked.Length, Options.Reduction, 1);
                alive[t] = [.. ranked.Take(survivors).Select(trial => trial.Trial - 1)];
            }
        }
        return [.. Targets.Select((target, t) => Result(target, alive[t][0], values, trials[t]))];
    }

    /// <summary>
    /// Returns a recipe with the length of a rung. What depends on the length, such as the warm-up, is shortened with it.
    /// </summary>
    internal TrainingRecipe InRung(TrainingRecipe recipe, int rung)
    {
        int all = (int)RecipeSize.Steps(recipe, Dataset);
        int steps = SuccessiveHalving.StepsOf(all, rung, Options.Rungs, Options.Reduction);
        TrainingRecipe shortened = steps == all ? recipe : recipe with
        {
            Steps = steps,
            WarmupStep = Shortened(recipe.WarmupStep),
            DecayStep = Shortened(recipe.DecayStep),
        };
        return shortened with
        {
            Diagnostic = false,
            // Evaluated once, at the end, unless early stopping needs more.
            EvaluateEvery = recipe.Patience > 0 ? recipe.EvaluateEvery : steps,
        };

        int Shortened(int count) => count == 0 ? 0 : Math.Max(1, (int)((long)count * steps / all));
    }

    /// <summary>Draws the values of one setting.</summary>
    private double[] Draw(int index)
    {
        RandomStream random = new(Options.Seed, RandomPurpose.Tuning, index);
        return [.. Options.Ranges.Select(range => range.At(random.NextDouble()))];
    }

    private TrainingRecipe With(TrainingRecipe recipe, double[] values)
    {
        for (int i = 0; i < values.Length; i++) recipe = Options.Ranges[i].Setting.With(recipe, values[i]);
        return recipe;
    }

    private TuningTrial[][] Train(int rung, int[][] alive, double[][] values, CancellationToken cancellationToken)
    {
        // Settings with equal values, which are possible since values are rounded, are trained once.
        Dictionary<string, int> indices = [];
        List<TrainingRecipe> recipes = [];
        int[][][] runs =
        [
            .. Targets.StopWith(cancellationToken).Select((target, t) => alive[t].Select(trial => Options.Seeds.Select(seed =>
            {
                TrainingRecipe recipe = InRung(With(target, values[trial]), rung) with { Seed = seed };
                string key = RecipeJson.Write(recipe);
                if (!indices.TryGetValue(key, out int index))
                {
                    indices[key] = index = recipes.Count;
                    recipes.Add(recipe);
                }
                return index;
            }).ToArray()).ToArray()),
        ];
        SweepOutcome[] outcomes = new SweepOutcome[recipes.Count];
        using (SweepRun running = new Sweep(
            recipes, Dataset, SweepOptions, _run, cancellationToken).Start(cancellationToken))
        {
            TuningProgress progress = new(
                string.Create(CultureInfo.InvariantCulture, $"Tuning, rung {rung + 1} of {Options.Rungs}"), running);
            while (!running.IsDone)
            {
                if (running.Take(TimeSpan.FromMilliseconds(200)) is { } outcome) outcomes[outcome.Index] = outcome;
                _report(progress);
            }
        }
        _errors.AddRange(outcomes.SelectMany(o => new[] { o.Error, o.LogError }).OfType<SwishException>());
        return
        [
            .. Targets.Select((_, t) => alive[t].Select((trial, i) =>
                Trial(t, trial, rung, recipes[runs[t][i][0]], [.. runs[t][i].Select(r => outcomes[r].Result)])).ToArray()),
        ];
    }

    private TuningTrial Trial(
        int target, int trial, int rung, TrainingRecipe recipe, IReadOnlyList<TrainingResult> results) =>
        new(results[0].GetIdentity())
        {
            Target = target + 1,
            Trial = trial + 1,
            Rung = rung + 1,
            Steps = (int)RecipeSize.Steps(recipe, Dataset),
            WeightDecay = recipe.WeightDecay,
            Momentum = recipe.Momentum,
            Runs = results.Count,
            ValidationAccuracy = Dataset.IsRegression ? double.NaN : results.Average(Accuracy),
            ValidationLoss = Dataset.IsRegression ? results.Average(r => Loss(r, recipe.Patience > 0)) : double.NaN,
        };

    private double Accuracy(TrainingResult result) =>
        double.IsNaN(result.ValidationAccuracy) ? 1.0 / Dataset.Classes : result.ValidationAccuracy;

    private static double Loss(TrainingResult result, bool returnsBest)
    {
        if (result.RunStatus != RunStatus.Completed || result.GetHistory() is not [.., var last]) return double.PositiveInfinity;
        // Early stopping returns the network with the smallest loss.
        double loss = returnsBest
            ? result.GetHistory().Select(point => point.ValidationLoss).Where(value => !double.IsNaN(value))
                .DefaultIfEmpty(double.NaN).Min()
            : last.ValidationLoss;
        return double.IsNaN(loss) ? double.PositiveInfinity : loss;
    }

    private TunedRecipe Result(
        TrainingRecipe target, int best, double[][] values, IReadOnlyList<TuningTrial> trials) => new(
        With(target, values[best]),
        [.. trials.Select(t => t.Rung == Options.Rungs && t.Trial == best + 1 ? t with { IsBest = true } : t)],
        [
            .. from i in Enumerable.Range(0, Options.Ranges.Count)
               let tried = values.Select(v => v[i]).ToArray()
               let value = values[best][i]
               where value == tried.Max() || value == tried.Min()
               select string.Create(CultureInfo.InvariantCulture,
                   $"{Options.Ranges[i].Setting.Name} {value}, the {(value == tried.Max() ? "largest" : "smallest")} tried"),
        ]);
}
