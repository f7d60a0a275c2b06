using Swish.Chance;

namespace Swish.Networks;

/// <summary>Draws the initial weights of a layer. The bits depend on the stream and the sizes alone.</summary>
public static class Initializer
{
    /// <summary>Fills a layer's weights, in logical order: output after output, each with its inputs.</summary>
    /// <param name="weights">Takes outputs × inputs weights, row-major.</param>
    /// <param name="inputs">n_in, 1 or more.</param>
    /// <param name="outputs">n_out, 1 or more.</param>
    /// <param name="kind">The distribution.</param>
    /// <param name="deviation">σ of <see cref="InitializerKind.TruncatedNormal"/> before the truncation; others leave
    /// it out.</param>
    /// <param name="stream">The stream of this layer's initial weights.</param>
    public static void Fill(
        Span<float> weights, int inputs, int outputs, InitializerKind kind, double deviation, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (weights.Length != (long)inputs * outputs)
            throw new ArgumentException($"There are {outputs} × {inputs} weights, not {weights.Length}.",
                nameof(weights));

        double inAndOut = (double)inputs + outputs;
        switch (kind)
        {
            case InitializerKind.TruncatedNormal:
                for (int i = 0; i < weights.Length; i++) weights[i] = (float)(deviation * stream.NextTruncatedNormal());
                break;
            case InitializerKind.GlorotUniform:
                FillUniform(weights, Math.Sqrt(6 / inAndOut), stream);
                break;
            case InitializerKind.GlorotNormal:
                FillNormal(weights, Math.Sqrt(2 / inAndOut), stream);
                break;
            case InitializerKind.HeUniform:
                FillUniform(weights, Math.Sqrt(6.0 / inputs), stream);
                break;
            case InitializerKind.HeNormal:
                FillNormal(weights, Math.Sqrt(2.0 / inputs), stream);
                break;
            case InitializerKind.LeCunUniform:
                FillUniform(weights, Math.Sqrt(3.0 / inputs), stream);
                break;
            case InitializerKind.LeCunNormal:
                FillNormal(weights, Math.Sqrt(1.0 / inputs), stream);
                break;
            case InitializerKind.Orthogonal:
                OrthogonalMatrix.Fill(weights, inputs, outputs, stream);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an initialiser.");
        }
    }

    private static void FillUniform(Span<float> weights, double limit, RandomStream stream)
    {
        for (int i = 0; i < weights.Length; i++) weights[i] = (float)(limit * (2 * stream.NextDouble() - 1));
    }

    private static void FillNormal(Span<float> weights, double deviation, RandomStream stream)
    {
        for (int i = 0; i < weights.Length; i++) weights[i] = (float)(deviation * stream.NextNormal());
    }
}
