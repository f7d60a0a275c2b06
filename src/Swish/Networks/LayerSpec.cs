namespace Swish.Networks;

/// <summary>
/// Describes one layer: immutable, with value equality, and without memory of its own. A network is a list of these,
/// which <see cref="NetworkBuilder"/> lowers to <see cref="ILayer"/>s.
/// </summary>
public abstract record LayerSpec
{
    // NetworkBuilder knows all layers there are
    private protected LayerSpec()
    {
    }

    /// <summary>Returns the shape of the layer's output.</summary>
    /// <param name="input">The shape of its input.</param>
    /// <exception cref="SwishException">The layer cannot take such an input.</exception>
    public abstract TensorShape OutputShape(TensorShape input);

    /// <summary>Returns the multiply-adds that the layer's products take for one example, going forward.</summary>
    /// <param name="input">The shape of its input.</param>
    public virtual double MultiplyAdds(TensorShape input) => 0;

    /// <summary>Returns the shape of the output of a sequence of layers.</summary>
    /// <param name="layers">The layers, the first first; an empty list is the identity.</param>
    /// <param name="input">The shape of the first one's input.</param>
    /// <exception cref="SwishException">A layer cannot take the output of the one before it.</exception>
    public static TensorShape OutputShape(IEnumerable<LayerSpec> layers, TensorShape input) =>
        layers.Aggregate(input, (shape, layer) => layer.OutputShape(shape));

    /// <summary>Returns the multiply-adds of a sequence of layers for one example, going forward.</summary>
    /// <param name="layers">The layers, the first first.</param>
    /// <param name="input">The shape of the first one's input.</param>
    public static double MultiplyAdds(IEnumerable<LayerSpec> layers, TensorShape input)
    {
        double sum = 0;
        foreach (LayerSpec layer in layers)
        {
            sum += layer.MultiplyAdds(input);
            input = layer.OutputShape(input);
        }
        return sum;
    }
}
