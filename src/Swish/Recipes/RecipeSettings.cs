using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;

namespace Swish.Recipes;

/// <summary>
/// Declares all settings of a recipe. To add a setting, add a property with a default to <see cref="TrainingRecipe"/>,
/// a declaration with <see cref="RecipeSetting.OmitsDefault"/> at the end of this list, and a parameter to
/// RecipeCommand.
/// </summary>
public static class RecipeSettings
{
    /// <summary>The largest number of hidden layers of a network.</summary>
    public const int MaximumDepth = 10_000;

    /// <summary>The largest number of units of a layer.</summary>
    public const int MaximumWidth = 1_000_000;

    /// <summary>
    /// The largest learning rate, standard deviation, bias, penalty and clipping norm. No network trains with values
    /// anywhere near it.
    /// </summary>
    public const double MaximumMagnitude = 1e6;

    private static readonly NumberRange Positive = new(Above: 0, AtMost: MaximumMagnitude);
    private static readonly NumberRange NotNegative = new(AtLeast: 0, AtMost: MaximumMagnitude);
    private static readonly NumberRange BelowOne = new(AtLeast: 0, Below: 1);
    private static readonly NumberRange FromZero = new(AtLeast: 0);
    private static readonly NumberRange FromOne = new(AtLeast: 1);

    // The declarations below add themselves, in the order of the text, which is the order of the fields in JSON.
    private static readonly List<RecipeSetting> Declared = [];

    /// <inheritdoc cref="TrainingRecipe.Activation"/>
    public static RecipeSetting<Activation> Activation { get; } = Declare(new RecipeSetting<Activation>(
        nameof(TrainingRecipe.Activation), r => r.Activation, (r, v) => r with { Activation = v })
    {
        What = "An activation", Parse = ActivationCatalog.Parse, SweepOrder = 1,
        Column = nameof(RunIdentity.Activation),
    });

    /// <inheritdoc cref="TrainingRecipe.HiddenLayers"/>
    public static RecipeSetting<HiddenLayerList> HiddenLayers { get; } = Declare(new RecipeSetting<HiddenLayerList>(
        nameof(TrainingRecipe.HiddenLayers), r => r.HiddenLayers, (r, v) => r with { HiddenLayers = v })
    {
        What = "The hidden layers", Parse = HiddenLayerList.Parse, SweepOrder = 2,
        ValidateValue = v => ValidateLayers((HiddenLayerList)v!), Column = nameof(RunIdentity.HiddenLayers),
    });

    /// <inheritdoc cref="TrainingRecipe.BatchSize"/>
    public static RecipeSetting<int> BatchSize { get; } = Declare(new RecipeSetting<int>(
        nameof(TrainingRecipe.BatchSize), r => r.BatchSize, (r, v) => r with { BatchSize = v })
    {
        What = "A batch size", Range = FromOne, Unit = "examples", SweepOrder = 3,
        Column = nameof(RunIdentity.BatchSize),
    });

