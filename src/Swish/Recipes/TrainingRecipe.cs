using Swish.Activations;
using Swish.Networks;

namespace Swish.Recipes;

/// <summary>
/// Everything that a run depends on, but for the data set. The same recipe on the same data gives the same bits.
/// Immutable; change it with <c>with</c>. The defaults are a network of two hidden layers that is done in seconds.
/// </summary>
public sealed record TrainingRecipe
{
    /// <summary>The recipe of all defaults.</summary>
    public static TrainingRecipe Default { get; } = new();

    /// <summary>The hidden layers' activation function.</summary>
    public Activation Activation { get; init; } = ActivationCatalog.Parse("Swish");

    /// <summary>The widths of the hidden layers.</summary>
    public HiddenLayerList HiddenLayers { get; init; } = HiddenLayerList.Uniform(2, 128);

    /// <summary>
    /// Examples a step, from 1 to the number of training examples; the last, incomplete batch of an epoch is left out.
    /// </summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The learning rate η before any schedule; above 0.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>The rule that turns a gradient into a step.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>μ of Momentum and Nesterov, from 0 to below 1.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>
    /// λ of AdamW's decoupled decay; with other optimizers λw is added to the gradient of weights, as PyTorch does.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>The largest norm of the whole gradient; larger ones are scaled down to it. 0: no limit.</summary>
    public double GradientClip { get; init; }

    /// <summary>How the learning rate changes over the steps.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Constant;

    /// <summary>The factor of the Exponential and Step schedules.</summary>
    public double DecayRate { get; init; } = 0.99;

    /// <summary>The steps over which <see cref="DecayRate"/> is applied once. 0: an epoch.</summary>
    public int DecayStep { get; init; }

    /// <summary>Whether the Exponential schedule falls in stairs.</summary>
    public bool Staircase { get; init; }

    /// <summary>
    /// Steps over which the rate first rises linearly: step t (from 0) has (t+1)/WarmupStep of the rate that the
    /// schedule gives it. The two are multiplied, so a Cosine schedule has already fallen a little when the warm-up ends.
    /// 0: none.
    /// </summary>
    public int WarmupStep { get; init; }

    /// <summary>
    /// The L2 penalty's factor: L2·½Σw² is added to the loss that is minimized. On weights, never on biases, BatchNorm
    /// or learnable parameters.
    /// </summary>
    public double L2 { get; init; }

    /// <summary>Which layers' weights <see cref="L2"/> covers.</summary>
    public L2Layer L2Layer { get; init; } = L2Layer.All;

    /// <summary>
    /// Decay d of the moving average of all trained parameters, on which the network is then evaluated. It starts at
    /// their initial values and is updated after each step with min(d, (1+t)/(10+t)), t the steps done, this one
    /// included. 0: none.
    /// </summary>
    public double MovingAverageDecay { get; init; }

    /// <summary>Batch normalization on hidden layers n, 2n, 3n, …; 1: on all; 0: on none.</summary>
    public int BatchNormInterval { get; init; }

    /// <summary>Where batch normalization stands in its layer.</summary>
    public BatchNormPosition BatchNormPosition { get; init; } = BatchNormPosition.BeforeActivation;

    /// <summary>Whether an identity is added around each hidden layer that keeps its width.</summary>
    public bool Residual { get; init; }

    /// <summary>
    /// The share of each hidden layer's outputs that is dropped in training, from 0 to below 1 (inverted dropout).
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>The distribution of the initial weights.</summary>
    public InitializerKind Initializer { get; init; } = InitializerKind.HeNormal;

    /// <summary>σ of the TruncatedNormal initializer; above 0.</summary>
    public double InitializerDeviation { get; init; } = 0.1;

    /// <summary>The initial value of every bias.</summary>
    public double InitialBias { get; init; }

    /// <summary>
    /// Whether pixels are shifted and scaled to mean 0 and deviation 1 over the training set, instead of to 0…1.
    /// </summary>
    public bool Standardize { get; init; }

    /// <summary>Passes over the training set, where <see cref="Steps"/> is null.</summary>
    public int Epochs { get; init; } = 3;

    /// <summary>Steps of one batch each; null: as many as <see cref="Epochs"/> gives.</summary>
    public int? Steps { get; init; }

    /// <summary>The seed of every use of chance in the run.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Steps between evaluations on the validation set, each a point of the learning curve. 0: once an epoch.
    /// </summary>
    public int EvaluateEvery { get; init; }

    /// <summary>How many of the first training examples are kept for validation. 0: none.</summary>
    public int ValidationCount { get; init; } = 5000;

    /// <summary>
    /// Whether each evaluation also looks into the hidden layers: activations, dead units, gradients and weights.
    /// Changes nothing of what the run comes to.
    /// </summary>
    public bool Diagnostic { get; init; }

    /// <summary>
    /// ε of PyTorch's CrossEntropyLoss, from 0 to below 1: the target of a training example is (1 − ε)·onehot + ε/classes.
    /// The training loss is the smoothed one, and losses of validation and test are not smoothed.
    /// </summary>
    public double LabelSmoothing { get; init; }
}
