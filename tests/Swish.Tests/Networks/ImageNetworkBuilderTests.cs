using Swish.Data;
using Swish.Networks;
using Swish.Networks.Layers;
using Swish.Networks.Specs;
using Swish.Parallelism;
using Swish.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Networks;

/// <summary>What layers of images say of themselves, how they are fused, and what the builder rejects.</summary>
public sealed class ImageNetworkBuilderTests
{
    [Fact]
    public void Parameters_have_the_names_and_shapes_of_PyTorch()
    {
        LayerNode[] nodes = Build("depthwise");
        Assert.Equal(
            [
                "layers.0.weight [17, 1, 3, 3]", "layers.0.bias [17]", "layers.0.batchnorm.weight [17]",
                "layers.0.batchnorm.bias [17]", "layers.1.weight [3, 17, 1, 1]", "layers.1.bias [3]",
                "layers.2.weight [3, 1, 5, 5]", "layers.3.weight [5, 75]", "layers.3.bias [5]",
            ],
            Network.OrderParameters(nodes).Select(p => $"{p.Name} [{string.Join(", ", p.Shape)}]"));
    }

    [Theory]
    [InlineData("residual blocks", true, 11)]
    [InlineData("residual blocks", false, 29)]
    [InlineData("convolution", true, 3)]
    [InlineData("convolution", false, 4)]
    public void Layers_are_fused(string name, bool fuses, int count) => Assert.Equal(count, Build(name, fuses).Length);

    [Fact]
    public void The_order_of_buffers_does_not_depend_on_fusing() => Assert.Equal(
        Network.OrderBuffers(Build("residual blocks", fuses: false)).Select(buffer => buffer.Name),
        Network.OrderBuffers(Build("residual blocks")).Select(buffer => buffer.Name));

    [Fact]
    public void Layers_read_what_their_sources_write()
    {
        foreach (string name in ImageSamples.All.Keys)
        {
            LayerNode[] nodes = Build(name);
            foreach (LayerNode node in nodes)
                foreach ((int source, TensorShape shape) in node.Inputs.Zip(node.Layer.InputShapes))
                {
                    TensorShape written = source < 0 ? ImageSamples.All[name].Input : nodes[source].Layer.OutputShape;
                    Assert.Equal(written, shape);
                    bool isImages = source < 0 ? NetworkBuilder.ReadsImages(written) : nodes[source].Layer.IsImages;
                    Assert.Equal(isImages, ReadsImages(node.Layer));
                }
            Assert.False(nodes[^1].Layer.IsImages);
        }

        static bool ReadsImages(ILayer layer) =>
            layer is FlattenLayer or GlobalAveragePoolLayer || (layer.IsImages && layer is not ImageFromFeaturesLayer);
    }

    public static TheoryData<string, LayerSpec> Wrong => new()
    {
        { "GroupMismatch", new ConvolutionSpec(4, 3) { Groups = 2 } },
        { "WindowTooLarge", new ConvolutionSpec(4, 9) { Padding = 0 } },
        { "WindowOutOfRange", new MaxPoolSpec(2) { Padding = 2 } },
        { "ChannelsRemoved", new SubsampleSpec(2, 1) },
        { "ShapeMismatch", new ResidualSpec(new ConvolutionSpec(4, 3)) },
        { "ShapeMismatch", new ResidualSpec(new ConvolutionSpec(3, 3) { Stride = 2 }) },
        { "ShapeMismatch", new BranchSpec([new ConvolutionSpec(3, 3)], [new MaxPoolSpec(2)]) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_does_not_fit_is_rejected(string id, LayerSpec layer)
    {
        NetworkSpec spec = LayerSamples.Spec("convolution", 4) with { Layers = new([layer]) };
        SwishException error = Assert.Throws<SwishException>(() => NetworkBuilder.Build(spec, new(measuresOnly: true)));
        Assert.Equal(id, error.ErrorId);
    }

    [Theory]
    [InlineData("residual blocks")]
    [InlineData("branches of images")]
    [InlineData("large: 33, 48 and 100 channels")]
    public void A_step_allocates_nothing(string name)
    {
        const int batch = 9;
        using WorkerTeam team = new(1, CancellationToken.None);
        Network network = new(LayerSamples.Spec(name, batch), team, CancellationToken.None);
        Optimizer optimizer = new(new() { Optimizer = OptimizerKind.Momentum, MovingAverageDecay = 0.5 });
        InputBatch images = LayerSamples.NewBatch(name);
        ExampleSet examples = LayerSamples.Images(name, batch);
        int[] indices = [.. Enumerable.Range(0, batch)];
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        // Enumerators of lists, and the description of the input.
        Assert.InRange(allocated, 0, 10_000);

        void Step()
        {
            LayerInput input = images.Load(examples, indices, forTraining: true);
            Assert.True(network.ForwardBackward(input, images.Labels, 0, out _));
            optimizer.BeginStep(0.01, 1);
            network.BackwardParameters(optimizer);
        }
    }

    private static LayerNode[] Build(string name, bool fuses = true) =>
        NetworkBuilder.Build(LayerSamples.Spec(name, 4) with { Fuses = fuses }, new(measuresOnly: true));
}
