using Swish.Networks;
using Swish.Networks.Specs;

namespace Swish.Tests.Reference;

/// <summary>
/// Makes reference layers of specs, each spec one layer; nothing is fused. The layers before the first one with weights
/// count as its own.
/// </summary>
internal sealed class ReferenceBuilder
{
    private int _layer = -1;

    /// <summary>The dropouts in their order, whose masks are to be set.</summary>
    public List<ReferenceDropout> Dropouts { get; } = [];

    /// <summary>The batch normalizations in their order.</summary>
    public List<ReferenceBatchNorm> BatchNorms { get; } = [];

    /// <summary>
    /// The widths of the dropouts, the layers that they belong to, and the shape of images if they drop values of images.
    /// </summary>
    public List<(int Width, int Layer, TensorShape? Images)> DropoutPlaces { get; } = [];

    public ReferenceSequence Build(IEnumerable<LayerSpec> specs, TensorShape input) =>
        new(Build(specs, new Place(input, IsImages: NetworkBuilder.ReadsImages(input))).Layers);

    private (List<IReferenceLayer> Layers, Place Output) Build(IEnumerable<LayerSpec> specs, Place place)
    {
        List<IReferenceLayer> layers = [];
        foreach (LayerSpec spec in specs)
        {
            (IReferenceLayer layer, bool isImages) = Build(spec, place);
            layers.Add(layer);
            place = new(spec.OutputShape(place.Shape), isImages);
        }
        return (layers, place);
    }

    private (IReferenceLayer Layer, bool IsImages) Build(LayerSpec spec, Place place)
    {
        TensorShape shape = place.Shape;
        int width = shape.Features;
        switch (spec)
        {
            case DenseSpec dense:
                return (new ReferenceDense(++_layer, width, dense.Outputs), false);
            case GatedDenseSpec gated:
                ReferenceGatedDense layer =
                    new(++_layer, width, gated.Outputs, gated.Gate, gated.Normalization);
                BatchNorms.AddRange(layer.BatchNorms);
                return (layer, false);
            case ConvolutionSpec c:
                return (new ReferenceConvolution(
                    ++_layer, shape, c.Outputs, c.KernelSize, c.Stride, c.Padding, c.Groups, c.HasBias), true);
            case DepthwiseConvolutionSpec d:
                return (new ReferenceConvolution(
                    ++_layer, shape, shape.Channels, d.KernelSize, d.Stride, d.Padding, shape.Channels, d.HasBias), true);
            case MaxPoolSpec p:
                return (new ReferencePool(shape, p.Size, p.Stride, p.Padding, isMax: true), true);
            case AveragePoolSpec p:
                return (new ReferencePool(shape, p.Size, p.Stride, p.Padding, isMax: false), true);
            case GlobalAveragePoolSpec:
                int positions = shape.Rows * shape.Columns;
                return (new ReferenceGather(width, [.. Enumerable.Range(0, shape.Channels).Select(
                    c => Enumerable.Range(c * positions, positions).ToArray())]), false);
            case SubsampleSpec subsample:
                return (Subsample(subsample, shape), true);
            case FlattenSpec:
                return (new ReferenceSequence([]), false);
            case LayerNormSpec:
                return (new ReferencePositions(shape, new ReferenceLayerNorm(Math.Max(_layer, 0), shape.Channels)), true);
            case BatchNormSpec norm:
                BatchNorms.Add(new(Math.Max(_layer, 0), shape.Channels, norm.FixedScale));
                return (new ReferencePositions(shape, BatchNorms[^1]), place.IsImages);
            case ActivateSpec activate:
                return (new ReferencePositions(
                    shape, new ReferenceActivation(Math.Max(_layer, 0), shape.Channels, activate.Function)), place.IsImages);
            case DropoutSpec dropout:
                Dropouts.Add(new(dropout.Rate));
                DropoutPlaces.Add((width, Math.Max(_layer, 0), place.IsImages ? shape : null));
                return (Dropouts[^1], place.IsImages);
            case ResidualSpec residual:
                (List<IReferenceLayer> body, Place bodyOutput) = Build(residual.Body, place);
                (List<IReferenceLayer> shortcut, Place shortcutOutput) = Build(residual.Shortcut, place);
                return (new ReferenceResidual(new ReferenceSequence(body), new ReferenceSequence(shortcut)),
                    bodyOutput.IsImages || shortcutOutput.IsImages);
            case BranchSpec branch:
                (List<IReferenceLayer> Layers, Place Output)[] bodies =
                    [.. branch.Bodies.Select(body => Build(body, place))];
                return (new ReferenceBranch([.. bodies.Select(body => new ReferenceSequence(body.Layers))]),
                    bodies.Any(body => body.Output.IsImages));
            default:
                throw new NotSupportedException(spec.ToString());
        }
    }

    private static ReferenceGather Subsample(SubsampleSpec spec, TensorShape input)
    {
        TensorShape output = spec.OutputShape(input);
        int before = (spec.Channels - input.Channels) / 2;
        List<int[]> sources = [];
        for (int channel = 0; channel < output.Channels; channel++)
            for (int row = 0; row < output.Rows; row++)
                for (int column = 0; column < output.Columns; column++)
                {
                    int source = channel - before;
                    sources.Add(source < 0 || source >= input.Channels ? []
                        : [(source * input.Rows + row * spec.Stride) * input.Columns + column * spec.Stride]);
                }
        return new(input.Features, sources);
    }

    /// <summary>The shape of what a layer reads, and whether the library computes it as images.</summary>
    private sealed record Place(TensorShape Shape, bool IsImages);
}
