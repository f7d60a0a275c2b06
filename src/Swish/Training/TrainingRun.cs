using Swish.Data;
using Swish.Networks;
using Swish.Parallelism;
using Swish.Recipes;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>A run in progress: a network, its data in order, and its optimizer, done step by step.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly TrainingRecipe _recipe;
    private readonly Dataset _dataset;
    private readonly WorkerTeam _team;
    private readonly BatchSampler _order;
    private readonly LearningRateSchedule _schedule;
    private readonly Optimizer _update;
    private readonly GradientClipper? _clipped;
    private readonly NetworkEvaluator _evaluator;
    private readonly NetworkDiagnosis? _diagnosis;
    private readonly float[] _pixelValues;
    private readonly int[] _indices;
    private InputBatch _batch;
    private bool _mayOverflow;

    /// <summary>Builds the network with its initial parameters.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="options">What changes the speed only.</param>
    /// <param name="cancellationToken">Ends any call within milliseconds.</param>
    /// <exception cref="SwishException">The recipe does not fit the data, or has values out of range.</exception>
    public TrainingRun(
        TrainingRecipe recipe, Dataset dataset, TrainingOptions options, CancellationToken cancellationToken)
    {
        RecipeValidator.Validate(recipe, dataset);
        _recipe = recipe;
        _dataset = dataset;
        StepsPerEpoch = RecipeSize.StepsPerEpoch(recipe, dataset);
        Steps = (int)RecipeSize.Steps(recipe, dataset);
        _order = new(recipe.ValidationCount, RecipeSize.TrainingCount(recipe, dataset), recipe.BatchSize, recipe.Seed);
        _schedule = new(recipe, Steps, StepsPerEpoch);
        _update = new(recipe);
        _indices = new int[recipe.BatchSize];
        _pixelValues = InputNormalization.Values(dataset.Training, recipe.ValidationCount, recipe.Standardize);
        _team = new(options.Threads, cancellationToken);
        try
        {
            NetworkSpec spec = RecipeNetwork.Spec(recipe, dataset);
            Network = new(spec, _team, cancellationToken);
            // standardized pixels of 0 are no zeros
            SkipsZeros = Network.AcceptsSparseInput && !recipe.Standardize
                && (options.SkipZeros ?? InputNormalization.IsSparse(dataset.Training));
            _batch = NewBatch(SkipsZeros);
            _clipped = recipe.GradientClip > 0 ? new(recipe, Network.Parameters, _update) : null;
            _evaluator = new(Network, _team);
            if (recipe.Diagnostic)
                _diagnosis = new(
                    Network, spec, _team, dataset.Training, DiagnosticImages(), _pixelValues, cancellationToken);
        }
        catch
        {
            _team.Dispose();
            throw;
        }
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Steps of the whole run.</summary>
    public int Steps { get; }

    /// <summary>Steps in a pass over the training set.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Steps done.</summary>
    public int StepsDone { get; private set; }

    /// <summary>The last step's learning rate.</summary>
    public double LearningRate { get; private set; }

    /// <summary>The last step's mean cross-entropy before its update, in nats.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>Whether the first layer skips zero inputs.</summary>
    public bool SkipsZeros { get; private set; }

    /// <summary>Does a step: a batch forward and backward, and then the optimizer.</summary>
    /// <returns>False where the run has diverged: no parameter was updated, and no further step makes sense.</returns>
    /// <exception cref="OperationCanceledException">The run was canceled.</exception>
    public bool Step()
    {
        _order.Fill(StepsDone, _indices);
        LearningRate = _schedule.Rate(StepsDone);
        LayerInput input = _batch.Load(_dataset.Training, _indices, forTraining: true);
        bool isSound = Network.ForwardBackward(input, _batch.Labels, StepsDone, out double loss);
        Loss = loss;
        if (!isSound) return false;
        _update.BeginStep(LearningRate, StepsDone + 1);
        Network.BackwardParameters(_clipped ?? (IGradientSink)_update);
        _clipped?.Finish();
        StepsDone++;
        if (SkipsZeros) StopSkippingWhereUnsafe();
        return true;
    }

    /// <summary>Evaluates on the validation set.</summary>
    /// <returns>
    /// The mean cross-entropy in nats and the share that is correctly classified, 0 to 1; NaN without a validation set.
    /// </returns>
    public (double Loss, double Accuracy) Validate() =>
        _recipe.ValidationCount == 0
            ? (double.NaN, double.NaN)
            : _evaluator.Run(_batch, _dataset.Training, 0, _recipe.ValidationCount);

    /// <summary>Evaluates on the test set.</summary>
    /// <returns>The mean cross-entropy in nats and the share that is correctly classified, 0 to 1.</returns>
    public (double Loss, double Accuracy) Test() => _evaluator.Run(_batch, _dataset.Test, 0, _dataset.Test.Count);

    /// <summary>Looks into the hidden layers, with the weights as they are now.</summary>
    /// <returns>An entry a hidden layer.</returns>
    /// <exception cref="InvalidOperationException">The recipe does not ask for it.</exception>
    public IReadOnlyList<LayerDiagnostic> Diagnose() =>
        _diagnosis is null ? throw new InvalidOperationException("The recipe asks for no diagnostics.")
        : _diagnosis.Examine(StepsDone);

    /// <inheritdoc/>
    public void Dispose() => _team.Dispose();

    private Range DiagnosticImages()
    {
        int first = _recipe.ValidationCount;
        return first..(first + RecipeSize.DiagnosticSample(_recipe, _dataset));
    }

    /// <summary>
    /// Stops skipping zeros from the first weight on that is not finite, since 0·∞ is not 0. To look at all weights
    /// after each step would cost a tenth of it, and no weight can overflow in as many steps as an int counts unless a
    /// gradient was above 1 or the decay overshoots; so they are looked at from then on.
    /// </summary>
    private void StopSkippingWhereUnsafe()
    {
        _mayOverflow |= _update.DecayOvershoots || !Network.InputGradientIsSmall;
        if (!_mayOverflow || Network.InputWeightsAreFinite) return;
        SkipsZeros = false;
        _batch = NewBatch(skipZeros: false);
    }

    private InputBatch NewBatch(bool skipZeros) => new(
        Math.Max(_recipe.BatchSize, NetworkEvaluator.Capacity), _dataset.PixelCount, _pixelValues, skipZeros);
}
