using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Swish.Training.Diagnostics;

namespace Swish.Training.Checkpoints;

/// <summary>
/// Reads and writes checkpoints as files: a mark, the version of the format, the SHA-256 hash of everything that
/// follows, the run id, and then the state in little-endian binary numbers.
/// </summary>
internal static class CheckpointFormat
{
    /// <summary>The version of the format that is written, and the only one that can be read.</summary>
    public const int Version = 1;

    private const int ChunkLength = 4096;

    // It takes a fraction of a second to read as many zeros. A longer file of zeros is not one of ours.
    private const long MaximumZeros = 1L << 30;

    /// <summary>Gets the bytes that checkpoints of all versions begin with.</summary>
    public static ReadOnlySpan<byte> Mark => "Swish checkpoint"u8;

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="stream">A stream that can be read and sought, at its beginning.</param>
    /// <param name="runId">The fingerprint of the run.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    public static void Write(Stream stream, string runId, Checkpoint checkpoint)
    {
        using BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(Version);
        writer.Write(new byte[SHA256.HashSizeInBytes]);
        writer.Flush();
        long start = stream.Position;
        writer.Write(runId);
        WriteState(writer, checkpoint);
        writer.Flush();
        stream.Position = start;
        byte[] hash = SHA256.HashData(stream);
        stream.Position = start - hash.Length;
        stream.Write(hash);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="stream">A stream that can be sought, at its beginning.</param>
    /// <param name="runId">The fingerprint of the run that continues.</param>
    /// <returns>The checkpoint, or null if it is of another run.</returns>
    /// <exception cref="NotSupportedException">
    /// The stream does not begin with <see cref="Mark"/>, or has an unsupported version; it may be of use to someone.
    /// </exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged.</exception>
    public static Checkpoint? Read(Stream stream, string runId)
    {
        using BinaryReader reader = new(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            // An empty file, or only zeros, is what some file systems leave after a power failure.
            byte[] mark = reader.ReadBytes(Mark.Length);
            if (mark.AsSpan().IndexOfAnyExcept((byte)0) < 0)
                throw IsZero(stream) ? new InvalidDataException("it is empty")
                    : new NotSupportedException("it is not a checkpoint");
            if (!mark.AsSpan().SequenceEqual(Mark)) throw new NotSupportedException("it is not a checkpoint");
            int version = reader.ReadInt32();
            if (version != Version) throw new NotSupportedException("another version of Swish has written it");
            byte[] hash = reader.ReadBytes(SHA256.HashSizeInBytes);
            long start = stream.Position;
            if (!SHA256.HashData(stream).AsSpan().SequenceEqual(hash))
                throw new InvalidDataException("its checksum is wrong");
            stream.Position = start;
            return ReadText(reader) == runId ? ReadState(reader) : null;
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("it ends too early", error);
        }
    }

    private static void WriteState(BinaryWriter writer, Checkpoint checkpoint)
    {
        writer.Write(checkpoint.Step);
        writer.Write(checkpoint.LearningRate);
        writer.Write(checkpoint.Loss);
        writer.Write(checkpoint.WeightsMayOverflow);
        writer.Write(checkpoint.OptimizerPowers.Beta1);
        writer.Write(checkpoint.OptimizerPowers.Beta2);
        writer.Write(checkpoint.LossSum);
        writer.Write(checkpoint.LossCount);
        writer.Write(checkpoint.TrainingTime.Ticks);
        writer.Write(checkpoint.TotalTime.Ticks);
        writer.Write(checkpoint.EpochLosses.Length);
        foreach (double loss in checkpoint.EpochLosses) writer.Write(loss);
        writer.Write(checkpoint.Points.Count);
        foreach (TrainingPoint point in checkpoint.Points) WritePoint(writer, point);
        writer.Write(checkpoint.Diagnostics.Count);
        foreach (LayerDiagnostic layer in checkpoint.Diagnostics) WriteDiagnostic(writer, layer);
        WriteNetwork(writer, checkpoint.Network);
        writer.Write(checkpoint.BestNetwork is not null);
        if (checkpoint.BestNetwork is not null) WriteNetwork(writer, checkpoint.BestNetwork);
    }

    private static Checkpoint ReadState(BinaryReader reader)
    {
        Checkpoint start = new()
        {
            Step = reader.ReadInt32(),
            LearningRate = reader.ReadDouble(),
            Loss = reader.ReadDouble(),
            WeightsMayOverflow = reader.ReadBoolean(),
            OptimizerPowers = (reader.ReadDouble(), reader.ReadDouble()),
            LossSum = reader.ReadDouble(),
            LossCount = reader.ReadInt32(),
            TrainingTime = new(reader.ReadInt64()),
            TotalTime = new(reader.ReadInt64()),
            EpochLosses = [.. ReadList(reader, r => r.ReadDouble())],
            Points = ReadList(reader, ReadPoint),
            Diagnostics = ReadList(reader, ReadDiagnostic),
            Network = ReadNetwork(reader),
        };
        return reader.ReadBoolean() ? start with { BestNetwork = ReadNetwork(reader) } : start;
    }

    private static void WritePoint(BinaryWriter writer, TrainingPoint point)
    {
        writer.Write(point.Step);
        writer.Write(point.Epoch);
        writer.Write(point.LearningRate);
        writer.Write(point.TrainLoss);
        writer.Write(point.ValidationLoss);
        writer.Write(point.ValidationAccuracy);
    }

    private static TrainingPoint ReadPoint(BinaryReader reader) => new(
        reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
        reader.ReadDouble());

    private static void WriteDiagnostic(BinaryWriter writer, LayerDiagnostic layer)
    {
        writer.Write(layer.Step);
        writer.Write(layer.Layer);
        writer.Write(layer.Mean);
        writer.Write(layer.StandardDeviation);
        writer.Write(layer.DeadShare);
        writer.Write(layer.GradientNorm);
        writer.Write(layer.WeightNorm);
        writer.Write(layer.LearnableParameters.Count);
        foreach (ParameterSummary parameter in layer.LearnableParameters)
        {
            writer.Write(parameter.Name);
            writer.Write(parameter.Mean);
            writer.Write(parameter.Minimum);
            writer.Write(parameter.Maximum);
        }
    }

    private static LayerDiagnostic ReadDiagnostic(BinaryReader reader) => new(
        reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
        reader.ReadDouble(), reader.ReadDouble(),
        new(ReadList(reader, r => new ParameterSummary(
            ReadText(r), r.ReadDouble(), r.ReadDouble(), r.ReadDouble()))));

    private static void WriteNetwork(BinaryWriter writer, NetworkSnapshot network)
    {
        writer.Write(network.Count);
        byte[] chunk = new byte[ChunkLength * sizeof(float)];
        foreach ((string name, float[] values) in network.Tensors)
        {
            writer.Write(name);
            writer.Write(values.Length);
            for (int first = 0; first < values.Length; first += ChunkLength)
            {
                int count = Math.Min(ChunkLength, values.Length - first);
                for (int i = 0; i < count; i++)
                    BinaryPrimitives.WriteSingleLittleEndian(chunk.AsSpan(i * sizeof(float)), values[first + i]);
                writer.Write(chunk, 0, count * sizeof(float));
            }
        }
    }

    private static NetworkSnapshot ReadNetwork(BinaryReader reader)
    {
        byte[] chunk = new byte[ChunkLength * sizeof(float)];
        List<(string, float[])> tensors = ReadList(reader, r =>
        {
            string name = ReadText(r);
            float[] values = new float[ReadCount(r, sizeof(float))];
            for (int first = 0; first < values.Length; first += ChunkLength)
            {
                int count = Math.Min(ChunkLength, values.Length - first);
                r.BaseStream.ReadExactly(chunk, 0, count * sizeof(float));
                for (int i = 0; i < count; i++)
                    values[first + i] = BinaryPrimitives.ReadSingleLittleEndian(chunk.AsSpan(i * sizeof(float)));
            }
            return (name, values);
        });
        return new(tensors.Count, tensors);
    }

    private static List<T> ReadList<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        int count = ReadCount(reader, 1);
        List<T> list = [];
        for (int i = 0; i < count; i++) list.Add(read(reader));
        return list;
    }

    private static bool IsZero(Stream stream)
    {
        if (stream.Length > MaximumZeros) return false;
        byte[] chunk = new byte[ChunkLength];
        for (int count; (count = stream.Read(chunk)) > 0;)
            if (chunk.AsSpan(0, count).IndexOfAnyExcept((byte)0) >= 0) return false;
        return true;
    }

    private static string ReadText(BinaryReader reader)
    {
        try
        {
            return reader.ReadString();
        }
        catch (IOException error) when (error is not EndOfStreamException)
        {
            // The length is negative.
            throw new InvalidDataException("the length of a name is wrong", error);
        }
    }

    /// <summary>Reads a number of items, of which the rest of the file must have room.</summary>
    private static int ReadCount(BinaryReader reader, int itemBytes)
    {
        int count = reader.ReadInt32();
        if (count < 0 || (long)count * itemBytes > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new InvalidDataException("it ends too early");
        return count;
    }
}
