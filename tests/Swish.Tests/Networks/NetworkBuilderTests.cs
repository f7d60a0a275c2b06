using Swish.Activations;
using Swish.Networks;
using Swish.Networks.Specs;
using Swish.Parallelism;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Networks;

/// <summary>What layers say of themselves, and what the builder rejects.</summary>
public sealed class NetworkBuilderTests
{
    [Fact]
    public void Parameters_and_buffers_have_names_and_shapes()
    {
        NetworkSpec spec = LayerSamples.Spec("two activations, learnable", batchSize: 4);
        using WorkerTeam team = new(1, CancellationToken.None);
        Network network = new(spec, team, CancellationToken.None);
        Assert.Equal(
            [
                "layers.0.weight [35, 35]", "layers.0.bias [35]", "layers.0.batchnorm.weight [35]",
                "layers.0.batchnorm.bias [35]", "layers.0.activation.alpha [35]", "layers.0.activation2.beta [1]",
                "layers.1.weight [5, 35]", "layers.1.bias [5]",
            ],
            network.Parameters.Select(p => $"{p.Name} [{string.Join(", ", p.Shape)}]"));
        Assert.Equal(
            ["layers.0.batchnorm.running_mean", "layers.0.batchnorm.running_var"], network.Buffers.Select(b => b.Name));
    }

    [Theory]
    [InlineData("branches", "36")]
    [InlineData("residual with a shortcut", "34")]
    public void Layers_know_their_shapes(string name, string firstOutput)
    {
        LayerNode[] nodes = NetworkBuilder.Build(LayerSamples.Spec(name, 4), new(measuresOnly: true));
        Assert.Equal(firstOutput, nodes[0].Layer.OutputShape.ToString());
        Assert.Equal(LayerSpec.OutputShape(LayerSamples.All[name], TensorShape.OfFeatures(LayerSamples.Inputs)),
            nodes[^1].Layer.OutputShape);
        foreach (LayerNode node in nodes)
        {
            Assert.Equal(node.Inputs.Length, node.Layer.InputShapes.Count);
            foreach ((int source, TensorShape shape) in node.Inputs.Zip(node.Layer.InputShapes))
                Assert.Equal(source < 0 ? TensorShape.OfFeatures(35) : nodes[source].Layer.OutputShape, shape);
        }
    }

    [Fact]
    public void Multiply_adds_are_those_of_all_products()
    {
        LayerSpec[] layers = LayerSamples.All["branches in a residual"];
        Assert.Equal(
            35 * 20 + 35 * 15 + 35 * 35 + 35 * 2 + 72 * 5, LayerSpec.MultiplyAdds(layers, TensorShape.OfFeatures(35)));
    }

    public static TheoryData<string, LayerSpec[]> Wrong => new()
    {
        { "NoLayer", [] },
        { "ShapeMismatch", [new ResidualSpec(new DenseSpec(36))] },
        { "ShapeMismatch", [
            new ResidualSpec(new DelimitedList<LayerSpec>([new DenseSpec(3)]), new DelimitedList<LayerSpec>([new DenseSpec(4)])),
        ] },
        { "NoBranch", [new BranchSpec(new List<LayerSpec[]>())] },
        { "NestedTooDeep", [Nested(NetworkBuilder.MaxNesting + 1)] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_does_not_fit_is_rejected(string id, LayerSpec[] layers)
    {
        NetworkSpec spec = LayerSamples.Spec("activation", 4) with { Layers = new(layers) };
        SwishException error = Assert.Throws<SwishException>(() => NetworkBuilder.Build(spec, new(measuresOnly: true)));
        Assert.Equal(id, error.ErrorId);
    }

    [Fact]
    public void Blocks_may_stand_deep_within_each_other()
    {
        DelimitedList<LayerSpec> layers = new([Nested(NetworkBuilder.MaxNesting)]);
        NetworkSpec spec = LayerSamples.Spec("activation", 4) with { Layers = layers };
        Assert.NotEmpty(NetworkBuilder.Build(spec, new(measuresOnly: true)));
    }

    [Fact]
    public void Specs_are_equal_by_value()
    {
        Assert.Equal(Block(4), Block(4));
        Assert.Equal(Block(4).GetHashCode(), Block(4).GetHashCode());
        Assert.NotEqual(Block(4), Block(5));

        static LayerSpec Block(int width) => new ResidualSpec(
            new BranchSpec([new DenseSpec(width), new ActivateSpec(ActivationCatalog.Parse("Swish(beta=2)"))], []),
            new BatchNormSpec(), new DropoutSpec(0.5));
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Zeros_are_skipped_where_only_a_product_reads_them(bool residual, bool standardize, bool expected)
    {
        TrainingRecipe recipe = new()
        {
            HiddenLayers = new([GoldenData.Patterns.InputCount, 8]), Residual = residual, Standardize = standardize,
            ValidationCount = 0, BatchSize = 4,
        };
        using TrainingRun run = new(
            recipe, GoldenData.Patterns, new() { SkipZeros = true }, CancellationToken.None);
        Assert.Equal(expected, run.SkipsZeros);
        Assert.Equal(expected, ZeroSkipping.MaySkipZeros(recipe, GoldenData.Patterns));
    }

    private static ResidualSpec Nested(int depth)
    {
        ResidualSpec block = new(new DenseSpec(5), new DenseSpec(35));
        for (int i = 1; i < depth; i++) block = new(new LayerSpec[] { block });
        return block;
    }
}
