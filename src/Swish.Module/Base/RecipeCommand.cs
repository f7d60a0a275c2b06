using System.Management.Automation;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Module.Base;

/// <summary>
/// Provides the base class of cmdlets that train recipes, with the parameters that define them. A parameter that is not
/// given keeps the value of -Recipe, or of the default recipe. Arrays are swept.
/// </summary>
/// <remarks>
/// Tab offers parameters in the order of their declarations, those of a derived class first. So the common ones are
/// first here, those of <see cref="SweepCommand"/> follow, and the cmdlet declares none.
/// </remarks>
public abstract class RecipeCommand : SweepCommand, IRecipeParameters
{
    /// <summary>The name of the default recipe.</summary>
    protected internal const string DefaultName = "Default";

    /// <summary>
    /// Gets or sets the recipes: names, or objects of Get-SwishRecipe. Other parameters replace their values.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RecipeCompleter))]
    public object[] Recipe { get; set; } = [DefaultName];

    /// <summary>
    /// Gets or sets the activations of the hidden layers: names such as 'Swish(beta=1.5)', objects, or script blocks.
    /// Swept.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ActivationTransformation]
    [ArgumentCompleter(typeof(ActivationCompleter))]
    public object[] Activation { get; set; } = [];

    /// <summary>Gets or sets the numbers of hidden layers; without -Width, the recipe's width is kept. Swept.</summary>
    [Parameter]
    [NumberArgument(Whole = true, List = true)]
    [ValidateNumber("The number of hidden layers", AtLeast = 0, AtMost = RecipeSettings.MaximumDepth)]
    [NumberCompletion(1, 2, 3, 5, 10, 20, 30, 40, 50)]
    public int[] Depth { get; set; } = [];

    /// <summary>
    /// Gets or sets the widths of all hidden layers; without -Depth, the recipe's depth is kept. Swept.
    /// </summary>
    [Parameter]
    [NumberArgument(Whole = true, List = true)]
    [ValidateNumber("The width of the hidden layers", AtLeast = 1, AtMost = RecipeSettings.MaximumWidth)]
    [NumberCompletion(32, 64, 128, 256, 512)]
    public int[] Width { get; set; } = [];

    /// <summary>
    /// Gets or sets the widths of the hidden layers of one architecture; an empty array means no hidden layers.
    /// </summary>
    [Parameter]
    [AllowEmptyCollection]
    [NumberArgument(Whole = true, List = true)]
    [ValidateNumber("The width of a hidden layer", AtLeast = 1, AtMost = RecipeSettings.MaximumWidth)]
    [NumberCompletion(64, 128, 256, 500)]
    public int[] HiddenLayer { get; set; } = [];

    /// <summary>
    /// Gets or sets the networks: names such as ResNet32, objects of New-SwishNetwork, or script blocks of layers.
    /// Swept.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NetworkTransformation]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public object[] Network { get; set; } = [];

    /// <summary>Gets or sets the number of epochs.</summary>
    [Parameter]
    [Alias("Epochs")]
    [SettingArgument(nameof(Epoch))]
    [NumberCompletion(1, 3, 6, 10)]
    public int Epoch { get; set; }

    /// <summary>Gets or sets the number of training steps, in place of epochs.</summary>
    [Parameter]
    [Alias("Steps")]
    [SettingArgument(nameof(Step))]
    [NumberCompletion(100, 1000, 10000)]
    public int Step { get; set; }

    /// <summary>Gets or sets the seeds. Swept, varying fastest.</summary>
    [Parameter]
    [SettingArgument(nameof(Seed))]
    [NumberCompletion(1, 2, 3, 4, 5)]
    public int[] Seed { get; set; } = [];

    /// <summary>Gets or sets the number of repetitions, with the seeds from 1 to this number.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of repetitions", AtLeast = 1, AtMost = 100_000)]
    [NumberCompletion(6, 10, 20)]
    public int Repeat { get; set; }

    /// <summary>Gets or sets the batch sizes, in images per step. Swept.</summary>
    [Parameter]
    [SettingArgument(nameof(BatchSize))]
    [NumberCompletion(32, 64, 128, 256, 512, 1024, 2048)]
    public int[] BatchSize { get; set; } = [];

    /// <summary>Gets or sets the learning rates before any schedule. Swept.</summary>
    [Parameter]
    [Alias("lr")]
    [SettingArgument(nameof(LearningRate))]
    [NumberCompletion(0.0001, 0.001, 0.01, 0.1)]
    public double[] LearningRate { get; set; } = [];

