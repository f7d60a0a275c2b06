using System.Collections;
using Swish.Recipes;
using Swish.Sweeps;
using Swish.Training;
using Swish.Tuning;
using Xunit;

namespace Swish.Tests.Sweeps;

/// <summary>A large grid ends where it stands while it is expanded, checked and estimated, before the first run.</summary>
public sealed class StoppedPlanTests
{
    private const int Runs = 1000, Passed = 100;

    [Fact]
    public void A_grid_ends_while_it_is_expanded()
    {
        RecipeGrid grid = new RecipeGrid(new() { ValidationCount = 0 })
            .Sweep(RecipeSettings.Seed, [.. Enumerable.Range(1, Runs)]);
        Assert.Equal(Runs, grid.Expand(TestContext.Current.CancellationToken).Count);
        Assert.Throws<OperationCanceledException>(() => grid.Expand(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_sweep_ends_while_its_runs_are_checked() =>
        End((recipes, stop) => new Sweep(recipes, SweepSamples.Data, null, SweepSamples.FinishRun, stop));

    [Fact]
    public void A_plan_ends_while_it_is_made() =>
        End((recipes, stop) => SweepPlan.Make(recipes, SweepSamples.Data, new(), null, stop));

    [Fact]
    public void A_sweep_ends_before_its_first_run_starts()
    {
        Sweep sweep = new(SweepSamples.Recipes(Runs), SweepSamples.Data, null, (_, _, _, _) =>
            throw new InvalidOperationException("A run was started."));
        Assert.Throws<OperationCanceledException>(() => sweep.Start(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Tuning_ends_while_its_recipes_are_checked() => End((recipes, stop) => new Tuner(
        recipes, SweepSamples.Data,
        new() { Ranges = [new(RecipeSettings.LearningRate, 1e-4, 10, TuningScale.Logarithmic)], Count = 18 }, null, null,
        SweepSamples.FinishRun, stop), validation: 10);

    [Fact]
    public void What_was_chosen_for_small_data_ends_too()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(Runs);
        Assert.Throws<OperationCanceledException>(
            () => SmallData.Describe(recipes, recipes, SweepSamples.Data, new CancellationToken(canceled: true)));
    }

    /// <summary>Ends an action as soon as it has read some of many recipes, and checks that it reads no more of them.</summary>
    private static void End(Func<IReadOnlyList<TrainingRecipe>, CancellationToken, object> act, int validation = 0)
    {
        using CancellationTokenSource stop = new();
        StoppingList recipes = new(
            [.. SweepSamples.Recipes(Runs).Select(r => r with { ValidationCount = validation })], stop);
        Assert.Throws<OperationCanceledException>(() => act(recipes, stop.Token));
        Assert.InRange(recipes.Read, Passed, Passed + 1);
    }

    /// <summary>Recipes that cancel who reads them.</summary>
    private sealed class StoppingList(IReadOnlyList<TrainingRecipe> recipes, CancellationTokenSource stop)
        : IReadOnlyList<TrainingRecipe>
    {
        public int Read { get; private set; }

        public int Count => recipes.Count;

        public TrainingRecipe this[int index] => Next(recipes[index]);

        public IEnumerator<TrainingRecipe> GetEnumerator() => recipes.Select(Next).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private TrainingRecipe Next(TrainingRecipe recipe)
        {
            if (++Read == Passed) stop.Cancel();
            return recipe;
        }
    }
}
