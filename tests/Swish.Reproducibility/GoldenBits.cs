using System.Buffers.Binary;
using System.Security.Cryptography;
using Swish.Training;

namespace Swish.Reproducibility;

/// <summary>All that a run comes to, in two hashes.</summary>
/// <param name="Weights">The run's WeightHash.</param>
/// <param name="Figures">A hash of its losses and accuracies and of its learning curve, to the last bit.</param>
public sealed record GoldenBits(string Weights, string Figures)
{
    /// <summary>The bits of a result.</summary>
    public static GoldenBits Of(TrainingResult result)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, result.TrainLoss, result.ValidationAccuracy, result.TestLoss, result.TestAccuracy, result.Steps);
        foreach (TrainingPoint point in result.GetHistory())
        {
            Append(
                hash, point.Step, point.Epoch, point.LearningRate, point.TrainLoss, point.ValidationLoss,
                point.ValidationAccuracy);
        }
        return new(result.WeightHash, Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8)));
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<double> figures)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (double figure in figures)
        {
            // every NaN is the same answer
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.IsNaN(figure) ? double.NaN : figure);
            hash.AppendData(bytes);
        }
    }
}
