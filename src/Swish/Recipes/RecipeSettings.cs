using Swish.Activations;
using Swish.Networks;

namespace Swish.Recipes;

/// <summary>
/// The declarations of all settings of a recipe, each once. To add a setting: a property of <see cref="TrainingRecipe"/>
/// with its default, a declaration at the end of this list that omits the default, and a parameter of RecipeCommand.
/// </summary>
public static class RecipeSettings
{
    /// <summary>The most hidden layers of a network.</summary>
    public const int MaximumDepth = 10_000;

    /// <summary>The most units of a layer.</summary>
    public const int MaximumWidth = 1_000_000;

    /// <summary>
    /// The largest learning rate, deviation, bias, penalty and clipping norm: far beyond what trains.
    /// </summary>
    public const double MaximumMagnitude = 1e6;

    private static readonly NumberRange Positive = new(Above: 0, AtMost: MaximumMagnitude);
    private static readonly NumberRange NotNegative = new(AtLeast: 0, AtMost: MaximumMagnitude);
    private static readonly NumberRange BelowOne = new(AtLeast: 0, Below: 1);

    // Filled by the declarations, which run in the order of the text: the order of the fields in JSON.
    private static readonly List<RecipeSetting> Declared = [];

    /// <inheritdoc cref="TrainingRecipe.Activation"/>
    public static RecipeSetting<Activation> Activation { get; } = Declare(new TextSetting<Activation>(
        nameof(TrainingRecipe.Activation), r => r.Activation, (r, v) => r with { Activation = v },
        ActivationCatalog.Parse)
    { What = "An activation", SweepOrder = 1, Column = nameof(RunIdentity.Activation) });

    /// <inheritdoc cref="TrainingRecipe.HiddenLayers"/>
    public static RecipeSetting<HiddenLayerList> HiddenLayers { get; } = Declare(new TextSetting<HiddenLayerList>(
        nameof(TrainingRecipe.HiddenLayers), r => r.HiddenLayers, (r, v) => r with { HiddenLayers = v },
        HiddenLayerList.Parse, ValidateLayers)
    { What = "The hidden layers", SweepOrder = 2, Column = nameof(RunIdentity.HiddenLayers) });

    /// <inheritdoc cref="TrainingRecipe.BatchSize"/>
    public static CountSetting BatchSize { get; } = Declare(new CountSetting(
        nameof(TrainingRecipe.BatchSize), r => r.BatchSize, (r, v) => r with { BatchSize = v }, atLeast: 1)
    { What = "A batch size", Unit = "examples", SweepOrder = 3, Column = nameof(RunIdentity.BatchSize) });

    /// <inheritdoc cref="TrainingRecipe.LearningRate"/>
    public static NumberSetting LearningRate { get; } = Declare(new NumberSetting(
        nameof(TrainingRecipe.LearningRate), r => r.LearningRate, (r, v) => r with { LearningRate = v }, Positive)
    { What = "A learning rate", SweepOrder = 4, Column = nameof(RunIdentity.LearningRate) });

    /// <inheritdoc cref="TrainingRecipe.Optimizer"/>
    public static ChoiceSetting<OptimizerKind> Optimizer { get; } = Declare(new ChoiceSetting<OptimizerKind>(
        nameof(TrainingRecipe.Optimizer), r => r.Optimizer, (r, v) => r with { Optimizer = v })
    { What = "The optimizer", SweepOrder = 5, Column = nameof(RunIdentity.Optimizer) });

    /// <inheritdoc cref="TrainingRecipe.Momentum"/>
    public static NumberSetting Momentum { get; } = Declare(new NumberSetting(
        nameof(TrainingRecipe.Momentum), r => r.Momentum, (r, v) => r with { Momentum = v }, BelowOne)
    {
        What = "The momentum",
        HasEffect = r => r.Optimizer is OptimizerKind.Momentum or OptimizerKind.Nesterov,
        EffectNeeds = "-Optimizer Momentum or Nesterov",
    });

    /// <inheritdoc cref="TrainingRecipe.WeightDecay"/>
    public static NumberSetting WeightDecay { get; } = Declare(new NumberSetting(
        nameof(TrainingRecipe.WeightDecay), r => r.WeightDecay, (r, v) => r with { WeightDecay = v }, NotNegative)
    { What = "The weight decay" });

    /// <inheritdoc cref="TrainingRecipe.GradientClip"/>
    public static NumberSetting GradientClip { get; } = Declare(new NumberSetting(
        nameof(TrainingRecipe.GradientClip), r => r.GradientClip, (r, v) => r with { GradientClip = v }, NotNegative)
    { What = "The largest norm of the gradient" });

    /// <inheritdoc cref="TrainingRecipe.Schedule"/>
    public static ChoiceSetting<ScheduleKind> Schedule { get; } = Declare(new ChoiceSetting<ScheduleKind>(
        nameof(TrainingRecipe.Schedule), r => r.Schedule, (r, v) => r with { Schedule = v })
    { What = "The schedule", SweepOrder = 6, Column = nameof(RunIdentity.Schedule) });

