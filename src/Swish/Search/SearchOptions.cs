using Swish.Networks;
using Swish.Recipes;

namespace Swish.Search;

/// <summary>What is searched, and how.</summary>
public sealed record SearchOptions
{
    /// <summary>The functions u of the core units.</summary>
    public IReadOnlyList<UnaryFunction> Unary { get; init; } = Enum.GetValues<UnaryFunction>();

    /// <summary>The functions b of the core units.</summary>
    public IReadOnlyList<BinaryFunction> Binary { get; init; } = Enum.GetValues<BinaryFunction>();

    /// <summary>The most core units nested in each other, 1 to 4.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>How compositions are chosen.</summary>
    public SearchStrategy Strategy { get; init; } = SearchStrategy.Exhaustive;

    /// <summary>How many candidates Random and Evolution try, 2 or more.</summary>
    public int CandidateCount { get; init; } = 200;

    /// <summary>How many of the best Evolution keeps to mutate, 2 or more.</summary>
    public int Population { get; init; } = 40;

    /// <summary>
    /// The child network, whose activation, seed, steps and evaluations the search sets: small, so that thousands can
    /// be trained, and deep enough to tell activations apart.
    /// </summary>
    public TrainingRecipe Recipe { get; init; } = new()
    {
        HiddenLayers = HiddenLayerList.Uniform(4, 64),
        BatchSize = 64,
        ValidationCount = 5000,
    };

    /// <summary>The rungs of successive halving, 1 to 10.</summary>
    public int Rungs { get; init; } = 4;

    /// <summary>
    /// η: from rung to rung a network is trained this many times as long, and one in so many candidates goes on. 2 to
    /// 100.
    /// </summary>
    public int Reduction { get; init; } = 3;

    /// <summary>The steps of the first rung, 1 or more.</summary>
    public int FirstSteps { get; init; } = 100;

    /// <summary>The candidates that reach the last rung at least, if there are so many.</summary>
    public int Finalists { get; init; } = 10;

    /// <summary>The seeds of the last rung, 3 or more; the rungs before it have one.</summary>
    public int FinalSeeds { get; init; } = 3;

    /// <summary>The seed of the choice, and of the first network of each candidate.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The steps of a rung, from 0.</summary>
    public int StepsOf(int rung)
    {
        long steps = FirstSteps;
        for (int i = 0; i < rung; i++) steps = Math.Min(int.MaxValue, steps * Reduction);
        return (int)steps;
    }

    /// <summary>The most steps of a network on the last rung.</summary>
    public const int MaximumSteps = 10_000_000;

    /// <summary>Rejects values out of range.</summary>
    /// <exception cref="SwishException">One is (InvalidSearch), or there is no validation set
    /// (ValidationNeeded).</exception>
    public void Validate()
    {
        Require(Unary.Count > 0 && Binary.Count > 0, "A search needs functions of both kinds.", Unary);
        Require(Depth is >= 1 and <= 4, "Depth is from 1 to 4.", Depth);
        Require(
            Strategy != SearchStrategy.Exhaustive || Depth == 1,
            "An exhaustive search is for one core unit; for more, choose Random or Evolution.", Depth);
        Require(CandidateCount >= 2, "At least 2 candidates are tried.", CandidateCount);
        Require(Population >= 2, "A population has at least 2 members.", Population);
        Require(Rungs is >= 1 and <= 10, "There are 1 to 10 rungs.", Rungs);
        Require(Reduction is >= 2 and <= 100, "The reduction is from 2 to 100.", Reduction);
        Require(FirstSteps >= 1, "A network is trained for at least 1 step.", FirstSteps);
        Require(
            StepsOf(Rungs - 1) <= MaximumSteps,
            $"Networks of the last rung would train for {StepsOf(Rungs - 1)} steps or more, and {MaximumSteps} are the "
            + "most; give fewer rungs, a smaller reduction or fewer steps.", Rungs);
        Require(Finalists >= 1, "At least 1 candidate reaches the last rung.", Finalists);
        Require(FinalSeeds >= 3, "The last rung has at least 3 seeds.", FinalSeeds);
        if (Recipe.ValidationCount > 0) return;
        throw new SwishException(
            "ValidationNeeded", ErrorKind.Contradiction,
            "A search ranks by validation accuracy and needs a validation set; the recipe's ValidationCount is 0.", 0);
    }

    private static void Require(bool holds, string sentence, object value)
    {
        if (!holds) throw new SwishException("InvalidSearch", ErrorKind.InvalidArgument, sentence, value);
    }
}
