using Swish.Activations;
using Swish.Networks;
using Swish.Networks.Architectures;

namespace Swish.Recipes;

/// <summary>
/// Represents everything that the result of a run depends on except the data set. The same recipe on the same data
/// gives bit-identical results. Recipes are immutable; use a <c>with</c> expression to change a copy. With the defaults
/// a network of two hidden layers is trained, which takes seconds.
/// </summary>
public sealed record TrainingRecipe
{
    /// <summary>Gets the recipe in which all settings have their defaults.</summary>
    public static TrainingRecipe Default { get; } = new();

    /// <summary>Gets the activation function of the hidden layers, or the gate that takes its place.</summary>
    public Activation Activation { get; init; } = ActivationCatalog.Parse("Swish");

    /// <summary>Gets the widths of the hidden layers.</summary>
    public HiddenLayerList HiddenLayers { get; init; } = HiddenLayerList.Uniform(2, 128);

    /// <summary>
    /// Gets the number of examples per step, from 1 to the number of training examples. The last batch of an epoch is
    /// left out if it is incomplete.
    /// </summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Gets the learning rate η before any schedule; above 0.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Gets the optimizer.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Gets the momentum μ of the Momentum and Nesterov optimizers, from 0 to below 1.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>
    /// Gets the weight decay λ: decoupled with AdamW; with other optimizers λw is added to the gradient of the weights,
    /// as in PyTorch.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>
    /// Gets the largest L2 norm of the gradient by all parameters; larger gradients are scaled down to it. 0 for no
    /// limit.
    /// </summary>
    public double GradientClip { get; init; }

    /// <summary>Gets the learning rate schedule.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Constant;

    /// <summary>Gets the factor of the Exponential and Step schedules.</summary>
    public double DecayRate { get; init; } = 0.99;

    /// <summary>
    /// Gets the number of steps after which <see cref="DecayRate"/> is applied once. 0 for one epoch.
    /// </summary>
    public int DecayStep { get; init; }

    /// <summary>
    /// Gets whether the Exponential schedule only changes the rate every <see cref="DecayStep"/> steps.
    /// </summary>
    public bool Staircase { get; init; }

    /// <summary>
    /// Gets the number of steps of the linear warm-up: the rate of step t (from 0) is multiplied by (t+1)/WarmupStep.
    /// The schedule runs during the warm-up too, so a Cosine schedule has already fallen a little when it ends. 0 for
    /// no warm-up.
    /// </summary>
    public int WarmupStep { get; init; }

    /// <summary>
    /// Gets the factor of the L2 penalty: L2·½Σw² is added to the loss that is minimized. Only weights are penalized,
    /// not biases, parameters of batch normalization or learnable parameters of activations.
    /// </summary>
    public double L2 { get; init; }

    /// <summary>Gets the layers whose weights <see cref="L2"/> penalizes.</summary>
    public L2Layer L2Layer { get; init; } = L2Layer.All;

    /// <summary>
    /// Gets the decay d of the moving average of all parameters, with which the network is then evaluated. The average
    /// starts at their initial values, and is updated after step t (from 1) with a decay of min(d, (1+t)/(10+t)). 0 for
    /// no average.
    /// </summary>
    public double MovingAverageDecay { get; init; }

    /// <summary>
    /// Gets the interval n of hidden layers with batch normalization: layers n, 2n, 3n, …; 1 for all, 0 for none.
    /// </summary>
    public int BatchNormInterval { get; init; }

    /// <summary>Gets the position of batch normalization in a hidden layer.</summary>
    public BatchNormPosition BatchNormPosition { get; init; } = BatchNormPosition.BeforeActivation;

    /// <summary>Gets whether each hidden layer with as many outputs as inputs has a residual connection.</summary>
    public bool Residual { get; init; }

    /// <summary>
    /// Gets the probability that an output of a hidden layer is dropped in training, from 0 to below 1 (inverted
    /// dropout).
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>Gets the distribution of the initial weights.</summary>
    public InitializerKind Initializer { get; init; } = InitializerKind.HeNormal;

    /// <summary>Gets the standard deviation of the TruncatedNormal initializer; above 0.</summary>
    public double InitializerDeviation { get; init; } = 0.1;

    /// <summary>Gets the initial value of every bias.</summary>
    public double InitialBias { get; init; }

    /// <summary>
    /// Gets whether pixels are normalized to mean 0 and standard deviation 1 over the training set, instead of to the
    /// range from 0 to 1.
    /// </summary>
    public bool Standardize { get; init; }

    /// <summary>Gets the number of passes over the training set, if <see cref="Steps"/> is null.</summary>
    public int Epochs { get; init; } = 3;

    /// <summary>Gets the number of steps, each of one batch; null for those of <see cref="Epochs"/>.</summary>
    public int? Steps { get; init; }

    /// <summary>Gets the seed of all random numbers of the run.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Gets the number of steps between evaluations on the validation set, each of which is a point of the learning
    /// curve. 0 for one evaluation per epoch.
    /// </summary>
    public int EvaluateEvery { get; init; }

    /// <summary>
    /// Gets the number of examples, from the beginning of the training set, that are used for validation instead. 0 for
    /// no validation set.
    /// </summary>
    public int ValidationCount { get; init; } = 5000;

    /// <summary>
    /// Gets whether each evaluation also records statistics of the hidden layers: activations, dead units, gradients
    /// and weights. Does not affect the result of the run.
    /// </summary>
    public bool Diagnostic { get; init; }

    /// <summary>
    /// Gets the label smoothing ε of PyTorch's CrossEntropyLoss, from 0 to below 1: the target of a training example is
    /// (1 − ε)·onehot + ε/classes. The training loss is smoothed; validation and test losses are not.
    /// </summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Gets the width of hidden layers with a gate, if <see cref="Activation"/> is one.</summary>
    public GateWidth GateWidth { get; init; } = GateWidth.EqualParameters;

    /// <summary>Gets the loss that training minimizes.</summary>
    public LossKind Loss { get; init; }

    /// <summary>
    /// Gets δ of the Huber loss, above 0, in standard deviations of the label: larger errors count linearly.
    /// </summary>
    public double HuberDelta { get; init; } = 1;

    /// <summary>
    /// Gets the weights of the classes in the training loss, as PyTorch's CrossEntropyLoss(weight=w). Validation and
    /// test losses are not weighted.
    /// </summary>
    public ClassWeightList ClassWeight { get; init; } = ClassWeightList.None;

    /// <summary>
    /// Gets the number of evaluations in a row without a smaller validation loss after which the run ends. The result
    /// is that of the network at the evaluation with the smallest validation loss. 0 to do all steps and keep the last
    /// network.
    /// </summary>
    public int Patience { get; init; }

    /// <summary>
    /// Gets the fingerprint of the trained network whose parameters the run starts with; null to start with those of
    /// <see cref="Initializer"/>. The network itself is an option of the run.
    /// </summary>
    public string? InitialNetwork { get; init; }

    /// <summary>
    /// Gets whether the scale γ of batch normalization is not learnable and stays 1, as with <c>scale=False</c> in
    /// Keras. The shift β is always learnable.
    /// </summary>
    public bool FixedBatchNormScale { get; init; }

    /// <summary>
    /// Gets the layers of the network, in which <see cref="Activation"/> has its places; null for a fully connected
    /// network of <see cref="HiddenLayers"/>, which has no effect otherwise.
    /// </summary>
    public NetworkDefinition? Network { get; init; }

    /// <summary>Gets how training images are changed at random, each time that they are used.</summary>
    public AugmentationKind Augmentation { get; init; }
}
