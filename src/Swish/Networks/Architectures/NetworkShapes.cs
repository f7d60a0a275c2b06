using System.Globalization;
using Swish.Networks.Architectures.Language;

namespace Swish.Networks.Architectures;

/// <summary>Checks the shapes of the outputs of layers.</summary>
internal static class NetworkShapes
{
    /// <summary>Checks that each layer fits its input.</summary>
    /// <param name="layers">The layers, first to last.</param>
    /// <param name="input">The shape of the input of the first layer.</param>
    /// <returns>The shape of the output of the last layer.</returns>
    /// <exception cref="SwishException">
    /// A layer does not fit its input (the errors of <see cref="LayerSpec.OutputShape(TensorShape)"/>, with the layer
    /// in the message), or has too many outputs (NetworkTooLarge).
    /// </exception>
    public static TensorShape Check(IEnumerable<LayerSpec> layers, TensorShape input)
    {
        int number = 0;
        foreach (LayerSpec layer in layers) input = Check(layer, input, ++number);
        return input;
    }

    /// <summary>Counts the values that activations and gates compute for one example.</summary>
    /// <param name="layers">The layers, first to last, which fit their input.</param>
    /// <param name="input">The shape of the input of the first layer.</param>
    /// <returns>The number of values.</returns>
    public static double CountActivations(IEnumerable<LayerSpec> layers, TensorShape input) =>
        LayerSpec.WithShapes(layers, input).Sum(step => step.Layer.IsActivated ? (double)step.Output.Features : 0);

    private static TensorShape Check(LayerSpec layer, TensorShape input, int number)
    {
        // The layers of blocks first, whose errors say more.
        if (layer.Blocks.Sum(block => (double)Check(block, input).Channels) > int.MaxValue)
            throw TooLarge(layer, input, number);
        TensorShape output;
        try
        {
            output = layer.OutputShape(input);
        }
        catch (SwishException error)
        {
            throw new SwishException(
                error.ErrorId, error.Kind, $"{Describe(layer, input, number)}: {error.Message}", error.OffendingValue,
                error);
        }
        return (double)output.Channels * output.Rows * output.Columns <= int.MaxValue
            ? output
            : throw TooLarge(layer, input, number);
    }

    private static SwishException TooLarge(LayerSpec layer, TensorShape input, int number) =>
        new("NetworkTooLarge", ErrorKind.LimitExceeded,
            $"{Describe(layer, input, number)}, has more than {int.MaxValue} outputs per example. Specify fewer.",
            NetworkFormatter.Format(layer));

    private static string Describe(LayerSpec layer, TensorShape input, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"Layer {number}, {NetworkDefinition.Shorten(NetworkFormatter.Format(layer))}, whose input is {input}");
}
