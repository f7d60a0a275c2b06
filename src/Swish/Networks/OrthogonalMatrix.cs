using Swish.Random;

namespace Swish.Networks;

/// <summary>
/// Draws random matrices with orthonormal rows or columns, uniformly distributed over all of these: a Gaussian matrix
/// is made orthonormal (Saxe, McClelland and Ganguli 2014; Mezzadri 2007 for why the signs come out right).
/// </summary>
/// <remarks>
/// Modified Gram–Schmidt in double, whose triangular factor has a positive diagonal as uniformity asks. A Gaussian
/// matrix is conditioned well enough that the loss of orthogonality (about the condition number times 1e-16) stays
/// far below a float's precision. Plain loops in a fixed order, since the result must be bit-identical everywhere.
/// </remarks>
internal static class OrthogonalMatrix
{
    /// <summary>Fills [outputs, inputs], row-major, so that its rows are orthonormal, or its columns where there are
    /// more rows.</summary>
    /// <param name="weights">Gets the matrix.</param>
    /// <param name="inputs">The columns.</param>
    /// <param name="outputs">The rows.</param>
    /// <param name="stream">Where the Gaussian numbers come from.</param>
    /// <param name="cancellationToken">Checked once for each pair of vectors.</param>
    public static void Fill(
        Span<float> weights, int inputs, int outputs, RandomStream stream, CancellationToken cancellationToken)
    {
        int count = Math.Min(inputs, outputs);
        int length = Math.Max(inputs, outputs);
        double[][] vectors = new double[count][];
        for (int k = 0; k < count; k++)
        {
            double[] vector = vectors[k] = new double[length];
            for (int i = 0; i < length; i++) vector[i] = stream.NextNormal();
            for (int j = 0; j < k; j++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Subtract(vector, Dot(vector, vectors[j]), vectors[j]);
            }
            double scale = 1 / Math.Sqrt(Dot(vector, vector));
            for (int i = 0; i < length; i++) vector[i] *= scale;
        }

        bool vectorsAreRows = outputs <= inputs;
        for (int output = 0; output < outputs; output++)
            for (int input = 0; input < inputs; input++)
                weights[output * inputs + input] =
                    (float)(vectorsAreRows ? vectors[output][input] : vectors[input][output]);
    }

    /// <summary>Returns a·b in four interleaved sums, because a single one would wait for each addition.</summary>
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        while (a.Length >= 4 && b.Length >= 4)
        {
            sum0 += a[0] * b[0];
            sum1 += a[1] * b[1];
            sum2 += a[2] * b[2];
            sum3 += a[3] * b[3];
            a = a[4..];
            b = b[4..];
        }
        for (int i = 0; i < a.Length && i < b.Length; i++) sum0 += a[i] * b[i];
        return sum0 + sum1 + (sum2 + sum3);
    }

    private static void Subtract(Span<double> vector, double factor, ReadOnlySpan<double> other)
    {
        for (int i = 0; i < vector.Length && i < other.Length; i++) vector[i] -= factor * other[i];
    }
}
