namespace Swish.Models;

/// <summary>
/// Describes how raw inputs (pixels from 0 to 255, columns of a table) become inputs of a network:
/// (x − mean)/deviation, in double, rounded to float. Immutable.
/// </summary>
/// <param name="Mean">The value that becomes 0: one for all features, or one for each feature.</param>
/// <param name="Deviation">
/// The divisor: one for all features, or one for each feature. Features whose divisor is 0 become 0.
/// </param>
public sealed record InputScaling(DelimitedList<double> Mean, DelimitedList<double> Deviation)
{
    /// <summary>Gets the scaling of pixels from 0 … 255 to 0 … 1.</summary>
    public static InputScaling Pixels { get; } = new(0, 255);

    /// <summary>Creates a scaling that is the same for all features.</summary>
    /// <param name="mean">The value that becomes 0.</param>
    /// <param name="deviation">The divisor; 0 if all inputs become 0.</param>
    public InputScaling(double mean, double deviation)
        : this(new DelimitedList<double>([mean]), new DelimitedList<double>([deviation]))
    {
    }

    /// <summary>Gets whether the inputs of all features are scaled in the same way.</summary>
    public bool IsUniform => Mean.Count == 1 && Deviation.Count == 1;

    /// <summary>Computes the input of the network for a raw input.</summary>
    /// <param name="raw">The raw input.</param>
    /// <param name="feature">The index of the feature.</param>
    /// <returns>(raw − mean)/deviation.</returns>
    public float Scale(double raw, int feature = 0)
    {
        double deviation = Deviation[Deviation.Count == 1 ? 0 : feature];
        double mean = Mean[Mean.Count == 1 ? 0 : feature];
        return deviation > 0 ? (float)((raw - mean) / deviation) : 0f;
    }

    /// <summary>Computes the input of the network for each of the 256 values of a pixel.</summary>
    /// <returns>The inputs, [256].</returns>
    /// <exception cref="InvalidOperationException">Features have different scalings.</exception>
    internal float[] PixelValues() => IsUniform
        ? [.. Enumerable.Range(0, 256).Select(pixel => Scale(pixel))]
        : throw new InvalidOperationException("Each feature has its own scaling.");
}