    /// <inheritdoc cref="TrainingRecipe.DecayRate"/>
    public static NumberSetting DecayRate { get; } = Declare(new NumberSetting(
        nameof(TrainingRecipe.DecayRate), r => r.DecayRate, (r, v) => r with { DecayRate = v },
        new(Above: 0, AtMost: 10))
    { What = "The decay rate", HasEffect = Decays, EffectNeeds = "-Schedule Exponential or Step" });

    /// <inheritdoc cref="TrainingRecipe.DecayStep"/>
    public static CountSetting DecayStep { get; } = Declare(new CountSetting(
        nameof(TrainingRecipe.DecayStep), r => r.DecayStep, (r, v) => r with { DecayStep = v }, atLeast: 0)
    {
        What = "The number of steps of a decay", Unit = "steps",
        HasEffect = Decays, EffectNeeds = "-Schedule Exponential or Step",
    });

    /// <inheritdoc cref="TrainingRecipe.Staircase"/>
    public static SwitchSetting Staircase { get; } = Declare(new SwitchSetting(
        nameof(TrainingRecipe.Staircase), r => r.Staircase, (r, v) => r with { Staircase = v })
    {
        What = "Staircase",
        HasEffect = r => r.Schedule == ScheduleKind.Exponential, EffectNeeds = "-Schedule Exponential",
    });

    /// <inheritdoc cref="TrainingRecipe.WarmupStep"/>
    public static CountSetting WarmupStep { get; } = Declare(new CountSetting(
        nameof(TrainingRecipe.WarmupStep), r => r.WarmupStep, (r, v) => r with { WarmupStep = v }, atLeast: 0)
    { What = "The number of warm-up steps", Unit = "steps" });

    /// <inheritdoc cref="TrainingRecipe.L2"/>
    public static NumberSetting L2 { get; } = Declare(new NumberSetting(
        nameof(TrainingRecipe.L2), r => r.L2, (r, v) => r with { L2 = v }, NotNegative)
    { What = "The L2 penalty", Column = nameof(RunIdentity.L2) });

    /// <inheritdoc cref="TrainingRecipe.L2Layer"/>
    public static ChoiceSetting<L2Layer> L2Layer { get; } = Declare(new ChoiceSetting<L2Layer>(
        nameof(TrainingRecipe.L2Layer), r => r.L2Layer, (r, v) => r with { L2Layer = v })
    { What = "The choice of layers with an L2 penalty", HasEffect = r => r.L2 > 0, EffectNeeds = "-L2 above 0" });

    /// <inheritdoc cref="TrainingRecipe.MovingAverageDecay"/>
    public static NumberSetting MovingAverageDecay { get; } = Declare(new NumberSetting(
        nameof(TrainingRecipe.MovingAverageDecay), r => r.MovingAverageDecay,
        (r, v) => r with { MovingAverageDecay = v }, BelowOne)
    { What = "The decay of the moving average" });

    /// <inheritdoc cref="TrainingRecipe.BatchNormInterval"/>
    public static BatchNormSetting BatchNorm { get; } = Declare(new BatchNormSetting
    {
        Name = nameof(BatchNorm), What = "Batch normalization", Column = nameof(RunIdentity.BatchNorm),
    });

    /// <inheritdoc cref="TrainingRecipe.BatchNormPosition"/>
    public static ChoiceSetting<BatchNormPosition> BatchNormPosition { get; } =
        Declare(new ChoiceSetting<BatchNormPosition>(
            nameof(TrainingRecipe.BatchNormPosition), r => r.BatchNormPosition,
            (r, v) => r with { BatchNormPosition = v })
        {
            What = "The position of batch normalization", Column = nameof(RunIdentity.BatchNorm),
            HasEffect = r => r.BatchNormInterval > 0, EffectNeeds = "-BatchNorm",
        });

    /// <inheritdoc cref="TrainingRecipe.Residual"/>
    public static SwitchSetting Residual { get; } = Declare(new SwitchSetting(
        nameof(TrainingRecipe.Residual), r => r.Residual, (r, v) => r with { Residual = v })
    { What = "Residual", Column = nameof(RunIdentity.Residual) });

    /// <inheritdoc cref="TrainingRecipe.Dropout"/>
    public static NumberSetting Dropout { get; } = Declare(new NumberSetting(
        nameof(TrainingRecipe.Dropout), r => r.Dropout, (r, v) => r with { Dropout = v }, BelowOne)
    { What = "The dropout", Column = nameof(RunIdentity.Dropout) });

    /// <inheritdoc cref="TrainingRecipe.Initializer"/>
    public static ChoiceSetting<InitializerKind> Initializer { get; } = Declare(new ChoiceSetting<InitializerKind>(
        nameof(TrainingRecipe.Initializer), r => r.Initializer, (r, v) => r with { Initializer = v })
    { What = "The initializer", SweepOrder = 7, Column = nameof(RunIdentity.Initializer) });

    /// <inheritdoc cref="TrainingRecipe.InitializerDeviation"/>
    public static NumberSetting InitializerDeviation { get; } = Declare(new NumberSetting(
        nameof(TrainingRecipe.InitializerDeviation), r => r.InitializerDeviation,
        (r, v) => r with { InitializerDeviation = v }, Positive)
    { What = "The standard deviation of the truncated normal initializer" });

