using Swish.Activations;
using Swish.Networks;
using Swish.Recipes;
using Swish.Reproducibility;
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
        // 100 layers of 8 panels are 800 passes a step; each thread may have been within one.
        Assert.InRange(activation.Passes, 100, 100 + threads - 1);
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

    /// <summary>ReLU that cancels its own run.</summary>
    private sealed class CancellingActivation(CancellationTokenSource cancel, int afterPasses) : Activation
    {
        private static readonly Activation Relu = ActivationCatalog.Parse("ReLU");
        private int _passes;

        public int Passes => _passes;

        public override string Name => Relu.Name;

        public override string Formula => Relu.Formula;

        public override IReadOnlyList<ActivationParameter> Parameters => [];

        public override ActivationValue Reference(double x, ReadOnlySpan<double> learnable) => Relu.Reference(x, learnable);

        public override double ReferenceParameterGradient(double x, ReadOnlySpan<double> learnable, int index) =>
            throw new NotSupportedException();

        internal override void Evaluate(in ActivationPass pass)
        {
            if (Interlocked.Increment(ref _passes) == afterPasses) cancel.Cancel();
            Relu.Evaluate(pass);
        }

        public override string ToString() => Relu.ToString();
    }
}
