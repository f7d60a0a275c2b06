using Swish.Recipes;
using Swish.Sweeps;

namespace Swish.Search;

/// <summary>Specifies the space, the strategy and the budget of a search.</summary>
public sealed record SearchOptions
{
    /// <summary>Gets the unary functions of the core units.</summary>
    public IReadOnlyList<UnaryFunction> Unary { get; init; } = Enum.GetValues<UnaryFunction>();

    /// <summary>Gets the binary functions of the core units.</summary>
    public IReadOnlyList<BinaryFunction> Binary { get; init; } = Enum.GetValues<BinaryFunction>();

    /// <summary>Gets the largest nesting depth of core units, 1 to 4.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>Gets the strategy that chooses compositions.</summary>
    public SearchStrategy Strategy { get; init; } = SearchStrategy.Exhaustive;

    /// <summary>Gets the number of candidates that Random and Evolution try, 2 or more.</summary>
    public int CandidateCount { get; init; } = 200;

    /// <summary>Gets the number of best candidates that Evolution selects parents from, 2 or more.</summary>
    public int Population { get; init; } = 40;

    /// <summary>
    /// Gets the recipe of the networks; the search sets its activation, seed, steps and evaluations. The default
    /// network is small enough to train thousands of, and deep enough to show differences between activations.
    /// </summary>
    public TrainingRecipe Recipe { get; init; } = new()
    {
        HiddenLayers = HiddenLayerList.Uniform(4, 64),
        BatchSize = 64,
        ValidationCount = 5000,
    };

    /// <summary>Gets the number of rungs of successive halving, 1 to 10.</summary>
    public int Rungs { get; init; } = 4;

    /// <summary>
    /// Gets the reduction factor η, 2 to 100: each rung trains η times as many steps as the rung before, and one in η
    /// candidates reaches it.
    /// </summary>
    public int Reduction { get; init; } = 3;

    /// <summary>Gets the number of training steps in the first rung, 1 or more.</summary>
    public int FirstSteps { get; init; } = 100;

    /// <summary>Gets the smallest number of candidates in the last rung, 1 or more; if there are fewer candidates, all
    /// of them reach it.</summary>
    public int Finalists { get; init; } = 10;

    /// <summary>Gets the number of seeds per candidate in the last rung, 3 or more. Earlier rungs train one
    /// seed.</summary>
    public int FinalSeeds { get; init; } = 3;

    /// <summary>Gets the seed of the choice of candidates, and of the first network of each candidate.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Computes the number of training steps in a rung.</summary>
    /// <param name="rung">The rung, from 0.</param>
    /// <returns>The steps, limited to the largest int.</returns>
    public int StepsOf(int rung)
    {
        long steps = FirstSteps;
        for (int i = 0; i < rung; i++) steps = Math.Min(int.MaxValue, steps * Reduction);
        return (int)steps;
    }

    /// <summary>Computes the number of seeds in a rung.</summary>
    /// <param name="rung">The rung, from 0.</param>
    /// <returns><see cref="FinalSeeds"/> in the last rung, otherwise 1.</returns>
    public int SeedsOf(int rung) => rung == Rungs - 1 ? FinalSeeds : 1;

    /// <summary>Computes the number of candidates that reach the next rung.</summary>
    /// <param name="candidates">The number of candidates of a rung.</param>
    /// <returns>One in <see cref="Reduction"/>, but at least <see cref="Finalists"/> if there are so many.</returns>
    public int CandidatesAfter(int candidates) =>
        SuccessiveHalving.Survivors(candidates, Reduction, Finalists);

    /// <summary>The largest number of training steps in the last rung.</summary>
    public const int MaximumSteps = 10_000_000;

    /// <summary>Checks that all values are in range.</summary>
    /// <exception cref="SwishException">A value is out of range (InvalidSearch), or there is no validation set
    /// (ValidationNeeded).</exception>
    public void Validate()
    {
        Require(
            Unary.Count > 0 && Binary.Count > 0,
            "A search needs at least one unary and one binary function.", Unary);
        Require(Depth is >= 1 and <= 4, $"Depth is {Depth}; it must be 1 to 4.", Depth);
        Require(
            Strategy != SearchStrategy.Exhaustive || Depth == 1,
            $"An exhaustive search has depth 1, not {Depth}; choose Random or Evolution for more.", Depth);
        Require(
            CandidateCount >= 2,
            $"The number of candidates is {CandidateCount}; it must be 2 or more.", CandidateCount);
        Require(Population >= 2, $"The population is {Population}; it must be 2 or more.", Population);
        Require(Rungs is >= 1 and <= 10, $"The number of rungs is {Rungs}; it must be 1 to 10.", Rungs);
        Require(Reduction is >= 2 and <= 100, $"The reduction is {Reduction}; it must be 2 to 100.", Reduction);
        Require(FirstSteps >= 1, $"The steps of the first rung are {FirstSteps}; they must be 1 or more.", FirstSteps);
        Require(
            StepsOf(Rungs - 1) <= MaximumSteps,
            $"The last rung would train {StepsOf(Rungs - 1)} steps or more; at most {MaximumSteps} are allowed. Choose "
            + "fewer rungs, a smaller reduction or fewer steps.", Rungs);
        Require(Finalists >= 1, $"The number of finalists is {Finalists}; it must be 1 or more.", Finalists);
        Require(FinalSeeds >= 3, $"The last rung has {FinalSeeds} seeds; it must have 3 or more.", FinalSeeds);
        if (Recipe.ValidationCount > 0) return;
        throw new SwishException(
            "ValidationNeeded", ErrorKind.Contradiction,
            "The recipe's ValidationCount is 0, but a search ranks by validation accuracy; set it to 1 or more.", 0);
    }

    private static void Require(bool condition, string message, object value)
    {
        if (!condition) throw new SwishException("InvalidSearch", ErrorKind.InvalidArgument, message, value);
    }
}
