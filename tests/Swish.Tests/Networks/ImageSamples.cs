using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Networks;
using Swish.Networks.Specs;

namespace Swish.Tests.Networks;

/// <summary>
/// Networks of every kind of layer of images, in odd sizes, strides and numbers of channels; all to 5 classes. Names of
/// samples with many weights start with "large".
/// </summary>
internal static class ImageSamples
{
    private static readonly BatchNormSpec Norm = new();

    private static readonly DenseSpec Logits = new(LayerSamples.Classes);

    public static IReadOnlyDictionary<string, (TensorShape Input, LayerSpec[] Layers)> All { get; } =
        new Dictionary<string, (TensorShape, LayerSpec[])>
        {
            ["convolution"] = (new(3, 5, 7), [new ConvolutionSpec(17, 3), Swish, Logits]),
            ["convolution without activation"] = (new(1, 4, 5), [new ConvolutionSpec(3, 3), Logits]),
            ["kernels of 5 and 2, no padding"] =
            (
                new(1, 9, 8),
                [
                    new ConvolutionSpec(6, 5), Swish, new MaxPoolSpec(2), new ConvolutionSpec(16, 2) { Padding = 0 },
                    Swish, new FlattenSpec(), new DenseSpec(7), Swish, Logits,
                ]
            ),
            ["strides of 2 and 3"] =
            (
                new(2, 9, 7),
                [
                    new ConvolutionSpec(5, 3) { Stride = 2 }, Norm, Swish,
                    new ConvolutionSpec(7, 4) { Stride = 3, Padding = 3, HasBias = false }, Swish, Logits,
                ]
            ),
            ["strides larger than kernels"] =
            (
                new(2, 10, 11),
                [
                    new ConvolutionSpec(4, 1) { Stride = 2 }, Swish,
                    new ConvolutionSpec(3, 2) { Stride = 3, Padding = 1 }, Swish, Logits,
                ]
            ),
            ["groups"] =
            (
                new(6, 4, 5),
                [
                    new ConvolutionSpec(9, 3) { Groups = 3 }, Norm, Swish,
                    new ConvolutionSpec(6, 2) { Groups = 3, Stride = 2 }, Swish, Logits,
                ]
            ),
            ["depthwise"] =
            (
                new(17, 5, 6),
                [
                    new DepthwiseConvolutionSpec(3), Norm, Swish, new ConvolutionSpec(3, 1), Swish,
                    new DepthwiseConvolutionSpec(5) { HasBias = false, Padding = 4, Stride = 2 }, Swish, Logits,
                ]
            ),
            ["depthwise with strides"] =
            (
                new(3, 9, 10),
                [
                    new DepthwiseConvolutionSpec(3) { Stride = 2, Padding = 0 }, Swish,
                    new DepthwiseConvolutionSpec(2) { Stride = 3, Padding = 1 }, Norm, Logits,
                ]
            ),
            ["BatchNorm and activation first"] =
            (
                new(3, 4, 4),
                [
                    Norm, Activate("TrainedSwish(per=unit)"), new ConvolutionSpec(4, 3), Activate("Sigmoid"),
                    new BatchNormSpec { FixedScale = true }, Logits,
                ]
            ),
            ["activation of the input"] = (new(2, 3, 3), [Swish, new ConvolutionSpec(4, 3), Norm, Logits]),
            ["learnable activations of channels"] =
            (
                new(2, 4, 3),
                [
                    new ConvolutionSpec(17, 2), Activate("PReLU(per=unit)"), new ConvolutionSpec(4, 3), Norm,
                    Activate("TrainedSwish(per=layer)"), Norm, Activate("PReLU(per=layer)"), Logits,
                ]
            ),
            ["residual blocks"] =
            (
                new(3, 6, 6),
                [
                    Bare(4), Norm, Swish,
                    new ResidualSpec(Bare(4), Norm, Swish, Bare(4), Norm), Swish,
                    new ResidualSpec(
                        new DelimitedList<LayerSpec>([Bare(7) with { Stride = 2 }, Norm, Swish, Bare(7), Norm]),
                        new DelimitedList<LayerSpec>([new SubsampleSpec(7, 2)])),
                    Swish,
                    new ResidualSpec(
                        new DelimitedList<LayerSpec>([Bare(5) with { Stride = 2 }, Norm, Swish, Bare(5), Norm]),
                        new DelimitedList<LayerSpec>([new ConvolutionSpec(5, 1) { Stride = 2 }, Norm])),
                    Activate("TrainedSwish(per=unit)"), new GlobalAveragePoolSpec(), Logits,
                ]
            ),
            ["residual blocks of other layers"] =
            (
                new(3, 5, 4),
                [
                    new ResidualSpec(new ConvolutionSpec(3, 3)), Norm,
                    new ResidualSpec(Norm, Swish, Bare(3)), new ResidualSpec(Norm, Swish),
                    new ResidualSpec(new ResidualSpec(new DepthwiseConvolutionSpec(3), Norm), Swish), Swish,
                    new ResidualSpec(), new ResidualSpec(new MaxPoolSpec(3) { Stride = 1, Padding = 1 }), Logits,
                ]
            ),
            ["poolings"] =
            (
                new(3, 9, 10),
                [
                    new MaxPoolSpec(3) { Stride = 2, Padding = 1 }, new ConvolutionSpec(17, 1), Swish,
                    new AveragePoolSpec(3) { Stride = 1, Padding = 1 }, new MaxPoolSpec(2) { Stride = 1 },
                    new AveragePoolSpec(2), new GlobalAveragePoolSpec(), Logits,
                ]
            ),
            ["branches of images"] =
            (
                new(3, 5, 5),
                [
                    new ConvolutionSpec(6, 3), Norm, Swish,
                    new BranchSpec(
                        [new ConvolutionSpec(5, 1), Swish], [new ConvolutionSpec(3, 1), Norm, Swish, new ConvolutionSpec(7, 3)],
                        [new MaxPoolSpec(3) { Stride = 1, Padding = 1 }], []),
                    Norm, Swish, new GlobalAveragePoolSpec(), Logits,
                ]
            ),
            ["block of one convolution after another reader of its input"] =
            (
                new(3, 5, 5),
                [
                    new ConvolutionSpec(4, 3), Norm, Swish,
                    new BranchSpec(
                        [new ConvolutionSpec(3, 1)],
                        [
                            new ResidualSpec(
                                new DelimitedList<LayerSpec>([Bare(4), Norm]),
                                new DelimitedList<LayerSpec>([new ConvolutionSpec(4, 1)])),
                        ]),
                    Swish,
                    new ResidualSpec(
                        new DelimitedList<LayerSpec>([Bare(6)]),
                        new DelimitedList<LayerSpec>(
                            [new BranchSpec([new ConvolutionSpec(2, 1)], [new ConvolutionSpec(4, 3)])])),
                    Swish, Logits,
                ]
            ),
            ["LayerNorm"] =
            (
                new(2, 3, 4),
                [
                    new LayerNormSpec(), new ConvolutionSpec(17, 3), new LayerNormSpec(), Swish, new ConvolutionSpec(4, 2),
                    Swish, new LayerNormSpec(), new DenseSpec(9), new LayerNormSpec(), Swish, Logits,
                ]
            ),
            ["dropout of images"] =
            (
                new(3, 4, 4),
                [new DropoutSpec(0.2), new ConvolutionSpec(5, 3), Norm, Swish, new DropoutSpec(0.4), Logits]
            ),
            ["images and features"] =
            (
                new(3, 5, 5),
                [
                    new ConvolutionSpec(4, 3), Swish, new GlobalAveragePoolSpec(), Norm, new DenseSpec(12), Swish,
                    new ConvolutionSpec(7, 1), Norm, Swish,
                    new BranchSpec([new ConvolutionSpec(3, 1)], [new DenseSpec(4)]),
                    new ResidualSpec(new DenseSpec(7)), new ResidualSpec(new ConvolutionSpec(7, 1)), Logits,
                ]
            ),
            ["dense layer first"] = (new(2, 3, 3), [new DenseSpec(6), Swish, Logits]),
            ["convolution last"] =
                (new(2, 4, 4), [new ConvolutionSpec(3, 3), Swish, new ConvolutionSpec(5, 4) { Padding = 0 }]),
            ["pooling last"] = (new(2, 4, 4), [new ConvolutionSpec(5, 3), Norm, new GlobalAveragePoolSpec()]),
            ["gate after a convolution"] =
            (
                new(2, 4, 4),
                [
                    new ConvolutionSpec(3, 3), Swish, new GatedDenseSpec(6, (Gate)ActivationCatalog.Parse("SwiGLU")), Logits,
                ]
            ),
            ["large: 16, 32 and 64 channels"] =
            (
                new(1, 8, 8),
                [
                    new ConvolutionSpec(16, 3), Norm, Swish, Bare(16), Norm, Swish, Bare(32) with { Stride = 2 }, Norm,
                    Swish, Bare(64), Norm, Swish, Bare(64), Swish, new GlobalAveragePoolSpec(), Logits,
                ]
            ),
            ["large: 33, 48 and 100 channels"] =
            (
                new(3, 7, 9),
                [
                    new ConvolutionSpec(33, 3), Norm, Swish, new ConvolutionSpec(48, 3) { Stride = 3 }, Norm, Swish,
                    new ConvolutionSpec(100, 1), Swish, new DepthwiseConvolutionSpec(3), Norm, Swish, new LayerNormSpec(),
                    new ConvolutionSpec(66, 3) { Groups = 2 }, Activate("PReLU(per=unit)"), Logits,
                ]
            ),
        };

    private static ActivateSpec Swish => Activate("Swish");

    private static ConvolutionSpec Bare(int outputs) => new(outputs, 3) { HasBias = false };

    private static ActivateSpec Activate(string text) => new(ActivationCatalog.Parse(text));
}
