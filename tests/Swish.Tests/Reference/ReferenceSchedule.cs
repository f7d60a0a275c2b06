using Swish.Recipes;

namespace Swish.Tests.Reference;

/// <summary>The learning rate of a step, in closed form.</summary>
internal static class ReferenceSchedule
{
    /// <param name="recipe">The schedule and its constants.</param>
    /// <param name="step">The steps done before this one.</param>
    /// <param name="steps">The steps of the whole run.</param>
    /// <param name="stepsPerEpoch">The steps of an epoch.</param>
    public static double Rate(TrainingRecipe recipe, int step, int steps, int stepsPerEpoch)
    {
        double exponent = (double)step / (recipe.DecayStep == 0 ? stepsPerEpoch : recipe.DecayStep);
        double factor = recipe.Schedule switch
        {
            ScheduleKind.Exponential => Math.Pow(recipe.DecayRate, recipe.Staircase ? Math.Floor(exponent) : exponent),
            ScheduleKind.Step => Math.Pow(recipe.DecayRate, Math.Floor(exponent)),
            ScheduleKind.OneCycle => OneCycle(step, steps),
            ScheduleKind.Cosine => (1 + Math.Cos(Math.PI * step / steps)) / 2,
            _ => 1,
        };
        double warmup = step < recipe.WarmupStep ? (step + 1.0) / recipe.WarmupStep : 1;
        return recipe.LearningRate * factor * warmup;
    }

    /// <summary>PyTorch's OneCycleLR with max_lr 1: its list of phases and its cosine.</summary>
    private static double OneCycle(int step, int steps)
    {
        (double End, double From, double To)[] phases =
            [(0.3 * steps - 1, 1 / 25.0, 1), (steps - 1, 1, 1 / 25.0 / 1e4)];
        double start = 0;
        for (int i = 0; ; i++)
        {
            (double end, double from, double to) = phases[i];
            if (step <= end || i == phases.Length - 1)
                return to + (from - to) / 2 * (Math.Cos(Math.PI * (step - start) / (end - start)) + 1);
            start = end;
        }
    }
}