    /// <summary>Gets or sets the optimizers. Swept.</summary>
    [Parameter]
    [SettingArgument(nameof(Optimizer))]
    [ChoiceCompletion(typeof(OptimizerKind))]
    public string[] Optimizer { get; set; } = [];

    /// <summary>Gets or sets the momentum of the optimizers Momentum and Nesterov.</summary>
    [Parameter]
    [SettingArgument(nameof(Momentum))]
    [NumberCompletion(0.9, 0.95, 0.99)]
    public double Momentum { get; set; }

    /// <summary>Gets or sets the weight decay: decoupled with AdamW, otherwise added to the gradient.</summary>
    [Parameter]
    [SettingArgument(nameof(WeightDecay))]
    [NumberCompletion(0.0001, 0.001, 0.01)]
    public double WeightDecay { get; set; }

    /// <summary>Gets or sets the maximum L2 norm of the whole gradient; 0 for no limit.</summary>
    [Parameter]
    [SettingArgument(nameof(GradientClip))]
    [NumberCompletion(1, 5)]
    public double GradientClip { get; set; }

    /// <summary>Gets or sets how the learning rate changes over the steps. Swept.</summary>
    [Parameter]
    [SettingArgument(nameof(Schedule))]
    [ChoiceCompletion(typeof(ScheduleKind))]
    public string[] Schedule { get; set; } = [];

    /// <summary>Gets or sets the factor of the Exponential and Step schedules.</summary>
    [Parameter]
    [SettingArgument(nameof(DecayRate))]
    [NumberCompletion(0.5, 0.9, 0.95, 0.99)]
    public double DecayRate { get; set; }

    /// <summary>Gets or sets the number of steps after which the factor is applied; 0 for one epoch.</summary>
    [Parameter]
    [SettingArgument(nameof(DecayStep))]
    [NumberCompletion(100, 500, 1000)]
    public int DecayStep { get; set; }

    /// <summary>Gets or sets a value indicating whether the Exponential schedule decreases in steps.</summary>
    [Parameter]
    [SettingArgument(nameof(Staircase))]
    public SwitchParameter Staircase { get; set; }

    /// <summary>
    /// Gets or sets the number of steps over which the learning rate first rises from near 0; 0 for no warm-up.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(WarmupStep))]
    [NumberCompletion(100, 500, 1000)]
    public int WarmupStep { get; set; }

    /// <summary>Gets or sets the factor of the L2 penalty ½Σw² in the loss.</summary>
    [Parameter]
    [SettingArgument(nameof(L2))]
    [NumberCompletion(0.00001, 0.0001, 0.001)]
    public double L2 { get; set; }

    /// <summary>Gets or sets which layers' weights the L2 penalty covers.</summary>
    [Parameter]
    [SettingArgument(nameof(L2Layer))]
    [ChoiceCompletion(typeof(L2Layer))]
    public string? L2Layer { get; set; }

    /// <summary>
    /// Gets or sets the decay of the moving average of the parameters, with which the network is evaluated; 0 for no
    /// average.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(MovingAverageDecay))]
    [NumberCompletion(0.9, 0.99, 0.999)]
    public double MovingAverageDecay { get; set; }