    /// <inheritdoc cref="TrainingRecipe.InitialBias"/>
    public static NumberSetting InitialBias { get; } = Declare(new NumberSetting(
        nameof(TrainingRecipe.InitialBias), r => r.InitialBias, (r, v) => r with { InitialBias = v },
        new(AtLeast: -MaximumMagnitude, AtMost: MaximumMagnitude))
    { What = "The initial bias" });

    /// <inheritdoc cref="TrainingRecipe.Standardize"/>
    public static SwitchSetting Standardize { get; } = Declare(new SwitchSetting(
        nameof(TrainingRecipe.Standardize), r => r.Standardize, (r, v) => r with { Standardize = v })
    { What = "Standardize" });

    /// <inheritdoc cref="TrainingRecipe.Epochs"/>
    public static CountSetting Epoch { get; } = Declare(new CountSetting(
        nameof(TrainingRecipe.Epochs), r => r.Epochs, (r, v) => r with { Epochs = v }, atLeast: 1)
    { Name = nameof(Epoch), What = "The number of epochs", Unit = "epochs", Column = nameof(TrainingRecipe.Epochs) });

    /// <inheritdoc cref="TrainingRecipe.Steps"/>
    public static OptionalCountSetting Step { get; } = Declare(new OptionalCountSetting(
        nameof(TrainingRecipe.Steps), r => r.Steps, (r, v) => r with { Steps = v }, atLeast: 1)
    { Name = nameof(Step), What = "The number of steps", Unit = "steps", Column = nameof(TrainingRecipe.Steps) });

    /// <inheritdoc cref="TrainingRecipe.Seed"/>
    public static CountSetting Seed { get; } = Declare(new CountSetting(
        nameof(TrainingRecipe.Seed), r => r.Seed, (r, v) => r with { Seed = v }, atLeast: 0)
    { What = "A seed", SweepOrder = int.MaxValue, Column = nameof(RunIdentity.Seed) });

    /// <inheritdoc cref="TrainingRecipe.EvaluateEvery"/>
    public static CountSetting EvaluateEvery { get; } = Declare(new CountSetting(
        nameof(TrainingRecipe.EvaluateEvery), r => r.EvaluateEvery, (r, v) => r with { EvaluateEvery = v }, atLeast: 0)
    { What = "The number of steps between evaluations", Unit = "steps", OnlyObserves = true });

    /// <inheritdoc cref="TrainingRecipe.ValidationCount"/>
    public static CountSetting ValidationCount { get; } = Declare(new CountSetting(
        nameof(TrainingRecipe.ValidationCount), r => r.ValidationCount, (r, v) => r with { ValidationCount = v },
        atLeast: 0)
    { What = "The size of the validation set", Unit = "examples" });

    /// <inheritdoc cref="TrainingRecipe.Diagnostic"/>
    public static SwitchSetting Diagnostic { get; } = Declare(new SwitchSetting(
        nameof(TrainingRecipe.Diagnostic), r => r.Diagnostic, (r, v) => r with { Diagnostic = v })
    { What = "Diagnostic", OmitsDefault = true, OnlyObserves = true });

    /// <summary>All settings, in the order of the fields in JSON.</summary>
    public static IReadOnlyList<RecipeSetting> All { get; } = Declared;

    /// <summary>The settings that are swept, the outermost first.</summary>
    public static IReadOnlyList<RecipeSetting> Swept { get; } =
        [.. Declared.Where(s => s.SweepOrder > 0).OrderBy(s => s.SweepOrder)];

    /// <summary>Checks every setting of a recipe by itself.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="SwishException">A value is out of range; the id is Invalid and the setting's
    /// name.</exception>
    public static void Validate(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        foreach (RecipeSetting setting in Declared) setting.Validate(recipe);
    }

    /// <summary>Returns the setting of a name.</summary>
    /// <param name="name">The name of a declared setting.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static RecipeSetting Named(string name) =>
        Declared.Find(setting => setting.Name == name) ?? throw new ArgumentException($"There is no setting {name}.");

    /// <summary>Finds a setting by its name in JSON; null where there is none.</summary>
    internal static RecipeSetting? Find(string jsonName) => Declared.Find(setting => setting.JsonName == jsonName);

    private static T Declare<T>(T setting) where T : RecipeSetting
    {
        Declared.Add(setting);
        return setting;
    }

    private static bool Decays(TrainingRecipe recipe) =>
        recipe.Schedule is ScheduleKind.Exponential or ScheduleKind.Step;

    private static void ValidateLayers(HiddenLayerList layers)
    {
        if (layers.Depth > MaximumDepth)
            throw new SwishException("InvalidDepth", ErrorKind.InvalidArgument,
                $"A network has at most {MaximumDepth} hidden layers, not {layers.Depth}.", layers.Depth);
        foreach (int width in layers)
            if (width > MaximumWidth)
                throw new SwishException("InvalidHiddenLayer", ErrorKind.InvalidArgument,
                    $"A hidden layer has at most {MaximumWidth} units, not {width}.", width);
    }
}
