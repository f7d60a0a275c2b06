using Swish.Random;

namespace Swish.Networks;

/// <summary>
/// Generates random matrices with orthonormal rows or columns, uniformly distributed over all such matrices, by
/// orthonormalizing a Gaussian matrix (Saxe, McClelland and Ganguli 2014; Mezzadri 2007 explains the signs).
/// </summary>
/// <remarks>
/// The algorithm is modified Gram–Schmidt in double. Its triangular factor has a positive diagonal, as is necessary for
/// a uniform distribution. A Gaussian matrix is well-conditioned, so the loss of orthogonality (about the condition
/// number times 1e-16) is far below the precision of float. The loops have a fixed order, because results must be
/// bit-identical on all machines.
/// </remarks>
internal static class OrthogonalMatrix
{
    /// <summary>
    /// Generates a matrix with orthonormal rows, or with orthonormal columns if there are more rows than columns.
    /// </summary>
    /// <param name="weights">Receives the matrix, [outputs, inputs], row-major.</param>
    /// <param name="inputs">The number of columns.</param>
    /// <param name="outputs">The number of rows.</param>
    /// <param name="stream">The random stream.</param>
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

    /// <summary>
    /// Computes the dot product with four interleaved sums, because with a single sum each addition would have to wait
    /// for the previous one.
    /// </summary>
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
