using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Swish.Kernels.Memory;
using Swish.Networks;

namespace Swish.Training;

/// <summary>Computes the hash by which two runs are known to be bit-identical.</summary>
internal static class WeightDigest
{
    private const int HashBytes = 16;

    /// <summary>
    /// Returns the first 16 bytes, in hexadecimal, of the SHA-256 over all parameters, each block followed by its
    /// moving averages, layer by layer in logical order ([outputs, inputs], without padding), and then over the running
    /// statistics of batch normalization; all of them as little-endian floats.
    /// </summary>
    /// <param name="network">The network.</param>
    public static string Compute(Network network)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ParameterBlock block in network.Parameters)
        {
            Append(hash, block.Read(block.Values));
            if (block.Average is PanelBuffer average) Append(hash, block.Read(average));
        }
        foreach (LayerBuffer buffer in network.Buffers) Append(hash, buffer.Values.Span[..buffer.Features]);
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
