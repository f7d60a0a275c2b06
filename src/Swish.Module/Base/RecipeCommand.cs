using System.Management.Automation;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Module.Base;

/// <summary>
/// The base of cmdlets that train recipes: the parameters that make them. What is not given keeps the value of -Recipe,
/// or the default's. Arrays are swept.
/// </summary>
public abstract class RecipeCommand : TrainingCommand, IRecipeParameters
{
    /// <summary>
    /// Where to start: names of recipes, or objects of Get-SwishRecipe. Other parameters replace its values.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RecipeCompleter))]
    public object[] Recipe { get; set; } = ["Default"];

    /// <summary>
    /// Activations of the hidden layers: names such as 'Swish(beta=1.5)', objects, script blocks. Swept.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ActivationTransformation]
    [ArgumentCompleter(typeof(ActivationCompleter))]
    public object[] Activation { get; set; } = [];

    /// <summary>The widths of the hidden layers, one architecture; an empty array: none.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The width of a hidden layer", AtLeast = 1, AtMost = RecipeSettings.MaximumWidth)]
    [NumberCompletion(64, 128, 256, 500)]
    public int[] HiddenLayer { get; set; } = [];

    /// <summary>Numbers of hidden layers; alone it keeps the recipe's width. Swept.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of hidden layers", AtLeast = 0, AtMost = RecipeSettings.MaximumDepth)]
    [NumberCompletion(1, 2, 3, 5, 10, 20, 30, 40, 50)]
    public int[] Depth { get; set; } = [];

    /// <summary>Widths of all hidden layers; alone it keeps the recipe's depth. Swept.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The width of the hidden layers", AtLeast = 1, AtMost = RecipeSettings.MaximumWidth)]
    [NumberCompletion(32, 64, 128, 256, 512)]
    public int[] Width { get; set; } = [];

    /// <summary>Images a step. Swept.</summary>
    [Parameter]
    [SettingArgument(nameof(BatchSize))]
    [NumberCompletion(32, 64, 128, 256, 512, 1024, 2048)]
    public int[] BatchSize { get; set; } = [];

    /// <summary>Learning rates before any schedule. Swept.</summary>
    [Parameter]
    [Alias("lr")]
    [SettingArgument(nameof(LearningRate))]
    [NumberCompletion(0.0001, 0.001, 0.01, 0.1)]
    public double[] LearningRate { get; set; } = [];

    /// <summary>The rules that turn a gradient into a step. Swept.</summary>
    [Parameter]
    [SettingArgument(nameof(Optimizer))]
    public OptimizerKind[] Optimizer { get; set; } = [];

    /// <summary>The momentum of Momentum and Nesterov.</summary>
    [Parameter]
    [SettingArgument(nameof(Momentum))]
    [NumberCompletion(0.9, 0.95, 0.99)]
    public double Momentum { get; set; }

    /// <summary>Decay of the weights: decoupled with AdamW, else added to the gradient.</summary>
    [Parameter]
    [SettingArgument(nameof(WeightDecay))]
    [NumberCompletion(0.0001, 0.001, 0.01)]
    public double WeightDecay { get; set; }

    /// <summary>The largest norm of the whole gradient; 0: no limit.</summary>
    [Parameter]
    [SettingArgument(nameof(GradientClip))]
    [NumberCompletion(1, 5)]
    public double GradientClip { get; set; }

    /// <summary>How the learning rate changes over the steps. Swept.</summary>
    [Parameter]
    [SettingArgument(nameof(Schedule))]
    public ScheduleKind[] Schedule { get; set; } = [];

    /// <summary>The factor of the Exponential and Step schedules.</summary>
    [Parameter]
    [SettingArgument(nameof(DecayRate))]
    [NumberCompletion(0.5, 0.9, 0.95, 0.99)]
    public double DecayRate { get; set; }

    /// <summary>The steps over which the factor is applied once; 0: an epoch.</summary>
    [Parameter]
    [SettingArgument(nameof(DecayStep))]
    [NumberCompletion(100, 500, 1000)]
    public int DecayStep { get; set; }

    /// <summary>Lets the Exponential schedule fall in stairs.</summary>
    [Parameter]
    [SettingArgument(nameof(Staircase))]
    public SwitchParameter Staircase { get; set; }

    /// <summary>The steps over which the rate first rises from near 0; 0: none.</summary>
    [Parameter]
    [SettingArgument(nameof(WarmupStep))]
    [NumberCompletion(100, 500, 1000)]
    public int WarmupStep { get; set; }

    /// <summary>The factor of the penalty ½Σw² in the loss.</summary>
    [Parameter]
    [SettingArgument(nameof(L2))]
    [NumberCompletion(0.00001, 0.0001, 0.001)]
    public double L2 { get; set; }

    /// <summary>Which layers' weights the L2 penalty covers.</summary>
    [Parameter]
    [SettingArgument(nameof(L2Layer))]
    public L2Layer L2Layer { get; set; }

    /// <summary>
    /// The decay of the moving average of the parameters, on which the network is then evaluated; 0: none.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(MovingAverageDecay))]
    [NumberCompletion(0.9, 0.99, 0.999)]
    public double MovingAverageDecay { get; set; }

    /// <summary>Batch normalization: None, All, or n for layers n, 2n, ….</summary>
    [Parameter]
    [SettingArgument(nameof(BatchNorm))]
    [ArgumentCompleter(typeof(BatchNormCompleter))]
    public string BatchNorm { get; set; } = "None";

