using Swish.Data;
using Swish.Data.Images;
using Swish.Kernels;
using Swish.Models;
using Swish.Networks;
using Swish.Parallelism;
using Swish.Recipes;
using Swish.Training.Checkpoints;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>Represents a run in progress, which is trained step by step.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly TrainingRecipe _recipe;
    private readonly Dataset _dataset;
    private readonly WorkerTeam _team;
    private readonly BatchSampler _sampler;
    private readonly LearningRateSchedule _schedule;
    private readonly Optimizer _optimizer;
    private readonly GradientClipper? _clipper;
    private readonly NetworkEvaluator _evaluator;
    private readonly NetworkDiagnosis? _diagnosis;
    private readonly TargetScale _targetScale;
    private readonly RegressionEvaluator? _regression;
    private readonly ImageAugmentation? _augmentation;
    private readonly int[] _indices;
    private readonly CancellationToken _stop;
    private InputBatch _batch;
    private bool _weightsMayOverflow;
    private bool _isDone;

    /// <summary>Creates the network and initializes its parameters.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="dataset">The data set that it is trained on.</param>
    /// <param name="options">Options that only affect the speed.</param>
    /// <param name="cancellationToken">Cancels any call within milliseconds.</param>
    /// <exception cref="SwishException">The recipe is not valid for the data set or the machine.</exception>
    public TrainingRun(
        TrainingRecipe recipe, Dataset dataset, TrainingOptions options, CancellationToken cancellationToken)
    {
        RecipeValidator.Validate(recipe, dataset);
        InitialState.Check(recipe, dataset, options.InitialNetwork);
        TrainedNetwork? initial = recipe.InitialNetwork is null ? null : options.InitialNetwork;
        _recipe = recipe;
        _stop = cancellationToken;
        _dataset = dataset;
        StepsPerEpoch = RecipeSize.StepsPerEpoch(recipe, dataset);
        Steps = (int)RecipeSize.Steps(recipe, dataset);
        _sampler = new(recipe.ValidationCount, RecipeSize.TrainingCount(recipe, dataset), recipe.BatchSize, recipe.Seed);
        _schedule = new(recipe, Steps, StepsPerEpoch);
        _optimizer = new(recipe);
        _indices = new int[recipe.BatchSize];
        _augmentation = recipe.Augmentation == AugmentationKind.None ? null
            : new(dataset.Training, dataset.Shape, recipe.BatchSize, recipe.Seed);
        Transform = initial?.GetTransform() ?? InputTransform.Of(dataset, recipe.ValidationCount, recipe.Standardize);
        _targetScale = TargetScale.Of(dataset, recipe.ValidationCount);
        _team = new(options.Threads, cancellationToken);
        try
        {
            NetworkSpec spec = RecipeNetwork.Spec(recipe, dataset);
            Network = new(spec, _team, cancellationToken);
            if (initial is not null)
            {
                InitialState.Load(initial, Network);
                if (dataset.IsRegression) TargetFolding.Unfold(Network, _targetScale);
                _weightsMayOverflow = !Network.InputWeightsAreWithin(ElementwiseKernels.MaxGradient);
            }
            // Standardized pixels are not zero where the pixel is 0.
            SkipsZeros = Network.AcceptsSparseInput && dataset.Training.HasBytes && Transform.KeepsZero
                && (options.SkipZeros ?? InputBatch.IsSparse(dataset.Training));
            SkipsZeros &= initial is null || Network.InputWeightsAreWithin(float.MaxValue);
            if (SkipsZeros) CompressExamples();
            _batch = NewBatch(SkipsZeros);
            _clipper = recipe.GradientClip > 0 ? new(recipe, Network.Parameters, _optimizer, cancellationToken) : null;
            _evaluator = new(Network, _team);
            if (dataset.IsRegression) _regression = new(_evaluator, spec.Loss, _targetScale);
            if (recipe.Diagnostic)
                _diagnosis = new(
                    Network, spec, _team, dataset.Training, DiagnosticExamples(), Transform, _targetScale,
                    cancellationToken);
        }
        catch
        {
            _team.Dispose();
            throw;
        }
    }

    /// <summary>Gets the network.</summary>
    public Network Network { get; }

    /// <summary>Gets the scaling of the inputs.</summary>
    public InputTransform Transform { get; }

    /// <summary>Gets the number of steps of the run.</summary>
    public int Steps { get; }

    /// <summary>Gets the number of steps per epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Gets the number of steps done.</summary>
    public int StepsDone { get; private set; }

    /// <summary>Gets the learning rate of the last step.</summary>
    public double LearningRate { get; private set; }

    /// <summary>Gets the mean loss of the last step before its update.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>Gets whether the first layer skips inputs that are zero.</summary>
    public bool SkipsZeros { get; private set; }

    /// <summary>
    /// Does a training step: the forward and backward pass of a batch, and the update of the parameters.
    /// </summary>
    /// <returns>False if the run has diverged. No parameter is updated then, and training should end.</returns>
    /// <exception cref="OperationCanceledException">The run was canceled.</exception>
    public bool Step()
    {
        _sampler.Fill(StepsDone, _indices);
        LearningRate = _schedule.Rate(StepsDone);
        LayerInput input = LoadBatch();
        bool isFinite = Network.ForwardBackward(input, _batch.Labels, StepsDone, out double loss);
        Loss = loss;
        if (!isFinite) return false;
        _optimizer.BeginStep(LearningRate, StepsDone + 1);
        Network.BackwardParameters(_clipper ?? (IGradientSink)_optimizer);
        _clipper?.Finish();
        StepsDone++;
        if (SkipsZeros) StopSkippingWhereUnsafe();
        return true;
    }

    /// <summary>Evaluates the network on the validation set.</summary>
    /// <returns>The evaluation; its numbers are NaN without a validation set.</returns>
    public RunEvaluation Validate() =>
        _recipe.ValidationCount == 0
            ? new(double.NaN, double.NaN)
            : Evaluate(_dataset.Training, _recipe.ValidationCount, isUnscaled: false);

    /// <summary>Evaluates the network on the test set.</summary>
    /// <returns>
    /// The evaluation, with the correctness of each example unless there are more than a run keeps.
    /// </returns>
    public RunEvaluation Test()
    {
        int count = _dataset.Test.Count;
        if (_regression is not null || count > ExampleCorrectness.MaxCount)
            return Evaluate(_dataset.Test, count, _isDone);
        byte[] bits = new byte[ExampleCorrectness.ByteCount(count)];
        (double loss, double accuracy) = _evaluator.Run(_batch, _dataset.Test, 0, count, bits);
        return new(loss, accuracy) { CorrectBits = bits };
    }

    /// <summary>
    /// Ends the training: a network that predicted scaled numbers predicts the numbers themselves from now on.
    /// </summary>
    public void Complete()
    {
        _isDone = true;
        if (_dataset.IsRegression) TargetFolding.Fold(Network, _targetScale);
    }

    /// <summary>Computes statistics of the hidden layers with the current weights.</summary>
    /// <returns>One entry per hidden layer.</returns>
    /// <exception cref="InvalidOperationException">The recipe has no diagnostics.</exception>
    public IReadOnlyList<LayerDiagnostic> Diagnose() =>
        _diagnosis is null ? throw new InvalidOperationException("The recipe has no diagnostics.")
        : _diagnosis.Examine(StepsDone);

    /// <summary>Determines whether a checkpoint is of a run with the same network and length.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <returns>True if it is.</returns>
    public bool Fits(Checkpoint checkpoint) =>
        checkpoint.Step > 0 && checkpoint.Step < Steps && checkpoint.Network.Fits(Network, withMoments: true)
        && (checkpoint.BestNetwork is not NetworkSnapshot best || best.Fits(Network, withMoments: false));

    /// <summary>Creates a checkpoint of the network, its optimizer and the step.</summary>
    /// <returns>The checkpoint, without the learning curve; valid until the next step.</returns>
    public Checkpoint Save() => new()
    {
        Step = StepsDone,
        LearningRate = LearningRate,
        Loss = Loss,
        // Without sparse input nobody has watched the gradients.
        WeightsMayOverflow = _weightsMayOverflow || !SkipsZeros,
        OptimizerPowers = _optimizer.Powers,
        Network = NetworkSnapshot.View(Network),
    };

    /// <summary>Continues the run of a checkpoint.</summary>
    /// <param name="checkpoint">A checkpoint that fits.</param>
    public void Resume(Checkpoint checkpoint)
    {
        StepsDone = checkpoint.Step;
        LearningRate = checkpoint.LearningRate;
        Loss = checkpoint.Loss;
        _weightsMayOverflow = checkpoint.WeightsMayOverflow;
        _optimizer.Resume(checkpoint.OptimizerPowers);
        checkpoint.Network.Restore(Network, withMoments: true);
        if (SkipsZeros) StopSkippingWhereUnsafe();
    }

    /// <inheritdoc/>
    public void Dispose() => _team.Dispose();

    private Range DiagnosticExamples()
    {
        int first = _recipe.ValidationCount;
        return first..(first + RecipeSize.DiagnosticSample(_recipe, _dataset));
    }

    /// <summary>
    /// Stops skipping zeros as soon as a weight is not finite, because 0·∞ is not 0. Checking all weights after each
    /// step would make it about 10% slower. No weight can overflow within <see cref="int.MaxValue"/> steps unless a
    /// gradient exceeds 1 or the decay overshoots, so the weights are only checked after that has happened.
    /// </summary>
    private void StopSkippingWhereUnsafe()
    {
        _weightsMayOverflow |= _optimizer.DecayOvershoots || !Network.InputGradientIsSmall;
        if (!_weightsMayOverflow || Network.InputWeightsAreWithin(float.MaxValue)) return;
        SkipsZeros = false;
        _batch = NewBatch(skipZeros: false);
    }

    private void CompressExamples()
    {
        // Augmented examples are new in each epoch.
        if (_augmentation is null) _dataset.Training.CompressInBackground();
        _dataset.Test.CompressInBackground();
    }

    private LayerInput LoadBatch() => _augmentation is null
        ? _batch.Load(_dataset.Training, _indices, forTraining: true)
        : _batch.Load(
            _augmentation.Apply(_dataset.Training, _indices, StepsDone / StepsPerEpoch), _augmentation.Indices,
            forTraining: true);

    private RunEvaluation Evaluate(ExampleSet examples, int count, bool isUnscaled)
    {
        if (_regression is not null) return _regression.Run(_batch, examples, 0, count, isUnscaled);
        (double loss, double accuracy) = _evaluator.Run(_batch, examples, 0, count);
        return new(loss, accuracy);
    }

    private InputBatch NewBatch(bool skipZeros) => new(
        Math.Max(_recipe.BatchSize, NetworkEvaluator.Capacity), Transform, skipZeros, _targetScale, Network.ReadsImages,
        _stop);
}