    /// <inheritdoc cref="TrainingRecipe.LearningRate"/>
    public static RecipeSetting<double> LearningRate { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.LearningRate), r => r.LearningRate, (r, v) => r with { LearningRate = v })
    { What = "A learning rate", Range = Positive, SweepOrder = 4, Column = nameof(RunIdentity.LearningRate) });

    /// <inheritdoc cref="TrainingRecipe.Optimizer"/>
    public static RecipeSetting<OptimizerKind> Optimizer { get; } = Declare(new RecipeSetting<OptimizerKind>(
        nameof(TrainingRecipe.Optimizer), r => r.Optimizer, (r, v) => r with { Optimizer = v })
    { What = "The optimizer", SweepOrder = 5, Column = nameof(RunIdentity.Optimizer) });

    /// <inheritdoc cref="TrainingRecipe.Momentum"/>
    public static RecipeSetting<double> Momentum { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.Momentum), r => r.Momentum, (r, v) => r with { Momentum = v })
    {
        What = "The momentum", Range = BelowOne,
        HasEffect = r => r.Optimizer is OptimizerKind.Momentum or OptimizerKind.Nesterov,
        EffectNeeds = "-Optimizer Momentum or Nesterov",
    });

    /// <inheritdoc cref="TrainingRecipe.WeightDecay"/>
    public static RecipeSetting<double> WeightDecay { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.WeightDecay), r => r.WeightDecay, (r, v) => r with { WeightDecay = v })
    { What = "The weight decay", Range = NotNegative });

    /// <inheritdoc cref="TrainingRecipe.GradientClip"/>
    public static RecipeSetting<double> GradientClip { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.GradientClip), r => r.GradientClip, (r, v) => r with { GradientClip = v })
    { What = "The largest norm of the gradient", Range = NotNegative });

    /// <inheritdoc cref="TrainingRecipe.Schedule"/>
    public static RecipeSetting<ScheduleKind> Schedule { get; } = Declare(new RecipeSetting<ScheduleKind>(
        nameof(TrainingRecipe.Schedule), r => r.Schedule, (r, v) => r with { Schedule = v })
    { What = "The schedule", SweepOrder = 6, Column = nameof(RunIdentity.Schedule) });

    /// <inheritdoc cref="TrainingRecipe.DecayRate"/>
    public static RecipeSetting<double> DecayRate { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.DecayRate), r => r.DecayRate, (r, v) => r with { DecayRate = v })
    {
        What = "The decay rate", Range = new(Above: 0, AtMost: 10), HasEffect = Decays,
        EffectNeeds = "-Schedule Exponential or Step",
    });

    /// <inheritdoc cref="TrainingRecipe.DecayStep"/>
    public static RecipeSetting<int> DecayStep { get; } = Declare(new RecipeSetting<int>(
        nameof(TrainingRecipe.DecayStep), r => r.DecayStep, (r, v) => r with { DecayStep = v })
    {
        What = "The number of steps of a decay", Range = FromZero, Unit = "steps",
        HasEffect = Decays, EffectNeeds = "-Schedule Exponential or Step",
    });

    /// <inheritdoc cref="TrainingRecipe.Staircase"/>
    public static RecipeSetting<bool> Staircase { get; } = Declare(new RecipeSetting<bool>(
        nameof(TrainingRecipe.Staircase), r => r.Staircase, (r, v) => r with { Staircase = v })
    {
        What = "Staircase",
        HasEffect = r => r.Schedule == ScheduleKind.Exponential, EffectNeeds = "-Schedule Exponential",
    });

    /// <inheritdoc cref="TrainingRecipe.WarmupStep"/>
    public static RecipeSetting<int> WarmupStep { get; } = Declare(new RecipeSetting<int>(
        nameof(TrainingRecipe.WarmupStep), r => r.WarmupStep, (r, v) => r with { WarmupStep = v })
    { What = "The number of warm-up steps", Range = FromZero, Unit = "steps" });

    /// <inheritdoc cref="TrainingRecipe.L2"/>
    public static RecipeSetting<double> L2 { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.L2), r => r.L2, (r, v) => r with { L2 = v })
    { What = "The L2 penalty", Range = NotNegative, Column = nameof(RunIdentity.L2) });

    /// <inheritdoc cref="TrainingRecipe.L2Layer"/>
    public static RecipeSetting<L2Layer> L2Layer { get; } = Declare(new RecipeSetting<L2Layer>(
        nameof(TrainingRecipe.L2Layer), r => r.L2Layer, (r, v) => r with { L2Layer = v })
    { What = "The choice of layers with an L2 penalty", HasEffect = r => r.L2 > 0, EffectNeeds = "-L2 above 0" });

    /// <inheritdoc cref="TrainingRecipe.MovingAverageDecay"/>
    public static RecipeSetting<double> MovingAverageDecay { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.MovingAverageDecay), r => r.MovingAverageDecay,
        (r, v) => r with { MovingAverageDecay = v })
    { What = "The decay of the moving average", Range = BelowOne });

    /// <inheritdoc cref="TrainingRecipe.BatchNormInterval"/>
    public static BatchNormSetting BatchNorm { get; } = Declare(new BatchNormSetting
    {
        Name = nameof(BatchNorm), What = "Batch normalization", Range = FromZero,
        Column = nameof(RunIdentity.BatchNorm),
    });

    /// <inheritdoc cref="TrainingRecipe.BatchNormPosition"/>
    public static RecipeSetting<BatchNormPosition> BatchNormPosition { get; } =
        Declare(new RecipeSetting<BatchNormPosition>(
            nameof(TrainingRecipe.BatchNormPosition), r => r.BatchNormPosition,
            (r, v) => r with { BatchNormPosition = v })
        {
            What = "The position of batch normalization", Column = nameof(RunIdentity.BatchNorm),
            HasEffect = r => r.BatchNormInterval > 0, EffectNeeds = "-BatchNorm",
        });

    /// <inheritdoc cref="TrainingRecipe.Residual"/>
    public static RecipeSetting<bool> Residual { get; } = Declare(new RecipeSetting<bool>(
        nameof(TrainingRecipe.Residual), r => r.Residual, (r, v) => r with { Residual = v })
    { What = "Residual", Column = nameof(RunIdentity.Residual) });

    /// <inheritdoc cref="TrainingRecipe.Dropout"/>
    public static RecipeSetting<double> Dropout { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.Dropout), r => r.Dropout, (r, v) => r with { Dropout = v })
    { What = "The dropout", Range = BelowOne, Column = nameof(RunIdentity.Dropout) });

    /// <inheritdoc cref="TrainingRecipe.Initializer"/>
    public static RecipeSetting<InitializerKind> Initializer { get; } = Declare(new RecipeSetting<InitializerKind>(
        nameof(TrainingRecipe.Initializer), r => r.Initializer, (r, v) => r with { Initializer = v })
    { What = "The initializer", SweepOrder = 7, Column = nameof(RunIdentity.Initializer) });

    /// <inheritdoc cref="TrainingRecipe.InitializerDeviation"/>
    public static RecipeSetting<double> InitializerDeviation { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.InitializerDeviation), r => r.InitializerDeviation,
        (r, v) => r with { InitializerDeviation = v })
    { What = "The standard deviation of the truncated normal initializer", Range = Positive });

    /// <inheritdoc cref="TrainingRecipe.InitialBias"/>
    public static RecipeSetting<double> InitialBias { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.InitialBias), r => r.InitialBias, (r, v) => r with { InitialBias = v })
    { What = "The initial bias", Range = new(AtLeast: -MaximumMagnitude, AtMost: MaximumMagnitude) });

    /// <inheritdoc cref="TrainingRecipe.Standardize"/>
    public static RecipeSetting<bool> Standardize { get; } = Declare(new RecipeSetting<bool>(
        nameof(TrainingRecipe.Standardize), r => r.Standardize, (r, v) => r with { Standardize = v })
    { What = "Standardize" });

    /// <inheritdoc cref="TrainingRecipe.Epochs"/>
    public static RecipeSetting<int> Epoch { get; } = Declare(new RecipeSetting<int>(
        nameof(TrainingRecipe.Epochs), r => r.Epochs, (r, v) => r with { Epochs = v })
    {
        Name = nameof(Epoch), What = "The number of epochs", Range = FromOne, Unit = "epochs",
        Column = nameof(TrainingRecipe.Epochs),
    });

    /// <inheritdoc cref="TrainingRecipe.Steps"/>
    public static RecipeSetting<int?> Step { get; } = Declare(new RecipeSetting<int?>(
        nameof(TrainingRecipe.Steps), r => r.Steps, (r, v) => r with { Steps = v })
    {
        Name = nameof(Step), What = "The number of steps", Range = FromOne, Unit = "steps", MayBeNull = true,
        Column = nameof(TrainingRecipe.Steps),
    });

    /// <inheritdoc cref="TrainingRecipe.Seed"/>
    public static RecipeSetting<int> Seed { get; } = Declare(new RecipeSetting<int>(
        nameof(TrainingRecipe.Seed), r => r.Seed, (r, v) => r with { Seed = v })
    { What = "A seed", Range = FromZero, SweepOrder = int.MaxValue, Column = nameof(RunIdentity.Seed) });

    /// <inheritdoc cref="TrainingRecipe.EvaluateEvery"/>
    public static RecipeSetting<int> EvaluateEvery { get; } = Declare(new RecipeSetting<int>(
        nameof(TrainingRecipe.EvaluateEvery), r => r.EvaluateEvery, (r, v) => r with { EvaluateEvery = v })
    { What = "The number of steps between evaluations", Range = FromZero, Unit = "steps", OnlyObserves = true });

    /// <inheritdoc cref="TrainingRecipe.ValidationCount"/>
    public static RecipeSetting<int> ValidationCount { get; } = Declare(new RecipeSetting<int>(
        nameof(TrainingRecipe.ValidationCount), r => r.ValidationCount, (r, v) => r with { ValidationCount = v })
    { What = "The size of the validation set", Range = FromZero, Unit = "examples" });

    /// <inheritdoc cref="TrainingRecipe.Diagnostic"/>
    public static RecipeSetting<bool> Diagnostic { get; } = Declare(new RecipeSetting<bool>(
        nameof(TrainingRecipe.Diagnostic), r => r.Diagnostic, (r, v) => r with { Diagnostic = v })
    { What = "Diagnostic", OmitsDefault = true, OnlyObserves = true });

    /// <inheritdoc cref="TrainingRecipe.LabelSmoothing"/>
    public static RecipeSetting<double> LabelSmoothing { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.LabelSmoothing), r => r.LabelSmoothing, (r, v) => r with { LabelSmoothing = v })
    { What = "The label smoothing", Range = BelowOne, OmitsDefault = true });

    /// <inheritdoc cref="TrainingRecipe.GateWidth"/>
    public static RecipeSetting<GateWidth> GateWidth { get; } = Declare(new RecipeSetting<GateWidth>(
        nameof(TrainingRecipe.GateWidth), r => r.GateWidth, (r, v) => r with { GateWidth = v })
    {
        What = "The width of layers with a gate", OmitsDefault = true, HasEffect = r => r.Activation is Gate,
        EffectNeeds = "a gate, such as -Activation GLU",
    });

    /// <inheritdoc cref="TrainingRecipe.FixedBatchNormScale"/>
    public static RecipeSetting<bool> FixedBatchNormScale { get; } = Declare(new RecipeSetting<bool>(
        nameof(TrainingRecipe.FixedBatchNormScale), r => r.FixedBatchNormScale,
        (r, v) => r with { FixedBatchNormScale = v })
    {
        What = "FixedBatchNormScale", OmitsDefault = true,
        HasEffect = r => r.BatchNormInterval > 0, EffectNeeds = "-BatchNorm",
    });

    /// <inheritdoc cref="TrainingRecipe.Patience"/>
    public static RecipeSetting<int> Patience { get; } = Declare(new RecipeSetting<int>(
        nameof(TrainingRecipe.Patience), r => r.Patience, (r, v) => r with { Patience = v })
    { What = "The patience", Range = FromZero, Unit = "evaluations", OmitsDefault = true });

    /// <inheritdoc cref="TrainingRecipe.InitialNetwork"/>
    public static RecipeSetting<string?> InitialNetwork { get; } = Declare(new RecipeSetting<string?>(
        nameof(TrainingRecipe.InitialNetwork), r => r.InitialNetwork, (r, v) => r with { InitialNetwork = v })
    {
        What = "The initial network", Parse = text => text, OmitsDefault = true,
        ValidateValue = v => ValidateNetworkFingerprint((string?)v),
    });

    /// <inheritdoc cref="TrainingRecipe.Loss"/>
    public static RecipeSetting<LossKind> Loss { get; } = Declare(new RecipeSetting<LossKind>(
        nameof(TrainingRecipe.Loss), r => r.Loss, (r, v) => r with { Loss = v })
    { What = "The loss", OmitsDefault = true });

    /// <inheritdoc cref="TrainingRecipe.HuberDelta"/>
    public static RecipeSetting<double> HuberDelta { get; } = Declare(new RecipeSetting<double>(
        nameof(TrainingRecipe.HuberDelta), r => r.HuberDelta, (r, v) => r with { HuberDelta = v })
    {
        What = "The largest error that counts squared", Range = Positive, OmitsDefault = true,
        HasEffect = r => r.Loss == LossKind.Huber, EffectNeeds = "-Loss Huber",
    });

    /// <inheritdoc cref="TrainingRecipe.ClassWeight"/>
    public static ClassWeightSetting ClassWeight { get; } = Declare(new ClassWeightSetting
    { What = "The class weights", Parse = ClassWeightList.Parse, OmitsDefault = true });

    /// <inheritdoc cref="TrainingRecipe.Network"/>
    public static RecipeSetting<NetworkDefinition?> Network { get; } = Declare(new RecipeSetting<NetworkDefinition?>(
        nameof(TrainingRecipe.Network), r => r.Network, (r, v) => r with { Network = v })
    {
        What = "The network", Parse = NetworkDefinition.Parse, SweepOrder = 2, OmitsDefault = true, MayBeNull = true,
        Column = nameof(RunIdentity.Network),
    });

    /// <inheritdoc cref="TrainingRecipe.Augmentation"/>
    public static RecipeSetting<AugmentationKind> Augmentation { get; } = Declare(new RecipeSetting<AugmentationKind>(
        nameof(TrainingRecipe.Augmentation), r => r.Augmentation, (r, v) => r with { Augmentation = v })
    { What = "The augmentation", OmitsDefault = true });

    /// <summary>Gets all settings, in the order of the fields in JSON.</summary>
    public static IReadOnlyList<RecipeSetting> All { get; } = Declared;

    /// <summary>Gets the settings that can be swept, the outermost first.</summary>
    public static IReadOnlyList<RecipeSetting> Swept { get; } =
        [.. Declared.Where(s => s.SweepOrder > 0).OrderBy(s => s.SweepOrder)];

    /// <summary>
    /// Gets the settings that describe the hidden layers of a fully connected network, and have no effect on a network
    /// that is described by its layers.
    /// </summary>
    internal static IReadOnlyList<RecipeSetting> OfHiddenLayers { get; } =
        [HiddenLayers, BatchNorm, BatchNormPosition, FixedBatchNormScale, Residual, Dropout, GateWidth];

    /// <summary>Checks that the value of every setting of a recipe is in range.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="SwishException">
    /// A value is out of range. The id is <c>Invalid</c> and the name of the setting.
    /// </exception>
    public static void Validate(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        foreach (RecipeSetting setting in Declared) setting.Validate(recipe);
    }

    /// <summary>Gets a setting by its name.</summary>
    /// <param name="name">The name of a declared setting.</param>
    /// <returns>The setting.</returns>
    /// <exception cref="ArgumentException">There is no setting of this name.</exception>
    public static RecipeSetting Named(string name) =>
        Declared.Find(setting => setting.Name == name) ?? throw new ArgumentException($"There is no setting {name}.");

    /// <summary>Finds a setting by its name in JSON.</summary>
    /// <param name="jsonName">The name in JSON.</param>
    /// <returns>The setting, or null if there is none of this name.</returns>
    internal static RecipeSetting? Find(string jsonName) => Declared.Find(setting => setting.JsonName == jsonName);

    private static T Declare<T>(T setting) where T : RecipeSetting
    {
        Declared.Add(setting);
        return setting;
    }

    private static bool Decays(TrainingRecipe recipe) =>
        recipe.Schedule is ScheduleKind.Exponential or ScheduleKind.Step;

    private static void ValidateNetworkFingerprint(string? fingerprint)
    {
        const int Digits = 32;
        string[] parts = (fingerprint ?? new('0', Digits)).Split('-');
        if (parts[0].Length == Digits && parts.All(part => part.All(char.IsAsciiHexDigitLower))
            && (parts.Length == 1 || (parts.Length == 2 && parts[1].Length == InputTransform.FingerprintDigits)))
            return;
        throw new SwishException("InvalidInitialNetwork", ErrorKind.InvalidArgument,
            $"The initial network of a recipe is the Fingerprint of a network, which begins with {Digits} hexadecimal "
            + $"digits, not '{fingerprint}'. Specify the network itself with -InitialNetwork.", fingerprint);
    }

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
