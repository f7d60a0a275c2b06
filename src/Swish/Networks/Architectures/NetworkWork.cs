using Swish.Kernels.Convolution;
using Swish.Networks.Specs;

namespace Swish.Networks.Architectures;

/// <summary>
/// Represents the work of the forward pass of an example in layers of images, with the channels that only fill a vector.
/// The time of a step is roughly proportional to it.
/// </summary>
/// <param name="Products">The number of multiply-adds of convolutions and dense layers.</param>
/// <param name="DepthwiseProducts">The number of multiply-adds of depthwise convolutions.</param>
/// <param name="Values">The number of values that layers write; pooling also reads its windows.</param>
internal readonly record struct NetworkWork(double Products, double DepthwiseProducts, double Values)
{
    /// <summary>Computes the work of a sequence of layers.</summary>
    /// <param name="layers">The layers, first to last, which fit their input.</param>
    /// <param name="input">The shape of the input of the first layer.</param>
    /// <returns>The work.</returns>
    public static NetworkWork Of(IEnumerable<LayerSpec> layers, TensorShape input)
    {
        NetworkWork sum = default;
        foreach (LayerSpec layer in layers)
        {
            TensorShape output = layer.OutputShape(input);
            sum = sum.Plus(Of(layer, input, output));
            input = output;
        }
        return sum;
    }

    private static NetworkWork Of(LayerSpec layer, TensorShape input, TensorShape output)
    {
        double values = (double)output.Rows * output.Columns * ImageShape.Lanes(output.Channels);
        return layer switch
        {
            ConvolutionSpec convolution => new(
                values * Area(convolution.KernelSize) * (input.Channels / convolution.Groups), 0, values),
            DepthwiseConvolutionSpec depthwise => new(0, values * Area(depthwise.KernelSize), values),
            DenseSpec or GatedDenseSpec => new(layer.MultiplyAdds(input), 0, values),
            MaxPoolSpec pool => new(0, 0, values * Area(pool.Size) / 2),
            AveragePoolSpec pool => new(0, 0, values * Area(pool.Size) / 2),
            ResidualSpec residual =>
                Of(residual.Body, input).Plus(Of(residual.Shortcut, input)).Plus(new(0, 0, values)),
            BranchSpec branch => branch.Bodies.Aggregate(
                new NetworkWork(0, 0, values), (sum, body) => sum.Plus(Of(body, input))),
            _ => new(0, 0, values),
        };
    }

    private NetworkWork Plus(NetworkWork other) => new(
        Products + other.Products, DepthwiseProducts + other.DepthwiseProducts, Values + other.Values);

    private static double Area(int size) => (double)size * size;
}
