using System.Globalization;
using Swish.Recipes;
using Swish.Sweeps;

namespace Swish.Tuning;

/// <summary>Specifies what tuning tries, and with which budget. It is the same for each network that is tuned.</summary>
public sealed record TuningOptions
{
    /// <summary>The largest number of settings that are tried.</summary>
    public const int MaxCount = 200;

    /// <summary>Gets the ranges, one or more.</summary>
    public required IReadOnlyList<TuningRange> Ranges { get; init; }

    /// <summary>Gets the number of settings that are tried, 2 to <see cref="MaxCount"/>.</summary>
    public int Count { get; init; } = 18;

    /// <summary>Gets the number of rungs of successive halving, 1 to 10.</summary>
    public int Rungs { get; init; } = 3;

    /// <summary>Gets the reduction factor η of successive halving, 2 to 100.</summary>
    public int Reduction { get; init; } = 3;

    /// <summary>
    /// Gets the first seed of tuning. It draws the settings, and the networks of tuning have this seed and the following
    /// ones, which must differ from those of the runs that are compared.
    /// </summary>
    public int Seed { get; init; } = 1_000_000;

    /// <summary>Gets the number of seeds with which each setting is trained, 1 or more.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Gets the seeds of the networks of tuning.</summary>
    public IEnumerable<int> Seeds => Enumerable.Range(Seed, Repeat);

    /// <summary>Returns the number of settings that are trained in a rung.</summary>
    /// <param name="rung">The rung, from 0.</param>
    public int CountOf(int rung)
    {
        int count = Count;
        for (int i = 0; i < rung; i++) count = SuccessiveHalving.Survivors(count, Reduction, 1);
        return count;
    }

    /// <summary>Returns a recipe whose settings that are tuned have the smallest values of their ranges.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>The same for all recipes that differ only in settings that are tuned.</returns>
    public TrainingRecipe WithoutTuned(TrainingRecipe recipe) =>
        Ranges.Aggregate(recipe, (changed, range) => range.Setting.With(changed, range.Minimum));

    /// <summary>Checks that all values are in range.</summary>
    /// <exception cref="SwishException">
    /// A value is out of range (InvalidTuning, or Invalid and the name of a setting).
    /// </exception>
    public void Validate()
    {
        Require(Ranges.Count > 0, "There is no range to tune a setting in; specify one, such as -LearningRateRange.", 0);
        Require(Ranges.Select(r => r.Setting).Distinct().Count() == Ranges.Count, "A setting has two ranges.", Ranges.Count);
        foreach (TuningRange range in Ranges) range.Validate();
        Require(Count is >= 2 and <= MaxCount, $"{Count} settings cannot be tried; specify 2 to {MaxCount}.", Count);
        Require(Rungs is >= 1 and <= 10, $"The number of rungs is {Rungs}; it must be 1 to 10.", Rungs);
        Require(Reduction is >= 2 and <= 100, $"The reduction is {Reduction}; it must be 2 to 100.", Reduction);
        Require(Repeat >= 1, $"The number of seeds of tuning is {Repeat}; it must be 1 or more.", Repeat);
        Require(Seed >= 0 && Seed <= int.MaxValue - Repeat,
            string.Create(CultureInfo.InvariantCulture, $"The first seed of tuning is {Seed}; it must be 0 or more."), Seed);
    }

    private static void Require(bool condition, string message, object value)
    {
        if (!condition) throw new SwishException("InvalidTuning", ErrorKind.InvalidArgument, message, value);
    }
}
