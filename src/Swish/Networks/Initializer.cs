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
    /// <param name="cancellationToken">Looked at once a row: a wide layer takes seconds.</param>
    /// <exception cref="OperationCanceledException">The drawing was cancelled.</exception>
    public static void Fill(
        Span<float> weights, int inputs, int outputs, InitializerKind kind, double deviation, RandomStream stream,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (weights.Length != (long)inputs * outputs)
            throw new ArgumentException($"There are {outputs} × {inputs} weights, not {weights.Length}.",
                nameof(weights));

        if (kind == InitializerKind.Orthogonal)
        {
            OrthogonalMatrix.Fill(weights, inputs, outputs, stream, cancellationToken);
            return;
        }
        double inAndOut = (double)inputs + outputs;
        double spread = kind switch
        {
            InitializerKind.TruncatedNormal => deviation,
            InitializerKind.GlorotUniform => Math.Sqrt(6 / inAndOut),
            InitializerKind.GlorotNormal => Math.Sqrt(2 / inAndOut),
            InitializerKind.HeUniform => Math.Sqrt(6.0 / inputs),
            InitializerKind.HeNormal => Math.Sqrt(2.0 / inputs),
            InitializerKind.LeCunUniform => Math.Sqrt(3.0 / inputs),
            InitializerKind.LeCunNormal => Math.Sqrt(1.0 / inputs),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an initialiser."),
        };
        for (int output = 0; output < outputs; output++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<float> row = weights.Slice(output * inputs, inputs);
            switch (kind)
            {
                case InitializerKind.TruncatedNormal:
                    foreach (ref float weight in row) weight = (float)(spread * stream.NextTruncatedNormal());
                    break;
                case InitializerKind.GlorotUniform or InitializerKind.HeUniform or InitializerKind.LeCunUniform:
                    foreach (ref float weight in row) weight = (float)(spread * (2 * stream.NextDouble() - 1));
                    break;
                default:
                    foreach (ref float weight in row) weight = (float)(spread * stream.NextNormal());
                    break;
            }
        }
    }
}
