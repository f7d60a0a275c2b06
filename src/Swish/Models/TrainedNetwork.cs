using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Swish.Data;
using Swish.Models.Evaluation;
using Swish.Networks;
using Swish.Parallelism;
using Swish.Recipes;

namespace Swish.Models;

/// <summary>
/// Represents a trained network in memory: its parameters, the recipe that describes its layers, and how raw inputs
/// become its inputs. Immutable and thread-safe. Evaluation is bit-identical with the evaluation at the end of the run.
/// </summary>
public sealed class TrainedNetwork
{
    private readonly TrainingRecipe _recipe;
    private readonly InputTransform _transform;
    private readonly NetworkSpec _spec;

    /// <summary>Creates a network from its state.</summary>
    /// <param name="recipe">The recipe of the run, which describes the layers.</param>
    /// <param name="transform">How raw inputs become inputs of the network.</param>
    /// <param name="classNames">The name of each class, two or more; none for regression.</param>
    /// <param name="tensors">All parameters and buffers, in any order.</param>
    /// <exception cref="SwishException">
    /// The names or shapes of the tensors are not those of the recipe's network (NetworkMismatch).
    /// </exception>
    internal TrainedNetwork(
        TrainingRecipe recipe, InputTransform transform, IEnumerable<string> classNames,
        IEnumerable<NetworkTensor> tensors)
    {
        _recipe = recipe;
        _transform = transform;
        ClassNames = new(classNames.Select(PrintableText.EscapeName));
        // Batches for training are not needed, so their buffers have one row.
        _spec = new()
        {
            Input = RecipeLayers.Input(recipe, Input),
            Layers = RecipeLayers.Of(recipe, Input, OutputCount),
            BatchSize = 1,
            Initializer = InitializerKind.HeUniform,
            InitializerDeviation = 1,
            InitialBias = 0,
            Seed = 1,
            MomentCount = 0,
            Averages = false,
            KeepsWeightGradients = false,
            AppliesDropout = false,
        };
        Tensors = NetworkState.Arrange(tensors, _spec);
        WeightHash = WeightDigest.Compute(Tensors);
    }

    /// <summary>Gets the activation of the hidden layers.</summary>
    public string Activation => _recipe.Activation.ToString();

    /// <summary>
    /// Gets the hidden layers as text, such as <c>500x7-300-200-100</c>, or the name of the network that a recipe
    /// describes by its layers.
    /// </summary>
    public string HiddenLayers => RecipeLayers.Describe(_recipe);

    /// <summary>Gets the shape of one example, without a batch dimension.</summary>
    public ExampleShape Input => _transform.Shape;

    /// <summary>Gets the number of classes; 0 if the network predicts a number.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>Gets whether the network predicts a number, and not a class.</summary>
    public bool IsRegression => Classes == 0;

    /// <summary>Gets the number of outputs: the logit of each class, or 1 for regression.</summary>
    public int OutputCount => IsRegression ? 1 : Classes;

    /// <summary>Gets the number of parameters.</summary>
    public long Parameters => Tensors.Where(tensor => !tensor.IsBuffer).Sum(tensor => (long)tensor.Values.Length);

    /// <summary>Gets the name of the data set that the network was trained on.</summary>
    public string Dataset { get; internal init => field = PrintableText.EscapeName(value); } = "";

    /// <summary>
    /// Gets the hash of all parameters, averages and running statistics, as <c>WeightHash</c> of the run's result.
    /// </summary>
    public string WeightHash { get; }

