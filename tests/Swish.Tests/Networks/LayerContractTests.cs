using System.Reflection;
using Swish.Activations;
using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Parallelism;
using Swish.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Networks;

/// <summary>What every layer promises, whatever it computes.</summary>
public sealed class LayerContractTests
{
    private const int Batch = 13;
    private const string Sample = "convolution";

    /// <summary>
    /// Layers without a product before them, so they check the gradients of their vectors themselves.
    /// </summary>
    public static TheoryData<string> VectorsFirst =>
    [
        "MaxPool 2; BatchNorm", "MaxPool 2; BatchNorm; Activation Swish", "AveragePool 2; BatchNorm",
        "LayerNorm", "LayerNorm; Activation 'PReLU(per=unit)'",
        "Subsample 4; LayerNorm; Activation 'PReLU(per=layer)'",
        "Residual { MaxPool 3 -Stride 1 -Padding 1 }; BatchNorm", "GlobalAveragePool; BatchNorm",
        "GlobalAveragePool; BatchNorm; Activation 'TrainedSwish(per=unit)'",
        "Branch { GlobalAveragePool } { GlobalAveragePool; BatchNorm }; BatchNorm",
    ];

    /// <summary>
    /// The weights after the vectors are so large that the gradient overflows, and the scales so small that the loss is
    /// finite.
    /// </summary>
    [Theory]
    [MemberData(nameof(VectorsFirst))]
    public void A_gradient_of_a_vector_that_is_not_finite_changes_no_parameter(string layers) => Diverges(
        layers + "; Dense 8",
        block => block.Kind != ParameterKind.Weight ? 1e-35f : block.Layer == 0 ? 1e30f : 1e10f,
        isPositive: false);

    /// <summary>
    /// The first layer overflows, and the second one is saturated: its gradient is 0, and that of its weights is 0·∞.
    /// </summary>
    [Theory]
    [InlineData("Dense 8; Activation ReLU; Dense 40; Activation Tanh")]
    [InlineData("Dense 8; Activation ReLU; GatedDense 40 'GLU(Tanh)'; Activation Tanh")]
    [InlineData("Convolution 4 3; Activation ReLU; Convolution 4 3; Activation Tanh; GlobalAveragePool")]
    [InlineData("Convolution 4 3; Activation ReLU; DepthwiseConvolution 3; Activation Tanh; GlobalAveragePool")]
    public void A_gradient_of_a_weight_that_is_not_finite_changes_no_parameter(string layers) => Diverges(
        layers, block => block.Layer == 0 ? 3e38f : 0.1f, isPositive: true);

    [Fact]
    public void No_layer_inherits_a_default_of_the_interface()
    {
        Type[] types = typeof(ILayer).Assembly.GetTypes();
        Type[] layers = [.. types.Where(type => type.IsAssignableTo(typeof(ILayer)) && !type.IsAbstract)];
        Assert.NotEmpty(layers);
        // A layer could declare such a member, and nobody would call it.
        foreach (Type layer in layers)
            foreach (MethodInfo method in layer.GetInterfaceMap(typeof(ILayer)).TargetMethods)
                Assert.True(method.DeclaringType != typeof(ILayer), $"{layer.Name} does not implement {method.Name}.");
    }

    /// <summary>Evaluation has other buffers than training, and may have more examples.</summary>
    [Fact]
    public void Only_inputs_of_training_have_what_their_layer_reads_again()
    {
        ILayer layer = NetworkBuilder.Build(LayerSamples.Spec("residual blocks", 4), new())
            .Select(node => node.Layer).First(layer => layer.Intermediate is not null);
        LayerInput trained = LayerInput.Of(layer, layer.Output, 4);
        Assert.False(trained.Intermediate(3).IsEmpty);
        PanelBuffer output = new(layer.OutputShape.ImageLength * 250);
        Assert.True(LayerInput.Of(layer, output, 250).Intermediate(249).IsEmpty);
    }

    private static void Diverges(string layers, Func<ParameterBlock, float> valueOf, bool isPositive)
    {
        foreach (bool fuses in (bool[])[true, false])
        {
            NetworkSpec spec = LayerSamples.Spec(Sample, Batch) with
            {
                Layers = NetworkDefinition.Parse($"{{ {layers} }}").Resolve(
                    ActivationCatalog.Parse("ReLU"), LayerSamples.Classes),
                Fuses = fuses,
            };
            using WorkerTeam team = new(1, CancellationToken.None);
            Network network = new(spec, team, CancellationToken.None);
            foreach (ParameterBlock block in network.Parameters)
            {
                float value = valueOf(block);
                block.Set([.. block.Read(block.Values).Select((_, i) => isPositive || i * 7 % 3 > 0 ? value : -value)]);
            }
            float[][] before = Values(network);
            InputBatch batch = LayerSamples.NewBatch(Sample);
            LayerInput input = batch.Load(
                LayerSamples.Images(Sample, Batch), [.. Enumerable.Range(0, Batch)], forTraining: true);
            bool continues = network.ForwardBackward(input, batch.Labels, 0, out double loss);
            Assert.True(double.IsFinite(loss));
            if (continues)
            {
                Optimizer optimizer = new(new() { Optimizer = OptimizerKind.Momentum, MovingAverageDecay = 0.5 });
                optimizer.BeginStep(0.1, 1);
                network.BackwardParameters(optimizer);
            }
            Assert.Equal(before, Values(network));
            Assert.False(continues);
        }
    }

    private static float[][] Values(Network network) =>
        [.. network.Parameters.Select(block => block.Read(block.Values))];
}
