using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Swish.Kernels.Memory;
using Swish.Networks;

namespace Swish.Training;

/// <summary>The hash by which two runs are known to have come to the same bits.</summary>
internal static class WeightDigest
{
    private const int HashBytes = 16;

    /// <summary>
    /// The first 16 bytes, hexadecimal, of the SHA-256 over all parameters and their moving averages in logical order,
    /// layer after layer and without padding, and then the running statistics of batch normalization; little-endian.
    /// </summary>
    public static string Compute(Network network)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ParameterBlock block in network.Parameters)
        {
            Append(hash, block.Read(block.Values));
            if (block.Average is PanelBuffer average) Append(hash, block.Read(average));
        }
        foreach (DenseLayer layer in network.Layers)
        {
            if (layer.BatchNorm is not BatchNormalization norm) continue;
            Append(hash, norm.RunningMean.Span[..layer.Outputs]);
            Append(hash, norm.RunningVariance.Span[..layer.Outputs]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, HashBytes));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(values));
            return;
        }
        int[] swapped = new int[values.Length];
        for (int i = 0; i < swapped.Length; i++)
            swapped[i] = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(
                BitConverter.SingleToInt32Bits(values[i]));
        hash.AppendData(MemoryMarshal.AsBytes(swapped.AsSpan()));
    }
}
