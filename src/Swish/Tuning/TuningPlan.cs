using System.Globalization;
using Swish.Data;
using Swish.Recipes;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Tuning;

/// <summary>Describes what tuning would train, for -WhatIf. Nothing is trained.</summary>
/// <param name="Summary">The number of networks and an estimate of the duration.</param>
/// <param name="Rungs">One line per rung.</param>
public sealed record TuningPlan(string Summary, IReadOnlyList<string> Rungs)
{
    /// <summary>Creates the plan.</summary>
    /// <param name="tuner">The tuner.</param>
    /// <param name="finalRuns">The number of runs with the best settings, for each network that is tuned.</param>
    /// <param name="stop">Cancels making the plan.</param>
    internal static TuningPlan Make(Tuner tuner, int finalRuns, CancellationToken stop)
    {
        Dataset dataset = tuner.Dataset;
        NetworkSizeCache sizes = new(dataset);
        MachineSpeed speed = MachineSpeed.Measure();
        int parallel = Math.Min(tuner.SweepOptions.ThrottleLimit, Environment.ProcessorCount);
        List<string> lines = [];
        long networks = 0;
        double seconds = 0;
        for (int rung = 0; rung < tuner.Options.Rungs; rung++)
        {
            int count = tuner.Options.CountOf(rung), runs = count * tuner.Options.Repeat;
            TrainingRecipe[] recipes = [.. tuner.Targets.StopWith(stop).Select(t => tuner.InRung(t, rung))];
            double duration = recipes.StopWith(stop)
                .Sum(r => DurationEstimator.Estimate(r, dataset, sizes.Get(r), speed)) * runs / parallel;
            long steps = recipes.Max(r => RecipeSize.Steps(r, dataset));
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"Rung {rung + 1} of {tuner.Options.Rungs}: {count} {(count == 1 ? "setting" : "settings")} for each of {recipes.Length} networks, ")
                + string.Create(CultureInfo.InvariantCulture,
                    $"{tuner.Options.Repeat} {(tuner.Options.Repeat == 1 ? "seed" : "seeds")}, up to {steps} steps; about ")
                + SweepPlan.FormatDuration(duration));
            networks += (long)runs * recipes.Length;
            seconds += duration;
        }
        double last = tuner.Targets.StopWith(stop)
            .Sum(t => DurationEstimator.Estimate(t, dataset, sizes.Get(t), speed)) * finalRuns / parallel;
        lines.Add(string.Create(CultureInfo.InvariantCulture,
            $"With the best settings: {finalRuns} runs for each of {tuner.Targets.Count} networks; about ")
            + SweepPlan.FormatDuration(last));
        return new(
            string.Create(CultureInfo.InvariantCulture,
                $"Tuning on {dataset.Name}: {networks} networks, then {finalRuns * tuner.Targets.Count} with the best settings; ")
            + string.Create(CultureInfo.InvariantCulture,
                $"about {SweepPlan.FormatDuration(seconds + last)} with {parallel} at a time on this machine."),
            lines);
    }
}
