using System.Buffers.Binary;
using System.Text;

namespace Swish.Fuzzing;

/// <summary>Makes inputs from others, by the kinds of changes that afl-fuzz makes ("havoc" and "splice").</summary>
/// <param name="random">The source of the choices; the same seed makes the same inputs.</param>
/// <param name="words">Pieces of text to insert.</param>
internal sealed class Mutator(System.Random random, IReadOnlyList<string> words)
{
    private const int MaximumLength = 1 << 16;

    private static readonly int[] Interesting =
        [0, 1, -1, 16, 32, 64, 100, 127, 128, 255, 256, 1000, 32767, 65535, 65536, int.MaxValue, int.MinValue];

    /// <summary>Makes an input.</summary>
    /// <param name="corpus">The inputs to make it from.</param>
    /// <returns>The input.</returns>
    public byte[] Make(IReadOnlyList<byte[]> corpus)
    {
        List<byte> bytes = [.. Pick(corpus)];
        if (random.Next(8) == 0) Splice(bytes, Pick(corpus));
        for (int changes = 1 << random.Next(6); changes > 0; changes--) Change(bytes);
        if (bytes.Count > MaximumLength) bytes.RemoveRange(MaximumLength, bytes.Count - MaximumLength);
        return [.. bytes];
    }

    // The newest inputs reach code that the others do not.
    private byte[] Pick(IReadOnlyList<byte[]> corpus) =>
        corpus[random.Next(2) == 0 ? random.Next(corpus.Count) : corpus.Count - 1 - random.Next(Math.Min(16, corpus.Count))];

    private void Splice(List<byte> bytes, byte[] other)
    {
        int at = random.Next(bytes.Count + 1);
        bytes.RemoveRange(at, bytes.Count - at);
        bytes.AddRange(other.AsSpan(random.Next(other.Length + 1)));
    }

    private void Change(List<byte> bytes)
    {
        int at = random.Next(bytes.Count + 1);
        if (at == bytes.Count || random.Next(4) == 0)
        {
            Insert(bytes, at);
            return;
        }
        switch (random.Next(8))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes[at] += (byte)random.Next(-16, 17); break;
            case 3: bytes[at] = (byte)" 0123456789.-+eE{}()[],;:\"'x"[random.Next(28)]; break;
            case 4: Overwrite(bytes, at); break;
            default: bytes.RemoveRange(at, Math.Min(bytes.Count - at, Length())); break;
        }
    }

    private void Insert(List<byte> bytes, int at)
    {
        switch (random.Next(words.Count > 0 ? 6 : 3))
        {
            case 0: bytes.Insert(at, (byte)random.Next(256)); break;
            case 1: bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), Length())); break;
            case 2 when bytes.Count > 0:
                int from = random.Next(bytes.Count);
                bytes.InsertRange(at, bytes.GetRange(from, Math.Min(bytes.Count - from, Length())));
                break;
            default:
                if (words.Count > 0) bytes.InsertRange(at, Encoding.UTF8.GetBytes(words[random.Next(words.Count)]));
                break;
        }
    }

    private void Overwrite(List<byte> bytes, int at)
    {
        Span<byte> number = stackalloc byte[4];
        int value = Interesting[random.Next(Interesting.Length)];
        if (random.Next(2) == 0) BinaryPrimitives.WriteInt32BigEndian(number, value);
        else BinaryPrimitives.WriteInt32LittleEndian(number, value);
        for (int i = 0; i < number.Length && at + i < bytes.Count; i++) bytes[at + i] = number[i];
    }

    // Mostly short, now and then long.
    private int Length() => 1 + random.Next(random.Next(8) == 0 ? 1024 : 16);
}
