using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Swish.Networks;

namespace Swish.Models;

/// <summary>Computes a hash that shows whether the networks of two runs are bit-identical.</summary>
internal static class WeightDigest
{
    private const int HashBytes = 16;
    private const int ChunkLength = 1 << 24;

    /// <summary>
    /// Computes the hash of a network; see <see cref="Compute(IEnumerable{NetworkTensor}, CancellationToken)"/>.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="stop">Cancels hashing a large network.</param>
    /// <returns>32 hexadecimal digits: the first 128 bits of the SHA-256 hash.</returns>
    public static string Compute(Network network, CancellationToken stop = default) =>
        Compute(NetworkTensor.ReadFrom(network), stop);

    /// <summary>
    /// Computes the hash of the state of a network: all parameters, layer by layer in logical order ([outputs, inputs],
    /// without padding), each block followed by its moving averages, and then the running statistics of batch
    /// normalization, all as little-endian floats.
    /// </summary>
    /// <param name="tensors">The state, in the order of <see cref="NetworkTensor.ReadFrom"/>.</param>
    /// <param name="stop">Cancels hashing a large network.</param>
    /// <returns>32 hexadecimal digits: the first 128 bits of the SHA-256 hash.</returns>
    public static string Compute(IEnumerable<NetworkTensor> tensors, CancellationToken stop = default)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (NetworkTensor tensor in tensors)
        {
            Append(hash, tensor.Values.Span, stop);
            if (tensor.Averages is ReadOnlyMemory<float> averages) Append(hash, averages.Span, stop);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, HashBytes));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<float> values, CancellationToken stop)
    {
        for (int at = 0; at < values.Length; at += ChunkLength)
        {
            stop.ThrowIfCancellationRequested();
            Append(hash, values.Slice(at, Math.Min(ChunkLength, values.Length - at)));
        }
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