    /// <summary>Where batch normalization stands in its layer.</summary>
    [Parameter]
    [SettingArgument(nameof(BatchNormPosition))]
    public BatchNormPosition BatchNormPosition { get; set; }

    /// <summary>Adds an identity around each hidden layer that keeps its width.</summary>
    [Parameter]
    [SettingArgument(nameof(Residual))]
    public SwitchParameter Residual { get; set; }

    /// <summary>The share of the hidden layers' outputs that is dropped in training.</summary>
    [Parameter]
    [SettingArgument(nameof(Dropout))]
    [NumberCompletion(0.1, 0.2, 0.5)]
    public double Dropout { get; set; }

    /// <summary>The distributions of the initial weights. Swept.</summary>
    [Parameter]
    [SettingArgument(nameof(Initializer))]
    public InitializerKind[] Initializer { get; set; } = [];

    /// <summary>The share of the target that is spread evenly over all classes.</summary>
    [Parameter]
    [SettingArgument(nameof(LabelSmoothing))]
    [NumberCompletion(0.1)]
    public double LabelSmoothing { get; set; }

    /// <summary>Gives the inputs mean 0 and deviation 1 over the training set.</summary>
    [Parameter]
    [SettingArgument(nameof(Standardize))]
    public SwitchParameter Standardize { get; set; }

    /// <summary>Passes over the training set.</summary>
    [Parameter]
    [Alias("Epochs")]
    [SettingArgument(nameof(Epoch))]
    [NumberCompletion(1, 3, 6, 10)]
    public int Epoch { get; set; }

    /// <summary>Steps of one batch each, in place of epochs.</summary>
    [Parameter]
    [Alias("Steps")]
    [SettingArgument(nameof(Step))]
    [NumberCompletion(100, 1000, 10000)]
    public int Step { get; set; }

    /// <summary>Seeds. Swept, innermost.</summary>
    [Parameter]
    [SettingArgument(nameof(Seed))]
    [NumberCompletion(1, 2, 3, 4, 5)]
    public int[] Seed { get; set; } = [];

    /// <summary>The seeds from 1 to this number.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of repetitions", AtLeast = 1, AtMost = 100_000)]
    [NumberCompletion(6, 10, 20)]
    public int Repeat { get; set; }

    /// <summary>Steps between evaluations on the validation set; 0: once an epoch.</summary>
    [Parameter]
    [SettingArgument(nameof(EvaluateEvery))]
    [NumberCompletion(50, 100, 500)]
    public int EvaluateEvery { get; set; }

    /// <summary>How many of the first training images are kept for validation; 0: none.</summary>
    [Parameter]
    [SettingArgument(nameof(ValidationCount))]
    [NumberCompletion(0, 5000, 10000)]
    public int ValidationCount { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        RequireExclusive(nameof(HiddenLayer), nameof(Depth));
        RequireExclusive(nameof(HiddenLayer), nameof(Width));
        RequireExclusive(nameof(Epoch), nameof(Step));
        RequireExclusive(nameof(Seed), nameof(Repeat));
        foreach ((RecipeSetting setting, object value) in GivenSettings()) setting.Check(value);
    }

    /// <summary>Whether a parameter was given.</summary>
    /// <param name="name">Its name.</param>
    protected bool IsBound(string name) => MyInvocation.BoundParameters.ContainsKey(name);

    /// <summary>Rejects two parameters that exclude each other.</summary>
    /// <param name="first">One's name.</param>
    /// <param name="second">The other's.</param>
    protected void RequireExclusive(string first, string second)
    {
        if (IsBound(first) && IsBound(second))
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                $"-{first} and -{second} exclude each other; give one of them.", $"-{first} -{second}");
    }

    /// <summary>The runs of <see cref="Recipe"/> with the other parameters in place of its values.</summary>
    /// <exception cref="SwishException">A recipe is unknown, or is none; or a value is out of range.</exception>
    protected IEnumerable<TrainingRecipe> ReadRecipes()
    {
        foreach (object recipe in Recipe)
        {
            RecipeGrid start = RecipeArgument.Read(recipe);
            RecipeGrid grid = start.Copy();
            Replace(grid);
            IReadOnlyList<TrainingRecipe> recipes = grid.Expand();
            foreach (string warning in RecipeWarnings.Of(start, grid, recipes, IsBound)) WriteWarning(warning);
            foreach (TrainingRecipe run in recipes) yield return run;
        }
    }

    private void Replace(RecipeGrid grid)
    {
        if (IsBound(nameof(HiddenLayer))) grid.HiddenLayer = HiddenLayer;
        if (IsBound(nameof(Depth))) grid.Depth = Depth;
        if (IsBound(nameof(Width))) grid.Width = Width;
        if (IsBound(nameof(Repeat))) grid.Set(RecipeSettings.Seed, Enumerable.Range(1, Repeat));
        if (IsBound(nameof(Epoch))) grid.Set(RecipeSettings.Step, null);
        foreach ((RecipeSetting setting, object value) in GivenSettings()) grid.Set(setting, value);
    }

    private IEnumerable<(RecipeSetting Setting, object Value)> GivenSettings()
    {
        // The argument transformation passes the error of an invalid activation on, so that it is raised with its own id.
        foreach (object activation in Activation) ActivationArgument.Require(activation);
        foreach (RecipeSetting setting in RecipeSettings.All)
            if (MyInvocation.BoundParameters.TryGetValue(setting.Name, out object? value))
                yield return (setting, ParameterValue.Read(setting, value));
    }
}
