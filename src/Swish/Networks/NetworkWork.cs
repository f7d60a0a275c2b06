namespace Swish.Networks;

/// <summary>
/// Represents the work of the forward pass of an example in layers of images, with the channels that only fill a
/// vector. The time of a step is roughly proportional to it.
/// </summary>
/// <param name="Products">The number of multiply-adds of convolutions and dense layers.</param>
/// <param name="DepthwiseProducts">The number of multiply-adds of depthwise convolutions.</param>
/// <param name="Values">
/// The number of values that layers write; for max and average pooling, half of those that their windows read.
/// </param>
internal readonly record struct NetworkWork(double Products, double DepthwiseProducts, double Values)
{
    /// <summary>Computes the number of values of an output, with those that only fill a vector.</summary>
    /// <param name="output">The shape of the output.</param>
    /// <returns>The number of values.</returns>
    public static double ValuesOf(TensorShape output) => (double)output.Rows * output.Columns * output.Lanes;

    /// <summary>Computes the work of a sequence of layers.</summary>
    /// <param name="layers">The layers, first to last, which fit their input.</param>
    /// <param name="input">The shape of the input of the first layer.</param>
    /// <returns>The work.</returns>
    public static NetworkWork Of(IEnumerable<LayerSpec> layers, TensorShape input)
    {
        NetworkWork sum = default;
        foreach ((LayerSpec layer, TensorShape own, TensorShape output) in LayerSpec.WithShapes(layers, input))
        {
            NetworkWork work = layer.Work(own, output);
            sum = new(
                sum.Products + work.Products, sum.DepthwiseProducts + work.DepthwiseProducts, sum.Values + work.Values);
        }
        return sum;
    }
}
