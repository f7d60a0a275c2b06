using System.Globalization;
using Swish.Activations;
using Swish.Networks;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>
/// Recipes as a grid: what is swept is an array, the rest single values. A plain object with settable properties, named
/// as the parameters of Invoke-SwishTraining are. <see cref="Expand"/> gives every combination.
/// </summary>
public sealed class RecipeGrid
{
    /// <summary>The most combinations that a grid may have: a sweep's recipes are all held in memory.</summary>
    public const int MaximumRuns = 1_000_000;

    private static readonly TrainingRecipe Defaults = new();

    private int[]? _hiddenLayer;

    /// <summary>The name of the recipe that this grid began as.</summary>
    public string Name { get; set; } = "Default";

    /// <summary>What the recipe reproduces.</summary>
    public string Description { get; set; } = "";

    /// <summary>The hidden layers' activation functions; swept.</summary>
    public Activation[] Activation { get; set; } = [Defaults.Activation];

    /// <summary>
    /// One architecture: the widths of the hidden layers, in order; empty for none. Setting it clears
    /// <see cref="Depth"/> and <see cref="Width"/>, which else go before it.
    /// </summary>
    public int[]? HiddenLayer
    {
        get => _hiddenLayer;
        set
        {
            _hiddenLayer = value;
            Depth = null;
            Width = null;
        }
    }

    /// <summary>Numbers of hidden layers; swept. Null: as many as <see cref="HiddenLayer"/> has.</summary>
    public int[]? Depth { get; set; }

    /// <summary>Widths of all hidden layers; swept. Null: the width that <see cref="HiddenLayer"/> has.</summary>
    public int[]? Width { get; set; }

