using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Networks;

namespace Swish.Recipes;

/// <summary>Contains the named recipes.</summary>
public static class RecipeCatalog
{
    /// <summary>Gets all named recipes, the default first.</summary>
    public static IReadOnlyList<NamedRecipe> All { get; } =
    [
        new("Default",
            "Swish in two hidden layers of 128, Adam, three epochs. Takes a few seconds.",
            () => new RecipeGrid()),
        new("Synced2017Shallow",
            "784-500-10 with ReLU, as in the Swish experiments of October 2017: reported 0.9829. "
            + "L2 covers both weight matrices.",
            Synced2017Shallow),
        new("Synced2017Deep",
            "784-500×7-300-200-100-10, as in the Swish experiments of October 2017: reported ReLU 0.9666, "
            + "Swish 0.9722. L2 covers only the first weight matrix: the original code was meant to penalize all of "
            + "them, but a misspelled variable left out the others, and this recipe reproduces what was run.",
            Synced2017Deep),
        new("DepthSweep",
            "Accuracy against depth, ReLU and Swish in 10 to 50 hidden layers of 64, eight seeds, which five tests "
            + "need. The settings were chosen because the two differ at 50 layers. Takes about five minutes on two "
            + "cores.",
            DepthSweep),
        new("BatchSizeSweep",
            "Accuracy against batch size, ReLU and Swish in three hidden layers of 64, batches of 32 to 2048 at one "
            + "learning rate, nine seeds, which seven tests need. Takes about two minutes on two cores.",
            BatchSizeSweep),
        new("GateSweep",
            "Gates against ReLU and Swish at equal parameters: GLU, Bilinear, ReGLU, GEGLU and SwiGLU in 1, 2 and 4 "
            + "hidden layers of 64, ten seeds. Takes about three minutes on two cores.",
            GateSweep),
    ];

    /// <summary>Creates a grid of a named recipe.</summary>
    /// <param name="name">The name of the recipe, in any case.</param>
    /// <returns>A new grid, which the caller may change.</returns>
    /// <exception cref="SwishException">No recipe has this name (UnknownRecipe).</exception>
    public static RecipeGrid Create(string name)
    {
        NamedRecipe recipe = All.FirstOrDefault(r => r.Name.Equals(name?.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new SwishException("UnknownRecipe", ErrorKind.NotFound,
                $"There is no recipe '{name}'. There are: {string.Join(", ", All.Select(r => r.Name))}."
                + (Path.HasExtension(name) ? " A table is piped in: Import-Csv file | Invoke-SwishTraining -Label column." : ""),
                name);
        RecipeGrid grid = recipe.Create();
        grid.Name = recipe.Name;
        grid.Description = recipe.Description;
        return grid;
    }

    private static RecipeGrid Synced2017Shallow() => new(Synced2017 with
    {
        LearningRate = 0.8,
        L2Layer = L2Layer.All,
    })
    {
        HiddenLayer = [500],
    };

    private static RecipeGrid Synced2017Deep() => new(Synced2017 with
    {
        LearningRate = 0.008,
        L2Layer = L2Layer.First,
    })
    {
        HiddenLayer = [500, 500, 500, 500, 500, 500, 500, 300, 200, 100],
    };

    /// <summary>
    /// Creates the sweep over depth: plain networks, without residual connections. The paper only says that its
    /// networks were fully connected, with batch normalization, trained on MNIST, and that it shows the median of three
    /// runs. docs/reproduction.md explains how these settings were found, and shows settings in which the two do not
    /// differ.
    /// </summary>
    private static RecipeGrid DepthSweep() => ReluAndSwish(new()
    {
        BatchNormInterval = 3,
        Initializer = InitializerKind.GlorotUniform,
        Schedule = ScheduleKind.Cosine,
        Epochs = 6,
    }, depths: [10, 20, 30, 40, 50], seeds: 8);

    /// <summary>
    /// Creates the sweep over batch size. The paper's own sweep was on CIFAR-10. The learning rate is the same for all
    /// batch sizes, because a grid contains every combination of rate and batch size.
    /// </summary>
    private static RecipeGrid BatchSizeSweep() => ReluAndSwish(TrainingRecipe.Default, depths: [3], seeds: 9)
        .Sweep(RecipeSettings.BatchSize, 32, 64, 128, 256, 512, 1024, 2048);

    /// <summary>
    /// Creates the comparison of gates with ReLU and Swish. The article asks whether Swish is a gate in the sense of
    /// GLU; the gates are those of Shazeer 2020, arXiv:2002.05202.
    /// </summary>
    private static RecipeGrid GateSweep() => ReluAndSwish(TrainingRecipe.Default, depths: [1, 2, 4], seeds: 10)
        .Sweep(
            RecipeSettings.Activation,
            [
                ActivationCatalog.Parse("ReLU"), ActivationCatalog.Parse("Swish"),
                .. GateCatalog.All.Select(gate => ActivationCatalog.Parse(gate.Name)),
            ]);

    /// <summary>
    /// Creates a grid of ReLU and Swish in hidden layers of 64, with as many seeds as a difference needs to be
    /// significant after adjustment for the number of tests.
    /// </summary>
    private static RecipeGrid ReluAndSwish(TrainingRecipe start, int[] depths, int seeds) =>
        new RecipeGrid(start) { Depth = depths, Width = [64] }
            .Sweep(RecipeSettings.Activation, ActivationCatalog.Parse("ReLU"), ActivationCatalog.Parse("Swish"))
            .Sweep(RecipeSettings.Seed, [.. Enumerable.Range(1, seeds)]);

    /// <summary>Gets the settings that both networks of the 2017 experiments share.</summary>
    private static TrainingRecipe Synced2017 => new()
    {
        Activation = ActivationCatalog.Parse("ReLU"),
        BatchSize = 100,
        Optimizer = OptimizerKind.SGD,
        Schedule = ScheduleKind.Exponential,
        DecayRate = 0.99,
        DecayStep = 550,
        Staircase = true,
        L2 = 1e-4,
        MovingAverageDecay = 0.99,
        Initializer = InitializerKind.TruncatedNormal,
        InitializerDeviation = 0.1,
        InitialBias = 0.1,
        Steps = 10_000,
        ValidationCount = 5000,
    };
}
