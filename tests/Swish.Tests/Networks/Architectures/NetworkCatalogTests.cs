using System.Security.Cryptography;
using System.Text;
using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Networks.Architectures;

public class NetworkCatalogTests
{
    private static readonly Activation ReLU = ActivationCatalog.Parse("ReLU");

    public static TheoryData<string> Names => [.. NetworkCatalog.All.Select(network => network.Name)];

    /// <summary>
    /// Numbers of parameters as published: LeCun et al. as usual today; He et al. 0.27 M and 0.46 M, and akamaster's
    /// implementation; Zhang et al. table 1, without the 1,712 scales of batch normalization; Howard et al. 4.2 M and
    /// 1.3 M, and Keras' trainable parameters.
    /// </summary>
    [Theory]
    [InlineData("LeNet5", 1, 28, 10, 61_706)]
    [InlineData("LeNet5", 3, 32, 10, 83_126)]
    [InlineData("ResNet20", 3, 32, 10, 269_722)]
    [InlineData("ResNet32", 3, 32, 10, 464_154)]
    [InlineData("Inception", 3, 32, 10, 1_649_402 + 1_712)]
    [InlineData("MobileNet", 3, 32, 10, 3_217_226)]
    [InlineData("MobileNet", 3, 32, 1000, 4_231_976)]
    [InlineData("MobileNet(width=0.5)", 3, 32, 1000, 1_331_592)]
    public void Networks_have_their_published_parameters(string name, int channels, int size, int classes, long parameters)
    {
        NetworkDefinition network = NetworkDefinition.Parse(name);
        ExampleShape shape = ExampleShape.OfImage(channels, size, size);
        network.Check(shape, classes, ReLU);
        Assert.Equal(parameters, SpecParameters.Count(network.Resolve(ReLU, classes), network.InputOf(shape)));
    }

    /// <summary>A residual network is named after its layers, which are one more with the output layer.</summary>
    [Theory]
    [InlineData("ResNet20", 19, 40_551_040)]
    [InlineData("ResNet32", 31, 68_862_592)]
    [InlineData("MobileNet", 27, 46_354_432)]
    [InlineData("Inception", 11, 266_734_880)]
    [InlineData("Inception(width=0.5)", 11, 67_348_112)]
    [InlineData("NASNet", 36, 40_759_040)]
    public void Networks_have_their_depth_and_multiply_adds(string name, int depth, double multiplyAdds)
    {
        NetworkDefinition network = NetworkDefinition.Parse(name);
        Assert.Equal(depth, network.Depth);
        Assert.Equal(multiplyAdds, LayerSpec.MultiplyAdds(network.Resolve(ReLU, 10), new(3, 32, 32)));
    }

    /// <summary>The recipe of a run contains only the name, so the layers must never change.</summary>
    [Theory]
    [InlineData("LeNet5", "03a046f975a12ce0")]
    [InlineData("ResNet20", "a299866494a21d89")]
    [InlineData("ResNet32", "d2b3f7b1fc6ff9e0")]
    [InlineData("MobileNet", "989d76892517d7d7")]
    [InlineData("MobileNet(width=0.25)", "dd07cd3794ceb5b6")]
    [InlineData("Inception", "544ed2c23c497b57")]
    [InlineData("Inception(width=0.5)", "f483a0a237bf3ad8")]
    [InlineData("NASNet", "f0ad4cd15fd65565")]
    [InlineData("NASNet(width=2)", "599fdbdea8743220")]
    public void The_layers_of_a_name_never_change(string name, string hash)
    {
        string layers = NetworkDefinition.Parse(name).Layers;
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(layers)))[..16]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_network_fits_its_input_and_has_a_place_for_the_activation(string name)
    {
        NamedNetwork network = NetworkCatalog.Find(name)!;
        NetworkDefinition definition = NetworkDefinition.Parse(name);
        definition.Check(network.Input, 10, ReLU);
        Assert.True(definition.HasActivationPlace);
        Assert.Equal(name, definition.ToString());
        Assert.Equal(definition.Layers, NetworkDefinition.Parse(definition.Layers).Layers);
        Assert.Equal(network.HasWidth, network.Write(1) != network.Write(0.5));
    }

    /// <summary>The layers that are built have the parameters that their formulas say.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Each_network_is_built_with_its_parameters(string name)
    {
        NamedNetwork network = NetworkCatalog.Find(name)!;
        NetworkDefinition definition = NetworkDefinition.Parse(name);
        NetworkSummary summary = NetworkSummary.Measure(
            definition, NetworkSummary.BlankDataset(network.Input, 10), 128, ReLU);
        Assert.Equal(SpecParameters.Count(definition.Resolve(ReLU, 10), definition.InputOf(network.Input)), summary.Parameters);
        Assert.InRange(summary.Memory, 1e6, 4e9);
    }

    [Theory]
    [InlineData("resnet-20", "ResNet20")]
    [InlineData(" le net 5 ", "LeNet5")]
    [InlineData("mobilenet(0.5)", "MobileNet(width=0.5)")]
    [InlineData("MobileNet( WIDTH = 1.0 )", "MobileNet")]
    public void Names_are_read_in_other_forms(string text, string name) =>
        Assert.Equal(name, NetworkDefinition.Parse(text).Name);
}
