using Swish.Activations;
using Swish.Data;
using Swish.Models;
using Swish.Networks;
using Swish.Parallelism;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Tests.Networks;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>A run ends where it stands, and not at the end of its step.</summary>
public sealed class StoppingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_step_ends_in_its_midst_and_nothing_more_of_it_is_begun(int threads)
    {
        using CancellationTokenSource cancel = new();
        CancellingActivation activation = new(cancel, afterPasses: 100);
        TrainingRecipe recipe = new()
        {
            Activation = activation, HiddenLayers = HiddenLayerList.Uniform(100, 256), BatchSize = 32, ValidationCount = 0,
        };
        int stepsDone = 0;
        Assert.Throws<OperationCanceledException>(() => Trainer.Run(
            recipe, GoldenData.Patterns, new() { Threads = threads, Progress = _ => stepsDone++ }, cancel.Token));
        Assert.Equal(0, stepsDone);
        // 100 layers of 8 panels are 800 passes a step; each other thread may have been about to begin one.
        Assert.InRange(activation.Passes, 100, 799);
        Assert.InRange(activation.LatePasses, 0, threads - 1);
    }

    [Theory]
    [InlineData(InitializerKind.HeNormal)]
    [InlineData(InitializerKind.GlorotUniform)]
    [InlineData(InitializerKind.TruncatedNormal)]
    [InlineData(InitializerKind.Orthogonal)]
    public void Drawing_the_initial_weights_ends_too(InitializerKind initializer)
    {
        TrainingRecipe recipe = new() { Initializer = initializer, BatchSize = 10, ValidationCount = 0 };
        Assert.Throws<OperationCanceledException>(
            () => Trainer.Run(recipe, GoldenData.Patterns, null, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("dense layers only")]
    [InlineData("GLU")]
    [InlineData("convolution")]
    [InlineData("groups")]
    public void The_products_of_a_layer_end_between_their_blocks(string name)
    {
        const int batchSize = 4;
        using CancellationTokenSource cancel = new();
        // The threads are not canceled, so that only the layers can end.
        using WorkerTeam team = new(1, CancellationToken.None);
        Network network = new(LayerSamples.Spec(name, batchSize), team, cancel.Token);
        InputBatch batch = LayerSamples.NewBatch(name);
        LayerInput input = batch.Load(LayerSamples.Images(name, batchSize), [0, 1, 2, 3], forTraining: true);
        Optimizer optimizer = new(new() { Optimizer = OptimizerKind.Momentum });
        optimizer.BeginStep(0.1, 1);
        network.Forward(input, 0);
        Assert.True(network.Backward(batch.Labels, out _));
        network.Forward(input, 0);
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => network.Backward(batch.Labels, out _));
        Assert.Throws<OperationCanceledException>(() => network.Forward(input, 0));
        Assert.Throws<OperationCanceledException>(() => network.BackwardParameters(optimizer));
    }

    [Fact]
    public void Loading_a_batch_clipping_and_hashing_end_too()
    {
        CancellationToken canceled = new(canceled: true);
        Dataset data = GoldenData.Patterns;
        foreach (bool skipsZeros in (bool[])[true, false])
        {
            InputBatch batch = new(2, InputTransform.Of(data, 0, false), skipsZeros, stop: canceled);
            Assert.Throws<OperationCanceledException>(() => batch.Load(data.Training, [0, 1], forTraining: true));
        }
        using WorkerTeam team = new(1, CancellationToken.None);
        TrainingRecipe recipe = new() { GradientClip = 1, BatchSize = 4, ValidationCount = 0 };
        Network network = new(RecipeNetwork.Spec(recipe, data), team);
        GradientClipper clipper = new(recipe, network.Parameters, new Optimizer(recipe), canceled);
        Assert.Throws<OperationCanceledException>(clipper.Finish);
        Assert.Throws<OperationCanceledException>(() => WeightDigest.Compute(network, canceled));
    }

    /// <summary>ReLU that cancels its own run.</summary>
    private sealed class CancellingActivation(CancellationTokenSource cancel, int afterPasses) : Activation
    {
        private static readonly Activation Relu = ActivationCatalog.Parse("ReLU");
        private int _passes;
        private int _latePasses;

        public int Passes => _passes;

        /// <summary>Gets the number of passes that began after the run was canceled.</summary>
        public int LatePasses => _latePasses;

        public override string Name => Relu.Name;

        public override string Formula => Relu.Formula;

        public override IReadOnlyList<ActivationParameter> Parameters => [];

        public override ActivationValue Reference(double x, ReadOnlySpan<double> learnable) => Relu.Reference(x, learnable);

        public override double ReferenceParameterGradient(double x, ReadOnlySpan<double> learnable, int index) =>
            throw new NotSupportedException();

        internal override void Evaluate(in ActivationPass pass)
        {
            if (cancel.IsCancellationRequested) Interlocked.Increment(ref _latePasses);
            if (Interlocked.Increment(ref _passes) == afterPasses) cancel.Cancel();
            Relu.Evaluate(pass);
        }

        public override string ToString() => Relu.ToString();
    }
}
