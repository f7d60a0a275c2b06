using System.Globalization;
using Swish.Kernels.Functions;
using Swish.Random;

namespace Swish.Data.Toys;

/// <summary>
/// Makes small synthetic data sets of two inputs, whose points can be drawn. Points depend only on the options: random
/// numbers are counter-based, and sine and cosine are computed as on every system.
/// </summary>
public static class ToyDataset
{
    private const int TwoClasses = 2;

    /// <summary>Makes a data set.</summary>
    /// <param name="options">The kind, the number of examples, the noise and the seed.</param>
    /// <param name="stop">Cancels making many points.</param>
    /// <returns>The data set, with the inputs x and y.</returns>
    /// <exception cref="SwishException">An option is out of range (InvalidToy).</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static Dataset Create(ToyOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validate(options);
        bool hasNumber = options.Kind == ToyKind.Sine;
        ExampleShape shape = ExampleShape.OfFeatures(hasNumber ? 1 : 2);
        int classes = hasNumber ? 0
            : options.Kind is ToyKind.Spirals or ToyKind.Blobs ? options.Classes
            : TwoClasses;
        return new(
            options.Name ?? options.Kind.ToString(), shape, classes, Examples(options, options.Count, 0, classes, stop),
            Examples(options, options.TestCount, 1, classes, stop))
        {
            Scaling = InputScaling.None,
            FeatureNames = hasNumber ? ["x"] : ["x", "y"],
            LabelName = hasNumber ? "y" : "class",
        };
    }

    private static ExampleSet Examples(ToyOptions options, int count, int part, int classes, CancellationToken stop)
    {
        RandomStream stream = new(options.Seed, RandomPurpose.ToyData, part);
        double noise = options.Noise ?? ToyOptions.DefaultNoise(options.Kind);
        if (classes == 0) return Numbers(stream, count, noise, stop);
        float[] inputs = new float[2 * count];
        ushort[] labels = new ushort[count];
        for (int i = 0; i < count; i++)
        {
            stop.ThrowIfCancellationRequested();
            (double x, double y, int label) = Point(options.Kind, stream, i % classes, classes);
            inputs[2 * i] = (float)(x + (noise * stream.NextNormal()));
            inputs[(2 * i) + 1] = (float)(y + (noise * stream.NextNormal()));
            labels[i] = (ushort)label;
        }
        return ExampleSet.OfFloats(inputs, labels, 2);
    }

    private static ExampleSet Numbers(RandomStream stream, int count, double noise, CancellationToken stop)
    {
        float[] inputs = new float[count], targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            stop.ThrowIfCancellationRequested();
            inputs[i] = (float)(Math.PI * ((2 * stream.NextDouble()) - 1));
            targets[i] = (float)(PortableMath.Sin(inputs[i]) + (noise * stream.NextNormal()));
        }
        return ExampleSet.WithTargets(inputs, targets, 1);
    }

    /// <summary>Returns a point without noise, and its class.</summary>
    private static (double X, double Y, int Label) Point(ToyKind kind, RandomStream stream, int label, int classes)
    {
        double t = stream.NextDouble();
        switch (kind)
        {
            case ToyKind.Moons:
                (double x, double y) = Circle(Math.PI * t);
                return label == 0 ? (x, y, 0) : (1 - x, 0.5 - y, 1);
            case ToyKind.Circles:
                (x, y) = Circle(2 * Math.PI * t);
                return label == 0 ? (x, y, 0) : (0.5 * x, 0.5 * y, 1);
            case ToyKind.Spirals:
                // From the radius 0.05 outward, with 1.75 turns.
                double radius = 0.05 + (0.95 * t);
                (x, y) = Circle(2 * Math.PI * ((1.75 * t) + ((double)label / classes)));
                return (radius * x, radius * y, label);
            case ToyKind.Blobs:
                (x, y) = Circle(2 * Math.PI * label / classes);
                return (x, y, label);
            case ToyKind.Xor:
                (x, y) = ((2 * t) - 1, (2 * stream.NextDouble()) - 1);
                return (x, y, x >= 0 == y >= 0 ? 0 : 1);
            case ToyKind.Checkerboard:
                (x, y) = ((4 * t) - 2, (4 * stream.NextDouble()) - 2);
                return (x, y, ((int)Math.Floor(x) + (int)Math.Floor(y)) & 1);
            default: throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private static (double X, double Y) Circle(double angle) => (PortableMath.Cos(angle), PortableMath.Sin(angle));

    private static void Validate(ToyOptions options)
    {
        if (!Enum.IsDefined(options.Kind)) throw Invalid("kind", options.Kind, "one of ToyKind");
        if (options.Count is < 2 or > ToyOptions.MaxCount)
            throw Invalid("number of examples", options.Count, $"2 to {ToyOptions.MaxCount}");
        if (options.TestCount is < 1 or > ToyOptions.MaxCount)
            throw Invalid("number of test examples", options.TestCount, $"1 to {ToyOptions.MaxCount}");
        if (options.Noise is double noise && !(noise >= 0 && noise <= 1000)) throw Invalid("noise", noise, "0 to 1000");
        if (options.Classes is < 2 or > ToyOptions.MaxClasses)
            throw Invalid("number of classes", options.Classes, $"2 to {ToyOptions.MaxClasses}");
        if (options.Classes > options.Count)
            throw Invalid("number of classes", options.Classes, "at most the number of examples");
    }

    private static SwishException Invalid(string what, object value, string allowed) =>
        new("InvalidToy", ErrorKind.InvalidArgument,
            string.Create(CultureInfo.InvariantCulture, $"The {what} of a toy data set must be {allowed}, not {value}."),
            value);
}