    /// <summary>
    /// The architectures in words: <c>500x7-300-200-100</c>, or depths and widths such as <c>1, 3 × 128</c>.
    /// </summary>
    public string HiddenLayers
    {
        get
        {
            HiddenLayerList kept = HiddenLayer is null ? Defaults.HiddenLayers : new(HiddenLayer);
            if (Depth is null && Width is null) return kept.ToString();
            string width = Width is not null ? Join(Width) : kept.Width is int common ? Join([common]) : "?";
            return $"{Join(Depth ?? [kept.Depth])} × {width}";

            static string Join(int[] numbers) =>
                string.Join(", ", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Examples a step; swept.</summary>
    public int[] BatchSize { get; set; } = [Defaults.BatchSize];

    /// <summary>Learning rates before any schedule; swept.</summary>
    public double[] LearningRate { get; set; } = [Defaults.LearningRate];

    /// <inheritdoc cref="TrainingRecipe.Optimizer"/>
    public OptimizerKind Optimizer { get; set; } = Defaults.Optimizer;

    /// <inheritdoc cref="TrainingRecipe.Momentum"/>
    public double Momentum { get; set; } = Defaults.Momentum;

    /// <inheritdoc cref="TrainingRecipe.WeightDecay"/>
    public double WeightDecay { get; set; } = Defaults.WeightDecay;

    /// <inheritdoc cref="TrainingRecipe.GradientClip"/>
    public double GradientClip { get; set; } = Defaults.GradientClip;

    /// <inheritdoc cref="TrainingRecipe.Schedule"/>
    public ScheduleKind Schedule { get; set; } = Defaults.Schedule;

    /// <inheritdoc cref="TrainingRecipe.DecayRate"/>
    public double DecayRate { get; set; } = Defaults.DecayRate;

    /// <inheritdoc cref="TrainingRecipe.DecayStep"/>
    public int DecayStep { get; set; } = Defaults.DecayStep;

    /// <inheritdoc cref="TrainingRecipe.Staircase"/>
    public bool Staircase { get; set; } = Defaults.Staircase;

    /// <inheritdoc cref="TrainingRecipe.WarmupStep"/>
    public int WarmupStep { get; set; } = Defaults.WarmupStep;

    /// <inheritdoc cref="TrainingRecipe.L2"/>
    public double L2 { get; set; } = Defaults.L2;

    /// <inheritdoc cref="TrainingRecipe.L2Layer"/>
    public L2Layer L2Layer { get; set; } = Defaults.L2Layer;

    /// <inheritdoc cref="TrainingRecipe.MovingAverageDecay"/>
    public double MovingAverageDecay { get; set; } = Defaults.MovingAverageDecay;

    /// <summary><c>None</c>, <c>All</c>, or n: batch normalization on hidden layers n, 2n, 3n, ….</summary>
    public string BatchNorm { get; set; } = "None";

    /// <inheritdoc cref="TrainingRecipe.BatchNormPosition"/>
    public BatchNormPosition BatchNormPosition { get; set; } = Defaults.BatchNormPosition;

    /// <inheritdoc cref="TrainingRecipe.Residual"/>
    public bool Residual { get; set; } = Defaults.Residual;

    /// <inheritdoc cref="TrainingRecipe.Dropout"/>
    public double Dropout { get; set; } = Defaults.Dropout;

    /// <inheritdoc cref="TrainingRecipe.Initializer"/>
    public InitializerKind Initializer { get; set; } = Defaults.Initializer;

    /// <inheritdoc cref="TrainingRecipe.InitializerDeviation"/>
    public double InitializerDeviation { get; set; } = Defaults.InitializerDeviation;

    /// <inheritdoc cref="TrainingRecipe.InitialBias"/>
    public double InitialBias { get; set; } = Defaults.InitialBias;

    /// <inheritdoc cref="TrainingRecipe.Standardize"/>
    public bool Standardize { get; set; } = Defaults.Standardize;

    /// <summary>Passes over the training set, where <see cref="Step"/> is null.</summary>
    public int Epoch { get; set; } = Defaults.Epochs;

    /// <summary>Steps of one batch each; null: as many as <see cref="Epoch"/> gives.</summary>
    public int? Step { get; set; } = Defaults.Steps;

    /// <summary>The seeds; swept, innermost.</summary>
    public int[] Seed { get; set; } = [Defaults.Seed];

    /// <inheritdoc cref="TrainingRecipe.EvaluateEvery"/>
    public int EvaluateEvery { get; set; } = Defaults.EvaluateEvery;

    /// <inheritdoc cref="TrainingRecipe.ValidationCount"/>
    public int ValidationCount { get; set; } = Defaults.ValidationCount;

    /// <inheritdoc cref="TrainingRecipe.Diagnostic"/>
    public bool Diagnostic { get; set; } = Defaults.Diagnostic;

    /// <summary>A grid of the same values; setting one's properties leaves the other's as they are.</summary>
    public RecipeGrid Copy() => (RecipeGrid)MemberwiseClone();

    /// <summary>
    /// Every combination of what is swept, each checked by itself: activation outermost, then the architecture (depth,
    /// then width), batch size, learning rate, and seed innermost.
    /// </summary>
    /// <exception cref="SwishException">An array is empty (EmptySweep) or holds a null; depth and architecture do not
    /// fit (WidthNeeded); a value is out of its range; or there are more combinations than <see cref="MaximumRuns"/>
    /// (SweepTooLarge).</exception>
    public IReadOnlyList<TrainingRecipe> Expand()
    {
        RequireSize();
        TrainingRecipe rest = Rest();
        List<TrainingRecipe> recipes = [];
        IReadOnlyList<HiddenLayerList> architectures = Architectures();
        foreach (Activation activation in NotEmpty(Activation))
            foreach (HiddenLayerList layers in architectures)
                foreach (int batchSize in NotEmpty(BatchSize))
                    foreach (double learningRate in NotEmpty(LearningRate))
                        foreach (int seed in NotEmpty(Seed))
                            recipes.Add(rest with
                            {
                                Activation = activation,
                                HiddenLayers = layers,
                                BatchSize = batchSize,
                                LearningRate = learningRate,
                                Seed = seed,
                            });
        foreach (TrainingRecipe recipe in recipes) RecipeValidator.Validate(recipe);
        return recipes;
    }

    /// <summary>
    /// The interval of layers that <c>None</c>, <c>All</c> or a number stands for: 0, 1 or the number.
    /// </summary>
    /// <param name="text">The text, case-blind.</param>
    /// <exception cref="SwishException">It is none of these (InvalidBatchNorm).</exception>
    public static int ParseBatchNorm(string? text)
    {
        string trimmed = text?.Trim() ?? "";
        if (trimmed.Equals("None", StringComparison.OrdinalIgnoreCase)) return 0;
        if (trimmed.Equals("All", StringComparison.OrdinalIgnoreCase)) return 1;
        if (int.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out int interval) && interval > 0)
            return interval;
        throw new SwishException("InvalidBatchNorm", ErrorKind.InvalidArgument,
            $"BatchNorm is None, All, or a number n from 1 on for layers n, 2n, …, not '{text}'.", text);
    }

    private TrainingRecipe Rest() => new()
    {
        Optimizer = Optimizer,
        Momentum = Momentum,
        WeightDecay = WeightDecay,
        GradientClip = GradientClip,
        Schedule = Schedule,
        DecayRate = DecayRate,
        DecayStep = DecayStep,
        Staircase = Staircase,
        WarmupStep = WarmupStep,
        L2 = L2,
        L2Layer = L2Layer,
        MovingAverageDecay = MovingAverageDecay,
        BatchNormInterval = ParseBatchNorm(BatchNorm),
        BatchNormPosition = BatchNormPosition,
        Residual = Residual,
        Dropout = Dropout,
        Initializer = Initializer,
        InitializerDeviation = InitializerDeviation,
        InitialBias = InitialBias,
        Standardize = Standardize,
        Epochs = Epoch,
        Steps = Step,
        EvaluateEvery = EvaluateEvery,
        ValidationCount = ValidationCount,
        Diagnostic = Diagnostic,
    };

    private void RequireSize()
    {
        double runs = 1;
        foreach (Array? swept in new Array?[] { Activation, Depth, Width, BatchSize, LearningRate, Seed })
            runs *= swept?.Length ?? 1;
        if (runs > MaximumRuns)
            throw new SwishException("SweepTooLarge", ErrorKind.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture,
                    $"The sweep of {Name} has {runs} runs; {MaximumRuns} are the most. Sweep over less at a time."), runs);
    }

    private List<HiddenLayerList> Architectures()
    {
        HiddenLayerList kept = HiddenLayer is null ? Defaults.HiddenLayers : new(HiddenLayer);
        if (Depth is null && Width is null) return [kept];
        int[] depths = NotEmpty(Depth ?? [kept.Depth], nameof(Depth));
        int[] widths = NotEmpty(Width ?? [kept.Width ?? throw WidthNeeded(kept)], nameof(Width));
        List<HiddenLayerList> architectures = [];
        foreach (int depth in depths)
        {
            if (depth is < 0 or > RecipeValidator.MaximumDepth)
                throw new SwishException("InvalidDepth", ErrorKind.InvalidArgument,
                    $"A network has 0 to {RecipeValidator.MaximumDepth} hidden layers, not {depth}.", depth);
            foreach (int width in widths) architectures.Add(HiddenLayerList.Uniform(depth, width));
        }
        return architectures;
    }

    private SwishException WidthNeeded(HiddenLayerList kept) =>
        new("WidthNeeded", ErrorKind.Contradiction,
            $"The hidden layers of {Name} ({kept}) have no common width that Depth could keep; give Width as well.",
            Depth);

    private static T[] NotEmpty<T>(
        T[]? values,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(values))] string name = "")
    {
        if (values is null || values.Length == 0)
            throw Empty("needs at least one value");
        foreach (T value in values)
            if (value is null)
                throw Empty("holds an empty value");
        return values;

        SwishException Empty(string error) =>
            new("EmptySweep", ErrorKind.InvalidArgument, $"{name} {error}.", values);
    }
}
