using Swish.Kernels.Memory;
using Swish.Networks;
using Xunit;

namespace Swish.Tests.Networks;

/// <summary>What every layer promises, whatever it computes.</summary>
public sealed class LayerContractTests
{
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
}
