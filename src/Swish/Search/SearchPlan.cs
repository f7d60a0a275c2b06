using System.Globalization;
using Swish.Data;
using Swish.Recipes;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Search;

/// <summary>Describes what a search would train, for -WhatIf. Nothing is trained.</summary>
/// <param name="Summary">The number of networks and an estimate of the duration.</param>
/// <param name="Rungs">One line per rung: candidates, networks, steps and duration.</param>
public sealed record SearchPlan(string Summary, IReadOnlyList<string> Rungs)
{
    /// <summary>Creates the plan of a search.</summary>
    /// <param name="options">The options, which are valid.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="sweepOptions">The number of parallel runs.</param>
    /// <param name="candidates">The number of candidates in the first rung.</param>
    /// <param name="isMost">Whether there may be fewer candidates.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="SwishException">
    /// The recipe cannot be trained (see <see cref="RecipeValidator.Validate(TrainingRecipe, Dataset)"/>).
    /// </exception>
    internal static SearchPlan Make(
        SearchOptions options, Dataset dataset, SweepOptions sweepOptions, int candidates, bool isMost)
    {
        NetworkSize size = new NetworkSizeCache(dataset).Get(options.Recipe);
        MachineSpeed speed = MachineSpeed.Measure();
        int parallel = Math.Min(sweepOptions.ThrottleLimit, Environment.ProcessorCount);
        List<string> rungs = [];
        long networks = 0;
        double seconds = 0;
        int count = candidates;
        for (int rung = 0; rung < options.Rungs; rung++)
        {
            if (rung > 0) count = options.CandidatesAfter(count);
            int seeds = options.SeedsOf(rung);
            TrainingRecipe recipe = options.Recipe with { Steps = options.StepsOf(rung), Diagnostic = false };
            RecipeValidator.Validate(recipe, dataset);
            double duration = DurationEstimator.Estimate(recipe, dataset, size, speed) * count * seeds / parallel;
            rungs.Add(string.Create(CultureInfo.InvariantCulture,
                $"Rung {rung + 1} of {options.Rungs}: {(isMost ? "at most " : "")}{count} candidates, {seeds} "
                + $"{(seeds == 1 ? "seed" : "seeds")} each, {options.StepsOf(rung)} steps; about ")
                + SweepPlan.FormatDuration(duration));
            networks += (long)count * seeds;
            seconds += duration;
        }

        string summary = string.Create(CultureInfo.InvariantCulture,
            $"{options.Strategy} search on {dataset.Name}: {(isMost ? "at most " : "")}{candidates} functions, "
            + $"{networks} networks; about {SweepPlan.FormatDuration(seconds)} with {parallel} at a time on this machine.");
        return new(summary, rungs);
    }
}
