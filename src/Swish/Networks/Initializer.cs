using Swish.Parallelism;
using Swish.Random;

namespace Swish.Networks;

/// <summary>
/// Generates the initial weights of a layer. They depend only on the random stream and the shape, not on the threads.
/// </summary>
public static class Initializer
{
    // Generating a weight takes about 50 ns, and waking a thread takes about 50 µs.
    private const int ParallelThreshold = 16_384;
    private const int ChunkLength = 8_192;

    /// <summary>Computes the temporary memory for generating the weights of a layer.</summary>
    /// <param name="weights">The number of weights.</param>
    /// <param name="kind">The distribution.</param>
    /// <returns>The number of floats.</returns>
    internal static double WorkspaceLength(double weights, InitializerKind kind) =>
        weights * (kind == InitializerKind.Orthogonal ? 3 : 1);

    /// <summary>Generates the weights of a layer.</summary>
    /// <param name="weights">Receives the weights, [outputs, inputs], row-major.</param>
    /// <param name="inputs">The number of inputs n_in, 1 or more.</param>
    /// <param name="outputs">The number of outputs n_out, 1 or more.</param>
    /// <param name="kind">The distribution.</param>
    /// <param name="deviation">
    /// The standard deviation of <see cref="InitializerKind.TruncatedNormal"/> before truncation; ignored by the
    /// others.
    /// </param>
    /// <param name="stream">The random stream of this layer's initial weights.</param>
    /// <param name="cancellationToken">Checked once per row, because a wide layer takes seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    /// <exception cref="ArgumentException">The length of the weights is not outputs × inputs.</exception>
    /// <exception cref="OperationCanceledException">The initialization was canceled.</exception>
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
    /// Generates the same weights on several threads. Each weight uses one number of the random stream, so the result
    /// does not depend on the thread that generates it.
    /// </summary>
    /// <param name="weights">Receives the weights, [outputs, inputs], row-major.</param>
    /// <param name="inputs">The number of inputs n_in, 1 or more.</param>
    /// <param name="outputs">The number of outputs n_out, 1 or more.</param>
    /// <param name="kind">The distribution.</param>
    /// <param name="deviation">
    /// The standard deviation of <see cref="InitializerKind.TruncatedNormal"/> before truncation; ignored by the
    /// others.
    /// </param>
    /// <param name="open">Opens the random stream of this layer's initial weights at its beginning.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="cancellationToken">The cancellation token of the team.</param>
    /// <param name="fanOut">
    /// n_out of the distribution, if it is not the number of outputs: for a convolution, PyTorch multiplies it by the size
    /// of the kernel.
    /// </param>
    internal static void Fill(
        float[] weights, int inputs, int outputs, InitializerKind kind, double deviation, Func<RandomStream> open,
        WorkerTeam team, CancellationToken cancellationToken, int? fanOut = null)
    {
        if (kind == InitializerKind.Orthogonal)
        {
            OrthogonalMatrix.Fill(weights, inputs, outputs, open(), cancellationToken);
            return;
        }
        if (team.Size == 1 || weights.Length < ParallelThreshold)
        {
            FillRows(weights, inputs, fanOut ?? outputs, kind, deviation, open(), cancellationToken);
            return;
        }
        int rows = Math.Max(1, ChunkLength / inputs);
        team.Run((outputs + rows - 1) / rows, (chunkIndex, _) =>
        {
            int first = chunkIndex * rows * inputs;
            RandomStream stream = open();
            stream.Seek(first);
            Span<float> chunk = weights.AsSpan(first, Math.Min(rows * inputs, weights.Length - first));
            // The team checks the cancellation token before each chunk.
            FillRows(chunk, inputs, fanOut ?? outputs, kind, deviation, stream, CancellationToken.None);
        });
    }

    /// <summary>Generates some rows, [rows, inputs], from the current position of the stream.</summary>
    private static void FillRows(
        Span<float> weights, int inputs, int fanOut, InitializerKind kind, double deviation, RandomStream stream,
        CancellationToken cancellationToken)
    {
        double inputsAndOutputs = (double)inputs + fanOut;
        double scale = kind switch
        {
            InitializerKind.TruncatedNormal => deviation,
            InitializerKind.GlorotUniform => Math.Sqrt(6 / inputsAndOutputs),
            InitializerKind.GlorotNormal => Math.Sqrt(2 / inputsAndOutputs),
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
                    foreach (ref float weight in row) weight = (float)(scale * stream.NextTruncatedNormal());
                    break;
                case InitializerKind.GlorotUniform or InitializerKind.HeUniform or InitializerKind.LeCunUniform:
                    foreach (ref float weight in row) weight = (float)(scale * (2 * stream.NextDouble() - 1));
                    break;
                default:
                    foreach (ref float weight in row) weight = (float)(scale * stream.NextNormal());
                    break;
            }
        }
    }
}
