namespace Swish.Networks.Architectures;

/// <summary>Computes the widths with which a network with gates has as many parameters as one without.</summary>
internal static class GatedWidths
{
    // The precision of a double; more iterations would change nothing.
    private const int Iterations = 60;

    /// <summary>
    /// Computes the widths of hidden layers with a gate: those of the hidden layers without a gate times a common
    /// factor, rounded, for which the numbers of weights and biases of both networks are closest.
    /// </summary>
    /// <param name="hiddenLayers">The widths of the hidden layers without a gate, first to last.</param>
    /// <param name="inputs">The number of features of an example.</param>
    /// <param name="classes">The number of outputs of the network.</param>
    /// <returns>The widths, 1 or more; equal for hidden layers of equal widths.</returns>
    public static IReadOnlyList<int> EqualParameters(IReadOnlyList<int> hiddenLayers, int inputs, int classes)
    {
        long target = Parameters(hiddenLayers, inputs, classes, products: 1);
        double below = 0, above = 1;
        for (int i = 0; i < Iterations; i++)
        {
            double middle = (below + above) / 2;
            if (Parameters(Scale(hiddenLayers, middle), inputs, classes, products: 2) <= target) below = middle;
            else above = middle;
        }
        int[] narrower = Scale(hiddenLayers, below), wider = Scale(hiddenLayers, above);
        long missing = target - Parameters(narrower, inputs, classes, products: 2);
        long surplus = Parameters(wider, inputs, classes, products: 2) - target;
        return Math.Abs(missing) <= Math.Abs(surplus) ? narrower : wider;
    }

    /// <summary>Computes the number of weights and biases of a fully connected network.</summary>
    /// <param name="hiddenLayers">The widths of the hidden layers, first to last.</param>
    /// <param name="inputs">The number of features of an example.</param>
    /// <param name="classes">The number of outputs of the network.</param>
    /// <param name="products">The number of matrix products of a hidden layer: 2 with a gate, otherwise 1.</param>
    /// <returns>The number of weights and biases.</returns>
    public static long Parameters(IReadOnlyList<int> hiddenLayers, int inputs, int classes, int products)
    {
        long sum = 0;
        long previous = inputs;
        for (int i = 0; i < hiddenLayers.Count; i++)
        {
            sum += products * (previous + 1) * hiddenLayers[i];
            previous = hiddenLayers[i];
        }
        return sum + (previous + 1) * classes;
    }

    private static int[] Scale(IReadOnlyList<int> widths, double factor) =>
        [.. widths.Select(width => Math.Max(1, (int)Math.Round(width * factor)))];
}
