using Swish.Networks;
using Swish.Networks.Specs;

namespace Swish.Tests.Networks.Architectures;

/// <summary>Counts the parameters of layers from their formulas, independently of the layers.</summary>
internal static class SpecParameters
{
    /// <summary>Counts the parameters of a sequence of layers.</summary>
    public static long Count(IEnumerable<LayerSpec> layers, TensorShape input)
    {
        long sum = 0;
        foreach (LayerSpec layer in layers)
        {
            sum += Count(layer, input);
            input = layer.OutputShape(input);
        }
        return sum;
    }

    private static long Count(LayerSpec layer, TensorShape input) => layer switch
    {
        ConvolutionSpec c => ((long)c.Outputs * c.KernelSize * c.KernelSize * input.Channels / c.Groups)
            + (c.HasBias ? c.Outputs : 0),
        DepthwiseConvolutionSpec d => ((long)input.Channels * d.KernelSize * d.KernelSize) + (d.HasBias ? input.Channels : 0),
        DenseSpec d => (long)d.Outputs * (input.Features + 1),
        GatedDenseSpec g => 2L * g.Outputs * (input.Features + 1),
        BatchNormSpec b => (b.FixedScale ? 1L : 2L) * input.Channels,
        LayerNormSpec => 2L * input.Channels,
        ActivateSpec a => a.Function.LearnableParameters.Count,
        ResidualSpec r => Count(r.Body, input) + Count(r.Shortcut, input),
        BranchSpec b => b.Bodies.Sum(body => Count(body, input)),
        _ => 0,
    };
}