    /// <summary>
    /// Gets or sets which hidden layers have batch normalization: None, All, or n for layers n, 2n, ….
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(BatchNorm))]
    [ArgumentCompleter(typeof(BatchNormCompleter))]
    public string BatchNorm { get; set; } = "None";

    /// <summary>Gets or sets the position of batch normalization in a layer.</summary>
    [Parameter]
    [SettingArgument(nameof(BatchNormPosition))]
    [ChoiceCompletion(typeof(BatchNormPosition))]
    public string? BatchNormPosition { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the scale of batch normalization is not learnable and stays 1.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(FixedBatchNormScale))]
    public SwitchParameter FixedBatchNormScale { get; set; }

    /// <summary>Gets or sets the width of hidden layers with a gate, such as GLU.</summary>
    [Parameter]
    [SettingArgument(nameof(GateWidth))]
    [ChoiceCompletion(typeof(GateWidth))]
    public string? GateWidth { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether each hidden layer that is as wide as its input has a residual
    /// connection.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(Residual))]
    public SwitchParameter Residual { get; set; }

    /// <summary>
    /// Gets or sets the share of the hidden layers' outputs that is dropped in training, from 0 to below 1.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(Dropout))]
    [NumberCompletion(0.1, 0.2, 0.5)]
    public double Dropout { get; set; }

    /// <summary>Gets or sets the initializers of the weights. Swept.</summary>
    [Parameter]
    [SettingArgument(nameof(Initializer))]
    [ChoiceCompletion(typeof(InitializerKind))]
    public string[] Initializer { get; set; } = [];

    /// <summary>
    /// Gets or sets the label smoothing: the share of the target that is spread evenly over all classes.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(LabelSmoothing))]
    [NumberCompletion(0.1)]
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// Gets or sets the loss: cross-entropy for classes; the squared error or the Huber loss for numbers.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(Loss))]
    [ChoiceCompletion(typeof(LossKind))]
    public string Loss { get; set; } = nameof(LossKind.Auto);

    /// <summary>
    /// Gets or sets δ of the Huber loss, in standard deviations of the label: larger errors count linearly.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(HuberDelta))]
    [NumberCompletion(0.5, 1, 1.35)]
    public double HuberDelta { get; set; }

    /// <summary>
    /// Gets or sets the weights of the classes in the loss: Balanced, or a hash table of names and weights.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(ClassWeight))]
    [ArgumentCompleter(typeof(ClassWeightCompleter))]
    public string ClassWeight { get; set; } = "None";

    /// <summary>
    /// Gets or sets a value indicating whether the inputs are standardized to mean 0 and standard deviation 1 over the
    /// training set.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(Standardize))]
    public SwitchParameter Standardize { get; set; }

    /// <summary>Gets or sets how training images are changed at random, each time that they are used.</summary>
    [Parameter]
    [SettingArgument(nameof(Augmentation))]
    [ChoiceCompletion(typeof(AugmentationKind))]
    public string? Augmentation { get; set; }

    /// <summary>
    /// Gets or sets the number of steps between evaluations on the validation set; 0 for once per epoch.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(EvaluateEvery))]
    [NumberCompletion(50, 100, 500)]
    public int EvaluateEvery { get; set; }

    /// <summary>
    /// Gets or sets the number of evaluations in a row without a smaller validation loss after which a run ends with
    /// its best network; 0 to do all steps.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(Patience))]
    [NumberCompletion(3, 5, 10)]
    public int Patience { get; set; }

    /// <summary>
    /// Gets or sets the number of images at the beginning of the training set that are used for validation; 0 for none.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(ValidationCount))]
    [NumberCompletion(0, 5000, 10000)]
    public int ValidationCount { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether to record diagnostics of the hidden layers at each evaluation, for
    /// Get-TrainingDiagnostic.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(Diagnostic))]
    public SwitchParameter Diagnostic { get; set; }

    /// <summary>Gets the recipes that were read so far, with their values replaced by the other parameters.</summary>
    private protected IReadOnlyList<RecipeGrid> Grids => _reader?.Grids ?? [];

    // The parameters of fully connected networks, which are layers of another network.
    private static readonly string[] OfHiddenLayers =
    [
        nameof(HiddenLayer), nameof(Depth), nameof(Width), nameof(BatchNorm), nameof(BatchNormPosition),
        nameof(FixedBatchNormScale), nameof(Residual), nameof(Dropout), nameof(GateWidth),
    ];

    private RecipeReader? _reader;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _reader = new(this, WriteWarning);
        RequireExclusive(nameof(HiddenLayer), nameof(Depth));
        RequireExclusive(nameof(HiddenLayer), nameof(Width));
        foreach (string name in OfHiddenLayers) RequireExclusive(nameof(Network), name);
        RequireExclusive(nameof(Epoch), nameof(Step));
        RequireExclusive(nameof(Seed), nameof(Repeat));
        _reader.Check();
    }

    /// <summary>Returns the runs of recipes, with their values replaced by the other parameters.</summary>
    /// <param name="recipes">The recipes: names or objects.</param>
    /// <returns>The runs, each with whether it is one of the default recipe.</returns>
    /// <exception cref="SwishException">
    /// A recipe is unknown (UnknownRecipe), an object is not a recipe (InvalidRecipe), or a value is out of range (the
    /// id is Invalid and the setting's name).
    /// </exception>
    protected IEnumerable<(TrainingRecipe Run, bool IsDefault)> ReadRecipes(IEnumerable<object> recipes)
    {
        ArgumentNullException.ThrowIfNull(recipes);
        return _reader!.Read(recipes, StopToken);
    }
}
