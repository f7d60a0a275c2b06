using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Networks.Specs;
using Xunit;

namespace Swish.Tests.Networks.Architectures;

public class NetworkDefinitionTests
{
    private static readonly ExampleShape Cifar = ExampleShape.OfImage(3, 32, 32);
    private static readonly Activation Swish = ActivationCatalog.Parse("Swish");

    /// <summary>All layers, with the text that they are written with, and the canonical text if it differs.</summary>
    public static TheoryData<string, string> Layers => new()
    {
        { "Convolution 16 3", "" },
        { "convolution -kernel 3 -Outputs 16", "Convolution 16 3" },
        { "Convolution 16 3 -Padding 1 -Stride 1 -Groups 1", "Convolution 16 3" },
        { "Convolution 16 5 -Stride 2 -Padding 0 -Groups 4 -NoBias", "" },
        { "DepthwiseConvolution 3 -Stride 2 -NoBias", "" },
        { "MaxPool 3 -Stride 2 -Padding 1", "" },
        { "MaxPool 2 -Stride 2", "MaxPool 2" },
        { "AveragePool 2", "" },
        { "GlobalAveragePool", "" },
        { "Subsample 32 -Stride 2", "" },
        { "Flatten", "" },
        { "Dense 100; Dense", "Dense 100" },
        { "GatedDense 85", "" },
        { "GatedDense 85 GLU -BatchNorm -FixedScale", "" },
        { "GatedDense 85 ReLU", "GatedDense 85 ReGLU" },
        { "GatedDense 85 'GLU(Tanh)'", "" },
        { "BatchNorm; BatchNorm -FixedScale", "" },
        { "LayerNorm", "" },
        { "Activation; Activation ReLU; Activation 'Swish(beta=1.5)'; Activation silu", "Activation; Activation ReLU; Activation 'Swish(beta=1.5)'; Activation Swish" },
        { "Activation '{x*sigmoid(x)}'", "" },
        { "Dropout 0.25", "" },
        { "Dropout 0", " " },
        { "Residual { Dense 4; Activation } -Shortcut { Dense 4 }", "" },
        { "Residual -Repeat 5 { Activation }", "" },
        { "Residual { Activation }; Residual { Activation } -Shortcut { }", "Residual -Repeat 2 { Activation }" },
        { "Branch { Convolution 4 1 } { MaxPool 3 -Stride 1 -Padding 1 } { }", "" },
        { "Repeat 3 { Dense 10; Activation }", "" },
        { "Dense 10; Activation\nDense 10; Activation # twice\n", "Repeat 2 { Dense 10; Activation }" },
        { "Repeat 2 { Repeat 3 { Dense 5 } }", "Repeat 6 { Dense 5 }" },
        { "Activation; Residual { Dense 4 }; Activation; Residual { Dense 4 }; Activation",
            "Activation; Repeat 2 { Residual { Dense 4 }; Activation }" },
        { "", " " },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layers_are_read_and_written(string text, string expected)
    {
        string canonical = expected == " " ? "{ }" : $"{{ {(expected.Length > 0 ? expected : text)} }}";
        NetworkDefinition network = NetworkDefinition.Parse("{" + text + "}");
        Assert.Equal(canonical, network.ToString());
        Assert.Equal(canonical, network.Layers);
        Assert.Equal(canonical, network.Name);
        Assert.Equal(network, NetworkDefinition.Parse(canonical));
        Assert.Equal(network.GetHashCode(), NetworkDefinition.Parse(canonical).GetHashCode());
    }

    [Fact]
    public void A_name_is_part_of_the_text()
    {
        NetworkDefinition network = NetworkDefinition.Parse(" My-Net { Dense 10 }");
        Assert.Equal("My-Net", network.Name);
        Assert.Equal("{ Dense 10 }", network.Layers);
        Assert.Equal("My-Net{ Dense 10 }", network.ToString());
        Assert.Equal(network, NetworkDefinition.Parse(network.ToString()));
        Assert.NotEqual(network, NetworkDefinition.Parse(network.Layers));
    }

    [Fact]
    public void Braces_around_all_layers_can_be_left_out()
    {
        Assert.Equal("{ Dense 5; Activation }", NetworkDefinition.Parse("\n dense 5\n activation\n").ToString());
        Assert.Equal("{ Residual { Dense 5 } }", NetworkDefinition.Parse("Residual { Dense 5 }").ToString());
        Assert.Equal("{ Flatten }", NetworkDefinition.Parse("Flatten").ToString());
    }

    [Fact]
    public void The_activation_of_the_recipe_takes_its_places_and_the_output_layer_is_added()
    {
        NetworkDefinition network = NetworkDefinition.Parse(
            "{ Activation; Activation ReLU; Residual { Activation } -Shortcut { Activation }; Branch { Activation } { GatedDense 3 } }");
        ActivateSpec swish = new(Swish);
        Assert.Equal<LayerSpec>(
            [
                swish, new ActivateSpec(ActivationCatalog.Parse("ReLU")),
                new ResidualSpec(new DelimitedList<LayerSpec>([swish]), new DelimitedList<LayerSpec>([swish])),
                new BranchSpec([[swish], [new GatedDenseSpec(3, (global::Swish.Activations.Gates.Gate)ActivationCatalog.Parse("SwiGLU"))]]),
                new DenseSpec(10),
            ],
            network.Resolve(Swish, 10));
        Assert.True(network.HasActivationPlace);
        Assert.False(NetworkDefinition.Parse("{ Dense 5; Activation ReLU }").HasActivationPlace);
    }

    [Fact]
    public void A_gate_takes_the_place_of_a_gated_layer_only()
    {
        Activation gate = ActivationCatalog.Parse("Bilinear");
        GatedDenseSpec layer = Assert.IsType<GatedDenseSpec>(NetworkDefinition.Parse("{ GatedDense 3 }").Resolve(gate, 2)[0]);
        Assert.Equal("Bilinear", layer.Gate.ToString());
        SwishException error = Assert.Throws<SwishException>(
            () => NetworkDefinition.Parse("{ Dense 3; Activation }").Resolve(gate, 2));
        Assert.Equal("GateHasTwoInputs", error.ErrorId);
        Assert.Contains("GatedDense", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Convolution 16", "InvalidNetwork", "needs a value for KernelSize", "Convolution 16")]
    [InlineData("Convolution 16 3 1", "InvalidNetwork", "no value here", "1")]
    [InlineData("Convolution 16 65", "InvalidNetwork", "from 1 to 64, not 65", "65")]
    [InlineData("Convolution 16 3 -Padding 3", "InvalidNetwork", "from 0 to 2, not 3", "3")]
    [InlineData("Convolution 16 3 -Groups 3", "InvalidNetwork", "16 outputs cannot", "3")]
    [InlineData("Convolution 16 3 -Stride", "InvalidNetwork", "-Stride needs a value", "-Stride")]
    [InlineData("Convolution 16 3 -Stride -NoBias", "InvalidNetwork", "-Stride needs a value", "-Stride")]
    [InlineData("Convolution 16 3 -Bias", "InvalidNetwork", "no parameter -Bias", "-Bias")]
    [InlineData("Convolution 16 3 -NoBias -NoBias", "InvalidNetwork", "given twice", "-NoBias")]
    [InlineData("Convolution 0 3", "InvalidNetwork", "from 1 to 1000000", "0")]
    [InlineData("Convolution 1.5 3", "InvalidNetwork", "not 1.5", "1.5")]
    [InlineData("Convolution many 3", "InvalidNetwork", "not 'many'", "many")]
    [InlineData("Dense 1e999", "InvalidNetwork", "not a number", "1e999")]
    [InlineData("Dense; Activation", "InvalidNetwork", "the output layer", "Dense")]
    [InlineData("Residual { Dense }", "InvalidNetwork", "the output layer", "Dense")]
    [InlineData("Dens 5", "UnknownLayer", "nearest name is Dense", "Dens")]
    [InlineData("Conv 8 3", "UnknownLayer", "nearest name is Convolution", "Conv")]
    [InlineData("Activation Swich", "UnknownActivation", "Swish", "Swich")]
    [InlineData("Activation GLU", "InvalidNetwork", "write GatedDense", "GLU")]
    [InlineData("GatedDense 5 -FixedScale", "InvalidNetwork", "needs -BatchNorm", "-FixedScale")]
    [InlineData("Dropout 1", "InvalidNetwork", "below 1, not 1", "1")]
    [InlineData("Residual", "InvalidNetwork", "needs layers in braces", "Residual")]
    [InlineData("Residual { } { }", "InvalidNetwork", "no further layers", "{ }")]
    [InlineData("Residual { } -Shortcut 3", "InvalidNetwork", "-Shortcut needs layers", "-Shortcut")]
    [InlineData("Residual { } -Repeat { }", "InvalidNetwork", "-Repeat needs a value", "-Repeat")]
    [InlineData("Dense 5 { }", "InvalidNetwork", "no layers in braces", "{ }")]
    [InlineData("Residual -Repeat 0 { }", "InvalidNetwork", "from 1 to 10000", "0")]
    [InlineData("Repeat 101 { Repeat 100 { Flatten } }", "InvalidNetwork", "at most 10000 layers", "101")]
    [InlineData("Dense (5)", "InvalidNetwork", "a number, a name", "(")]
    [InlineData("(", "InvalidNetwork", "the name of a layer", "(")]
    [InlineData("Residual { Dense 5", "InvalidNetwork", "not closed", "{")]
    [InlineData("Activation 'ReLU", "InvalidNetwork", "quote is not closed", "'")]
    [InlineData("Flatten }; Flatten", "InvalidNetwork", "the end of the network", "}")]
    public void Errors_underline_their_place(string layers, string id, string part, string place)
    {
        SwishException error = Assert.Throws<SwishException>(() => NetworkDefinition.Parse($"{{ {layers} }}"));
        Assert.Equal(id, error.ErrorId);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        string[] lines = error.Message.Split('\n');
        Assert.Equal($"  {{ {layers} }}", lines[1]);
        int start = lines[2].IndexOf('^', StringComparison.Ordinal);
        Assert.Equal(place, lines[1].Substring(start, lines[2].Length - start));
    }

    [Theory]
    [InlineData("{ Dense 5", "InvalidNetwork")]
    [InlineData("ResNet33", "UnknownNetwork")]
    [InlineData("", "UnknownNetwork")]
    [InlineData("ResNet20(width=2)", "InvalidNetwork")]
    [InlineData("MobileNet(width=0)", "InvalidNetwork")]
    [InlineData("MobileNet(depth=2)", "InvalidNetwork")]
    [InlineData("MobileNet(width=0.5", "InvalidNetwork")]
    [InlineData("ResNet20 { Dense 5 }", "NetworkExists")]
    [InlineData("My Net { Dense 5 }", "InvalidNetworkName")]
    [InlineData("1 { Dense 5 }", "InvalidNetworkName")]
    public void Other_text_is_rejected(string text, string id) =>
        Assert.Equal(id, Assert.Throws<SwishException>(() => NetworkDefinition.Parse(text)).ErrorId);

    [Fact]
    public void Nesting_and_length_have_limits()
    {
        static string Nested(int levels) =>
            "{" + string.Concat(Enumerable.Repeat("Residual {", levels)) + string.Concat(Enumerable.Repeat("}", levels)) + "}";
        Assert.Equal(63, NetworkDefinition.Parse(Nested(63)).Layers.Split("Residual").Length - 1);
        foreach (int levels in (int[])[65, 5000])
            Assert.Equal(
                "NestedTooDeep", Assert.Throws<SwishException>(() => NetworkDefinition.Parse(Nested(levels))).ErrorId);
        Assert.Equal(
            "NetworkTooLarge",
            Assert.Throws<SwishException>(() => NetworkDefinition.Parse($"{{{new string(' ', 100_000)}}}")).ErrorId);
        Assert.Equal(
            "NetworkTooLarge",
            Assert.Throws<SwishException>(() => NetworkDefinition.Parse("{ Repeat 10000 { Flatten }; Flatten }")).ErrorId);
        Assert.Equal("{ Repeat 10000 { Flatten } }", NetworkDefinition.Parse("{ Repeat 10000 { Flatten } }").Layers);
    }

    [Theory]
    [InlineData("Convolution 8 7 -Padding 0; MaxPool 32", "WindowTooLarge", "Layer 2, MaxPool 32, whose input is 8×26×26: ")]
    [InlineData("Convolution 4 3 -Groups 2", "GroupMismatch", "Layer 1, Convolution 4 3 -Groups 2, whose input is 3×32×32: ")]
    [InlineData("Subsample 2", "ChannelsRemoved", "Layer 1, ")]
    [InlineData("Residual { Flatten; Dense 5; Activation; Dense 3 }", "ShapeMismatch", "Layer 1, ")]
    [InlineData("Branch { MaxPool 2 } { MaxPool 40 }", "WindowTooLarge", "Layer 1, MaxPool 40, ")]
    [InlineData("Branch { MaxPool 2 } { }", "ShapeMismatch", "Layer 1, ")]
    [InlineData("Convolution 1000000 3", "", "")]
    [InlineData("Convolution 1000000 3; Repeat 3 { Branch { } { } { } }", "NetworkTooLarge", "Layer 2, ")]
    [InlineData("Repeat 30 { Branch { } { } { } }", "NetworkTooLarge", "")]
    public void Layers_must_fit_their_input(string layers, string id, string start)
    {
        NetworkDefinition network = NetworkDefinition.Parse($"{{ {layers} }}");
        if (id.Length == 0)
        {
            network.Check(Cifar, 10, Swish);
            return;
        }
        SwishException error = Assert.Throws<SwishException>(() => network.Check(Cifar, 10, Swish));
        Assert.Equal(id, error.ErrorId);
        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Convolutions_need_images()
    {
        ExampleShape features = ExampleShape.OfFeatures(8);
        NetworkDefinition.Parse("{ LayerNorm; Dense 5; BatchNorm }").Check(features, 2, Swish);
        SwishException error = Assert.Throws<SwishException>(
            () => NetworkDefinition.Parse("{ Residual { Convolution 1 3 } }").Check(features, 2, Swish));
        Assert.Equal("NetworkNeedsImages", error.ErrorId);
        Assert.Contains("Convolution 1 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dense 5", 1)]
    [InlineData("Flatten; BatchNorm", 1)]
    [InlineData("GatedDense 5", 1)]
    [InlineData("Branch { Dense 5 } { Flatten }", 1)]
    [InlineData("Residual { Dense 5 } -Shortcut { Dense 5 }", 1)]
    [InlineData("", 1)]
    [InlineData("Residual { Dense 5 }", 32)]
    [InlineData("Branch { Dense 5 } { }", 32)]
    [InlineData("BatchNorm; Dense 5", 32)]
    [InlineData("Convolution 5 3", 32)]
    public void Only_layers_of_images_get_an_image(string layers, int rows) =>
        Assert.Equal(rows, NetworkDefinition.Parse($"{{ {layers} }}").InputOf(Cifar).Rows);

    [Theory]
    [InlineData("", 0)]
    [InlineData("Repeat 3 { Dense 5; Activation }", 3)]
    [InlineData("Residual { Dense 5; Dense 5 } -Shortcut { Dense 5 }; GatedDense 4", 3)]
    [InlineData("Branch { Convolution 1 1 } { Convolution 1 1; DepthwiseConvolution 3 }", 2)]
    public void Depth_is_that_of_the_longest_path(string layers, int depth) =>
        Assert.Equal(depth, NetworkDefinition.Parse($"{{ {layers} }}").Depth);
}
