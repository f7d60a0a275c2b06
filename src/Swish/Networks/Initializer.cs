using Swish.Parallelism;
using Swish.Random;

namespace Swish.Networks;

/// <summary>Draws the initial weights of a layer. The bits depend on the stream and the sizes only.</summary>
public static class Initializer
{
    // A weight takes some 50 ns, and to wake a thread some 50 µs.
    private const int WorthSharing = 16_384;
    private const int PieceLength = 8_192;

    /// <summary>Returns the floats that drawing the weights of a layer takes besides the layer itself.</summary>
    /// <param name="weights">The number of weights.</param>
    /// <param name="kind">The distribution.</param>
    internal static double WorkspaceLength(double weights, InitializerKind kind) =>
        weights * (kind == InitializerKind.Orthogonal ? 3 : 1);

    /// <summary>Fills the weights of a layer in logical order, [outputs, inputs].</summary>
    /// <param name="weights">Gets the weights, [outputs, inputs], row-major.</param>
    /// <param name="inputs">n_in, 1 or more.</param>
    /// <param name="outputs">n_out, 1 or more.</param>
    /// <param name="kind">The distribution.</param>
    /// <param name="deviation">σ of <see cref="InitializerKind.TruncatedNormal"/> before the truncation; not used by
    /// the others.</param>
    /// <param name="stream">The stream of this layer's initial weights.</param>
    /// <param name="cancellationToken">Checked once a row: a wide layer takes seconds.</param>
    /// <exception cref="OperationCanceledException">The drawing was canceled.</exception>
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
        FillRows(weights, inputs, outputs, kind, deviation, stream, cancellationToken);
    }

    /// <summary>
    /// Fills the same weights by several threads: each weight takes one number of the stream, whoever draws it.
    /// </summary>
    /// <param name="weights">Gets the weights, [outputs, inputs], row-major.</param>
    /// <param name="inputs">n_in, 1 or more.</param>
    /// <param name="outputs">n_out, 1 or more.</param>
    /// <param name="kind">The distribution.</param>
    /// <param name="deviation">As in <see cref="Fill(Span{float}, int, int, InitializerKind, double, RandomStream,
    /// CancellationToken)"/>.</param>
    /// <param name="open">Opens the stream of this layer's initial weights at its first number.</param>
    /// <param name="team">The threads.</param>
    /// <param name="cancellationToken">The team's.</param>
    internal static void Fill(
        float[] weights, int inputs, int outputs, InitializerKind kind, double deviation, Func<RandomStream> open,
        WorkerTeam team, CancellationToken cancellationToken)
    {
        if (team.Size == 1 || weights.Length < WorthSharing || kind == InitializerKind.Orthogonal)
        {
            Fill(weights, inputs, outputs, kind, deviation, open(), cancellationToken);
            return;
        }
        int rows = Math.Max(1, PieceLength / inputs);
        team.Run((outputs + rows - 1) / rows, (piece, _) =>
        {
            int first = piece * rows * inputs;
            RandomStream stream = open();
            stream.Seek(first);
            Span<float> own = weights.AsSpan(first, Math.Min(rows * inputs, weights.Length - first));
            // the team checks the token before each piece
            FillRows(own, inputs, outputs, kind, deviation, stream, CancellationToken.None);
        });
    }

    /// <summary>Fills some rows, [rows, inputs], from where the stream is.</summary>
    private static void FillRows(
        Span<float> weights, int inputs, int outputs, InitializerKind kind, double deviation, RandomStream stream,
        CancellationToken cancellationToken)
    {
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
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an initializer."),
        };
        for (int output = 0; output < weights.Length / inputs; output++)
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