    /// <summary>
    /// Gets what a run that starts with this network is known by: <see cref="WeightHash"/>, and a hyphen and a hash of what
    /// such a run takes over in addition to the values, if there is any: the scaling of the inputs, unless they are bytes divided by
    /// 255, and the names of the learnable parameters of activations, unless they are all called beta.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            string rest = _transform.Fingerprint;
            string[] names = [.. Tensors.Where(tensor => tensor.IsOfActivation).Select(tensor => tensor.Name)];
            // A run takes over the parameters that have the names of its own.
            if (!names.All(name => name.EndsWith(".beta", StringComparison.Ordinal)))
                rest = Convert.ToHexStringLower(SHA256.HashData(
                    Encoding.UTF8.GetBytes($"{rest}\n{string.Join('\n', names)}")))[..InputTransform.FingerprintDigits];
            return rest.Length > 0 ? $"{WeightHash}-{rest}" : WeightHash;
        }
    }

    /// <summary>Gets the fingerprint of the run, as <c>RunId</c> of its result.</summary>
    public string RunId { get; internal init; } = "";

    /// <summary>Gets the name of each class, in the order of the logits; empty for regression.</summary>
    public DelimitedList<string> ClassNames { get; }

    /// <summary>
    /// Gets the names of the features, in the order of the inputs; empty for images, or if they are not known. Control
    /// characters and bidirectional marks are escaped.
    /// </summary>
    internal DelimitedList<string> FeatureNames
    {
        get;
        init => field = new(value.Select(PrintableText.EscapeName));
    } = new([]);

    /// <summary>
    /// Gets the mean brightness at the border of the training images, 0 to 255; NaN if it is not known, or if the
    /// inputs are not images.
    /// </summary>
    internal double Background { get; init; } = double.NaN;

    /// <summary>Gets all parameters layer by layer, and then all buffers.</summary>
    internal IReadOnlyList<NetworkTensor> Tensors { get; }

    /// <summary>Gets the spec of the layers.</summary>
    internal NetworkSpec Spec => _spec;

    /// <summary>
    /// Gets the recipe of the run that trained the network. This is a method because PowerShell shows properties as
    /// columns.
    /// </summary>
    /// <returns>The recipe.</returns>
    public TrainingRecipe GetRecipe() => _recipe;

    /// <summary>
    /// Gets how raw inputs (pixels from 0 to 255, columns of a table) become inputs of the network. This is a method
    /// because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>The transform.</returns>
    public InputTransform GetTransform() => _transform;

    /// <summary>
    /// Computes the logits of all examples. To evaluate several sets, use <see cref="CreatePredictor"/>, which prepares
    /// the network only once.
    /// </summary>
    /// <param name="examples">The examples, of the shape <see cref="Input"/>.</param>
    /// <param name="threads">The number of threads, 1 or more.</param>
    /// <param name="cancellationToken">Cancels the evaluation.</param>
    /// <returns>The logits, [examples, outputs] in row-major order; the predicted numbers for regression.</returns>
    /// <exception cref="SwishException">The examples have another number of features (NetworkInputMismatch).
    /// </exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public float[] Evaluate(ExampleSet examples, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        float[] logits = new float[checked(examples.Count * OutputCount)];
        using NetworkPredictor predictor = CreatePredictor(threads, cancellationToken);
        predictor.Evaluate(examples, 0, examples.Count, logits);
        return logits;
    }

    /// <summary>Gets the weights of the first layer with weights.</summary>
    /// <returns>The weights, [units, inputs], or [outputs, channels, rows, columns] of a convolution.</returns>
    internal NetworkTensor GetFirstWeights() => Tensors.First(tensor => !tensor.IsBuffer && tensor.Shape.Count is 2 or 4);

    /// <summary>Prepares the network for evaluation. Several predictors can be used at the same time.</summary>
    /// <param name="threads">The number of threads that share the work, 1 or more.</param>
    /// <param name="cancellationToken">Cancels any evaluation within milliseconds.</param>
    /// <returns>The predictor. Dispose it to stop its threads.</returns>
    public NetworkPredictor CreatePredictor(int threads = 1, CancellationToken cancellationToken = default) =>
        new(this, threads, cancellationToken);

    /// <summary>Describes the network in a few words.</summary>
    /// <returns>Text such as <c>Swish, 784-128x2-10</c>.</returns>
    public override string ToString() => _recipe is { HiddenLayers.Depth: 0, Network: null }
        ? string.Create(CultureInfo.InvariantCulture, $"{Input.InputCount}-{OutputCount}")
        : string.Create(CultureInfo.InvariantCulture, $"{Activation}, {Input.InputCount}-{HiddenLayers}-{OutputCount}");

    /// <summary>Copies the network of a run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that the network was trained on.</param>
    /// <param name="transform">How raw inputs become inputs of the network.</param>
    /// <returns>The copy.</returns>
    internal static TrainedNetwork Copy(
        Network network, TrainingRecipe recipe, Dataset dataset, InputTransform transform) =>
        new(recipe, transform, dataset.ClassNames, NetworkTensor.ReadFrom(network))
        {
            Dataset = dataset.Name,
            RunId = RecipeFingerprint.Compute(recipe, dataset),
            FeatureNames = new(dataset.FeatureNames),
            Background = ImageBorder.MeanBrightness(dataset),
        };

    /// <summary>Creates the layers with the parameters for evaluation.</summary>
    /// <param name="team">The worker threads.</param>
    /// <param name="cancellationToken">Cancels the construction.</param>
    /// <returns>The network.</returns>
    internal Network Build(WorkerTeam team, CancellationToken cancellationToken)
    {
        Network network = new(_spec, team, cancellationToken);
        NetworkState.Load(Tensors, network);
        return network;
    }
}
