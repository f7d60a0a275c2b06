using System.Collections.Concurrent;
using Swish.Activations;
using Swish.Data;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Tests.Recipes;
using Swish.Tests.Sweeps;
using Swish.Training;
using Swish.Tuning;
using Xunit;

namespace Swish.Tests.Tuning;

/// <summary>
/// Tuning finds the best setting of each network under equal budgets. The runs are functions of their recipes: the
/// accuracy of ReLU is best at a rate of 0.1, that of Swish at 0.01, and longer runs are better.
/// </summary>
public sealed class TunerTests : IDisposable
{
    private static readonly Dataset Data = RecipeSamples.Blank(1000);
    private static readonly TrainingRecipe[] Targets =
    [
        new() { Activation = ActivationCatalog.Parse("ReLU"), ValidationCount = 100, Steps = 90, WarmupStep = 9 },
        new() { Activation = ActivationCatalog.Parse("Swish"), ValidationCount = 100, Steps = 90, WarmupStep = 9 },
    ];
    private static readonly TuningOptions Options = new()
    {
        Ranges = [new(RecipeSettings.LearningRate, 1e-4, 10, TuningScale.Logarithmic)], Count = 18,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<TrainingRecipe> _trained = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_network_gets_the_best_of_the_rates_tried()
    {
        IReadOnlyList<TunedRecipe> tuned = Tune(Options);
        foreach ((TunedRecipe one, double best) in tuned.Zip([0.1, 0.01]))
        {
            double[] tried = [.. one.Trials.Where(t => t.Rung == 1).Select(t => t.LearningRate)];
            Assert.Equal(18, tried.Length);
            Assert.Equal(tried.MinBy(rate => Math.Abs(Math.Log(rate / best))), one.Recipe.LearningRate);
            Assert.Equal(Assert.Single(one.Trials, t => t.IsBest).LearningRate, one.Recipe.LearningRate);
            Assert.Empty(one.Edges);
        }
        Assert.Equal(Targets.Select(t => t.Activation), tuned.Select(t => t.Recipe.Activation));
    }

    [Fact]
    public void Budgets_are_equal_and_rungs_are_shorter_runs()
    {
        IReadOnlyList<TunedRecipe> tuned = Tune(Options);
        Assert.All(tuned, one => Assert.Equal(
            [(1, 18, 10), (2, 6, 30), (3, 2, 90)],
            one.Trials.GroupBy(t => t.Rung).Select(r => (r.Key, r.Count(), r.Select(t => t.Steps).Distinct().Single()))));
        // The same settings are tried for each network.
        Assert.Equal(
            tuned[0].Trials.Where(t => t.Rung == 1).Select(t => t.LearningRate),
            tuned[1].Trials.Where(t => t.Rung == 1).Select(t => t.LearningRate));
        // A rung has the schedule of the whole run, only shorter.
        Assert.All(_trained, recipe => Assert.Equal(recipe.Steps / 10, recipe.WarmupStep));
        Assert.All(_trained, recipe => Assert.Equal(Options.Seed, recipe.Seed));
    }

    [Fact]
    public void Each_setting_is_trained_with_all_seeds_of_tuning()
    {
        IReadOnlyList<TunedRecipe> tuned = Tune(Options with { Repeat = 3, Seed = 50 });
        Assert.All(tuned, one => Assert.All(one.Trials, t => Assert.Equal(3, t.Runs)));
        Assert.Equal([50, 51, 52], _trained.Select(r => r.Seed).Distinct().Order());
    }

    [Fact]
    public void Same_options_give_the_same_settings_and_another_seed_others()
    {
        TuningTrial[] first = [.. Tune(Options).SelectMany(t => t.Trials)];
        Assert.Equal(first, Tune(Options, new() { ThrottleLimit = 1 }).SelectMany(t => t.Trials));
        Assert.NotEqual(
            first.Select(t => t.LearningRate),
            Tune(Options with { Seed = 7 }).SelectMany(t => t.Trials).Select(t => t.LearningRate));
    }

    [Fact]
    public void Tuning_continues_from_its_log()
    {
        string path = _folder.File("tuning.jsonl");
        IReadOnlyList<TunedRecipe> tuned;
        using (ResultLog log = ResultLog.Open(path)) tuned = Tune(Options, new() { Log = log });
        int count = _trained.Count;
        Assert.Equal(2 * (18 + 6 + 2), count);
        using (ResultLog log = ResultLog.Open(path))
            Assert.Equal(tuned.SelectMany(t => t.Trials), Tune(Options, new() { Log = log }).SelectMany(t => t.Trials));
        Assert.Equal(count, _trained.Count);
    }

    [Fact]
    public void Best_at_the_edge_is_named()
    {
        IReadOnlyList<TunedRecipe> tuned = Tune(Options with
        {
            Ranges = [new(RecipeSettings.LearningRate, 0.05, 0.5, TuningScale.Logarithmic)],
        });
        Assert.Empty(tuned[0].Edges);
        Assert.Equal(
            [FormattableString.Invariant($"LearningRate {tuned[1].Recipe.LearningRate}, the smallest tried")], tuned[1].Edges);
    }

    [Fact]
    public void Settings_with_equal_values_are_trained_once()
    {
        // Three significant digits leave two values.
        IReadOnlyList<TunedRecipe> tuned = Tune(Options with
        {
            Ranges = [new(RecipeSettings.LearningRate, 0.1, 0.101, TuningScale.Logarithmic)],
            Rungs = 1,
        });
        Assert.Equal(2 * 18, tuned.Sum(t => t.Trials.Count));
        Assert.Equal(4, _trained.Count);
    }

    [Fact]
    public void Several_settings_are_tuned_together()
    {
        TuningOptions options = Options with
        {
            Ranges =
            [
                .. Options.Ranges, new(RecipeSettings.Dropout, 0, 0.5, TuningScale.Linear),
                new(RecipeSettings.Momentum, 0.5, 0.999, TuningScale.LogarithmicBelowOne),
            ],
        };
        TuningTrial[] trials = [.. Tune(options)[0].Trials.Where(t => t.Rung == 1)];
        Assert.All(trials, t => Assert.InRange(t.Dropout, 0, 0.5));
        Assert.All(trials, t => Assert.InRange(t.Momentum, 0.5, 0.999));
        Assert.True(trials.Select(t => t.Dropout).Distinct().Count() > 10);
        Assert.Contains(trials, t => t.Momentum > 0.99);
    }

    [Fact]
    public void Failed_and_diverged_runs_count_as_guesses()
    {
        Tuner tuner = new(Targets, Data, Options, new(), null, (recipe, _, _, _) => recipe.LearningRate > 0.05
            ? throw new InvalidOperationException("Broken.")
            : TrainingResult.CreateFailed(recipe, Data) with
            {
                RunStatus = RunStatus.Completed,
                ValidationAccuracy = recipe.LearningRate,
                WeightHash = "1",
            });
        TunedRecipe tuned = tuner.Run(TestContext.Current.CancellationToken)[0];
        Assert.NotEmpty(tuner.Errors);
        Assert.All(tuned.Trials.Where(t => t.LearningRate > 0.05), t => Assert.Equal(0.1, t.ValidationAccuracy));
    }

    /// <summary>Early stopping goes by the smallest loss, which a run can have before its weights overflow.</summary>
    [Theory]
    [InlineData(3, 0.25)]
    [InlineData(0, double.PositiveInfinity)]
    public void A_loss_that_is_not_a_number_is_the_worst(int patience, double expected)
    {
        ExampleSet numbers = ExampleSet.WithTargets(new float[4000], new float[1000], 4);
        Dataset data = new("numbers", ExampleShape.OfFeatures(4), 0, numbers, numbers);
        TrainingRecipe target = Targets[0] with { Loss = LossKind.Squared, Patience = patience, EvaluateEvery = 10 };
        Tuner tuner = new([target], data, Options, new(), null, (recipe, _, _, _) =>
            (TrainingResult.CreateFailed(recipe, data) with { RunStatus = RunStatus.Completed, WeightHash = "1" }).WithHistory(
            [
                new(1, 1, 0.1, 0.5, double.NaN, double.NaN), new(2, 2, 0.1, 0.5, 0.25, double.NaN),
                new(3, 3, 0.1, 0.5, double.NaN, double.NaN),
            ]));
        TunedRecipe tuned = tuner.Run(TestContext.Current.CancellationToken)[0];
        Assert.All(tuned.Trials, trial => Assert.Equal(expected, trial.ValidationLoss));
    }

    [Theory]
    [InlineData(0.1, 0.1, 18)]
    [InlineData(0.2, 0.1, 18)]
    [InlineData(0, 0.1, 18)]
    [InlineData(0.1, 1, 1)]
    [InlineData(0.1, 1, 201)]
    public void Options_out_of_range_are_rejected(double minimum, double maximum, int count) => Assert.Equal(
        "InvalidTuning",
        Assert.Throws<SwishException>(() => Tune(new()
        {
            Ranges = [new(RecipeSettings.LearningRate, minimum, maximum, TuningScale.Logarithmic)], Count = count,
        })).ErrorId);

    [Fact]
    public void Ends_that_a_setting_cannot_have_are_rejected() => Assert.Equal("InvalidDropout",
        Assert.Throws<SwishException>(() => Tune(new()
        {
            Ranges = [new(RecipeSettings.Dropout, 0, 1, TuningScale.Linear)],
        })).ErrorId);

    [Fact]
    public void Validation_set_is_needed() => Assert.Equal("ValidationNeeded", Assert.Throws<SwishException>(
        () => new Tuner([Targets[0] with { ValidationCount = 0 }], Data, Options)).ErrorId);

    private IReadOnlyList<TunedRecipe> Tune(TuningOptions options, SweepOptions? sweep = null) =>
        new Tuner(Targets, Data, options, sweep, null, Run).Run(TestContext.Current.CancellationToken);

    private TrainingResult Run(
        TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken cancellationToken)
    {
        _trained.Enqueue(recipe);
        double best = recipe.Activation.Label == "ReLU" ? 0.1 : 0.01;
        double distance = Math.Abs(Math.Log(recipe.LearningRate / best));
        return TrainingResult.CreateFailed(recipe, data) with
        {
            RunStatus = RunStatus.Completed,
            Steps = recipe.Steps!.Value,
            Epochs = recipe.Steps!.Value,
            ValidationAccuracy = 0.9 - (0.05 * distance) - (1.0 / recipe.Steps.Value),
            WeightHash = "0123456789abcdef0123456789abcdef",
        };
    }
}
