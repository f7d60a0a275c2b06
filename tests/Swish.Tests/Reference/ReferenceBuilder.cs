using Swish.Networks;
using Swish.Networks.Specs;

namespace Swish.Tests.Reference;

/// <summary>
/// Makes reference layers of specs, each spec one layer; nothing is fused. The layers before the first dense one count
/// as its own.
/// </summary>
internal sealed class ReferenceBuilder
{
    private int _layer = -1;

    /// <summary>The dropouts in their order, whose masks are to be set.</summary>
    public List<ReferenceDropout> Dropouts { get; } = [];

    /// <summary>The batch normalizations in their order.</summary>
    public List<ReferenceBatchNorm> BatchNorms { get; } = [];

    /// <summary>The widths of the dropouts and the layers that they belong to.</summary>
    public List<(int Width, int Layer)> DropoutPlaces { get; } = [];

    public ReferenceSequence Build(IEnumerable<LayerSpec> specs, int width)
    {
        List<IReferenceLayer> layers = [];
        foreach (LayerSpec spec in specs)
        {
            layers.Add(Build(spec, width));
            width = spec.OutputShape(TensorShape.OfFeatures(width)).Features;
        }
        return new(layers);
    }

    private IReferenceLayer Build(LayerSpec spec, int width)
    {
        switch (spec)
        {
            case DenseSpec dense:
                return new ReferenceDense(++_layer, width, dense.Outputs);
            case GatedDenseSpec gated:
                ReferenceGatedDense layer =
                    new(++_layer, width, gated.Outputs, gated.Gate, gated.Normalization);
                BatchNorms.AddRange(layer.BatchNorms);
                return layer;
            case BatchNormSpec norm:
                BatchNorms.Add(new(Math.Max(_layer, 0), width, norm.FixedScale));
                return BatchNorms[^1];
            case ActivateSpec activate:
                return new ReferenceActivation(Math.Max(_layer, 0), width, activate.Function);
            case DropoutSpec dropout:
                Dropouts.Add(new(dropout.Rate));
                DropoutPlaces.Add((width, Math.Max(_layer, 0)));
                return Dropouts[^1];
            case ResidualSpec residual:
                return new ReferenceResidual(Build(residual.Body, width), Build(residual.Shortcut, width));
            case BranchSpec branch:
                return new ReferenceBranch([.. branch.Bodies.Select(body => Build(body, width))]);
            default:
                throw new NotSupportedException(spec.ToString());
        }
    }
}
