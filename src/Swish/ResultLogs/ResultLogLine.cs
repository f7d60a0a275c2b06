using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Swish.Data;
using Swish.Recipes;
using Swish.Training;
using Swish.Training.Diagnostics;

namespace Swish.ResultLogs;

/// <summary>
/// Reads and writes lines of a result log. A line is a compact JSON object that ends with a checksum of the bytes
/// before it, so that damage is detected even if the line is still valid JSON. Doubles round-trip; values that JSON
/// does not have are written as the strings <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>.
/// </summary>
internal static class ResultLogLine
{
    /// <summary>The version of the format that is written, and the only one that can be read.</summary>
    public const int Version = 1;

    /// <summary>Gets the bytes that lines of all versions begin with.</summary>
    public static ReadOnlySpan<byte> Prefix => "{\"version\":"u8;

    private const int CheckDigits = 16;

    private static ReadOnlySpan<byte> CheckPrefix => ",\"check\":\""u8;

    private static ReadOnlySpan<byte> CheckSuffix => "\"}"u8;

    private static int CheckLength => CheckPrefix.Length + CheckDigits + CheckSuffix.Length;

    /// <summary>Writes an entry as a line.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>The line in UTF-8, with the newline at its end.</returns>
    public static byte[] Write(ResultLogEntry entry)
    {
        ArrayBufferWriter<byte> buffer = new(2048);
        using (Utf8JsonWriter writer = new(buffer)) WriteObject(writer, entry);
        ReadOnlySpan<byte> body = buffer.WrittenSpan[..^1];
        byte[] line = new byte[body.Length + CheckLength + 1];
        body.CopyTo(line);
        CheckPrefix.CopyTo(line.AsSpan(body.Length));
        WriteCheck(body, line.AsSpan(body.Length + CheckPrefix.Length, CheckDigits));
        CheckSuffix.CopyTo(line.AsSpan(line.Length - CheckSuffix.Length - 1));
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line in UTF-8, without the newline at its end.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ResultLogLineException">The line is damaged, or has an unsupported version.</exception>
    public static ResultLogEntry Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            JsonElement root = document.RootElement;
            int version = root.GetProperty("version").GetInt32();
            if (version != Version) throw new ResultLogLineException(version);
            VerifyChecksum(line.Span);
            return ReadObject(root);
        }
        catch (Exception error) when (
            error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ResultLogLineException("it is not the JSON of a result", error);
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, ResultLogEntry entry)
    {
        TrainingResult result = entry.Result;
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        writer.WriteString("fingerprint", result.RunId);
        writer.WritePropertyName("recipe");
        writer.WriteRawValue(entry.RecipeJson);
        writer.WriteStartObject("dataset");
        writer.WriteString("name", result.Dataset);
        writer.WriteString("fingerprint", entry.DatasetFingerprint);
        WriteDataset(writer, result);
        writer.WriteEndObject();
        writer.WritePropertyName("result");
        TrainingResultJson.WriteFields(writer, result);
        writer.WriteStartArray("history");
        foreach (TrainingPoint point in result.GetHistory()) TrainingResultJson.WritePoint(writer, point);
        writer.WriteEndArray();
        if (result.GetDiagnostics().Count > 0)
        {
            writer.WriteStartArray("diagnostics");
            foreach (LayerDiagnostic layer in result.GetDiagnostics())
                TrainingResultJson.WriteDiagnostic(writer, layer);
            writer.WriteEndArray();
        }
        writer.WriteString("weightHash", result.WeightHash);
        writer.WriteStartObject("machine");
        writer.WriteString("processor", entry.Machine.Processor);
        writer.WriteString("runtime", entry.Machine.Runtime);
        writer.WriteString("operatingSystem", entry.Machine.OperatingSystem);
        writer.WriteNumber("vectorBits", entry.Machine.VectorBits);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes what most data sets do not have: a split, and names of classes.</summary>
    private static void WriteDataset(Utf8JsonWriter writer, TrainingResult result)
    {
        DatasetIdentity dataset = result.GetDatasetIdentity();
        if (result.SplitSeed is int seed) writer.WriteNumber("splitSeed", seed);
        if (dataset.SourceFingerprint is string source) writer.WriteString("sourceFingerprint", source);
        if (dataset.ClassNames.Count == 0) return;
        writer.WriteStartArray("classNames");
        foreach (string name in dataset.ClassNames) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }

    private static DatasetIdentity ReadDataset(JsonElement dataset) => new()
    {
        SourceFingerprint = dataset.TryGetProperty("sourceFingerprint", out _) ? Text(dataset, "sourceFingerprint") : null,
        ClassNames = dataset.TryGetProperty("classNames", out JsonElement names)
            ? [.. names.EnumerateArray().Select(name => name.GetString() ?? throw new FormatException("A class is null."))]
            : [],
    };

    private static ResultLogEntry ReadObject(JsonElement root)
    {
        JsonElement dataset = root.GetProperty("dataset");
        JsonElement machine = root.GetProperty("machine");
        JsonElement recipe = root.GetProperty("recipe");
        string datasetFingerprint = Text(dataset, "fingerprint");
        TrainingResult result = TrainingResultJson.ReadFields(root.GetProperty("result"));
        RunIdentity run = result.GetIdentity() with
        {
            RunId = Text(root, "fingerprint"),
            Dataset = Text(dataset, "name"),
            SplitSeed = dataset.TryGetProperty("splitSeed", out JsonElement seed) ? seed.GetInt32() : null,
        };
        DatasetIdentity identity = ReadDataset(dataset);
        // Compute the columns that come from the recipe, because older logs do not contain all of them.
        result = result.WithIdentity(run.WithSettings(recipe, identity.SourceFingerprint ?? datasetFingerprint))
            .WithDatasetIdentity(identity) with
        {
            WeightHash = Text(root, "weightHash"),
        };
        if (root.TryGetProperty("diagnostics", out JsonElement layers))
            result = result.WithDiagnostics([.. layers.EnumerateArray().Select(TrainingResultJson.ReadDiagnostic)]);
        return new(
            result.WithHistory([.. root.GetProperty("history").EnumerateArray().Select(TrainingResultJson.ReadPoint)]),
            recipe.GetRawText(),
            datasetFingerprint,
            new(Text(machine, "processor"), Text(machine, "runtime"), Text(machine, "operatingSystem"),
                machine.GetProperty("vectorBits").GetInt32()));
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static void VerifyChecksum(ReadOnlySpan<byte> line)
    {
        Span<byte> expected = stackalloc byte[CheckDigits];
        if (line.Length > CheckLength && line.EndsWith(CheckSuffix) && line[^CheckLength..].StartsWith(CheckPrefix))
        {
            ReadOnlySpan<byte> body = line[..^CheckLength];
            WriteCheck(body, expected);
            if (line[(body.Length + CheckPrefix.Length)..].StartsWith(expected)) return;
        }
        throw new ResultLogLineException("its checksum is wrong, so it was changed after it was written", null);
    }

    /// <summary>Writes the first 64 bits of the SHA-256 hash of some bytes in hexadecimal.</summary>
    private static void WriteCheck(ReadOnlySpan<byte> body, Span<byte> digits)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash[..(CheckDigits / 2)]), digits);
    }
}
