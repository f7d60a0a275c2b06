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
    /// <summary>The version of a line with a run, and the only one that can be read.</summary>
    public const int Version = 1;

    private static readonly SearchValues<byte> HexadecimalDigits = SearchValues.Create("0123456789abcdef"u8);

    private const int CheckDigits = 16;
    private const int FingerprintDigits = 32;

    // What a line has besides its long arrays takes a few kilobytes, and more only with a weight for each of many
    // classes.
    private const int MaximumRestBytes = 8 << 20;
    private const int MaximumPointBytes = 1 << 16;

    /// <summary>
    /// Gets the first line of a log, without its newline. It marks the file as a log of Swish, so that an incomplete
    /// line behind it is known to be Swish's own. Version 0.1 wrote logs without it, and rejects it by its version.
    /// </summary>
    public static ReadOnlySpan<byte> Header => "{\"version\":2,\"format\":\"Swish result log\"}"u8;

    // No other program writes a file that begins like this, even if the rest of the line is missing.
    private static ReadOnlySpan<byte> HeaderMark => "{\"version\":2,\"format\":\"Swish"u8;

    private static ReadOnlySpan<byte> FingerprintPrefix => "{\"version\":1,\"fingerprint\":\""u8;

    private static ReadOnlySpan<byte> RecipePrefix => "\",\"recipe\":{\"activation\":\""u8;

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
    /// <exception cref="ResultLogLineException">
    /// The line is damaged, has a number that no run can have, or has an unsupported version.
    /// </exception>
    public static ResultLogEntry Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            ResultLogLineParts parts = ResultLogLineParts.Find(line);
            if (parts.RestLength > MaximumRestBytes)
                throw new ResultLogLineException("its fields are longer than those of any run", null);
            using JsonDocument document = JsonDocument.Parse(
                parts.CopyRest(), new JsonDocumentOptions { AllowDuplicateProperties = false });
            JsonElement root = document.RootElement;
            int version = root.GetProperty("version").GetInt32();
            if (version != Version) throw new ResultLogLineException(version);
            VerifyChecksum(line.Span);
            ResultLogEntry entry = ReadObject(root, parts);
            if ((ResultLogRanges.FindError(entry) ?? ResultLogConsistency.FindError(entry)) is string error)
                throw new ResultLogLineException(error, null);
            return entry;
        }
        catch (Exception error) when (
            error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ResultLogLineException("it is not the JSON of a result", error);
        }
    }

    /// <summary>Determines whether a line begins like one of Swish, so that a message calls it damaged.</summary>
    /// <param name="line">The line.</param>
    /// <returns>True if it does.</returns>
    public static bool LooksLikeLine(ReadOnlySpan<byte> line) =>
        line.StartsWith(FingerprintPrefix) || line.StartsWith(HeaderMark);

    /// <summary>
    /// Determines whether bytes can be the beginning of a line that Swish writes: a crash while it was written left
    /// nothing else. A line that has its end is not incomplete, whatever it contains.
    /// </summary>
    /// <param name="line">The bytes, without zeros at their end.</param>
    /// <param name="isMarked">
    /// Whether the bytes are so many that no other program can have written them.
    /// </param>
    /// <returns>True if they can be.</returns>
    public static bool IsBeginning(ReadOnlySpan<byte> line, out bool isMarked)
    {
        isMarked = false;
        if (Header.StartsWith(line))
        {
            isMarked = line.Length >= HeaderMark.Length;
            return true;
        }
        if (!BeginsLike(line, FingerprintPrefix)) return false;
        line = line[Math.Min(line.Length, FingerprintPrefix.Length)..];
        ReadOnlySpan<byte> digits = line[..Math.Min(line.Length, FingerprintDigits)];
        if (digits.IndexOfAnyExcept(HexadecimalDigits) >= 0) return false;
        line = line[digits.Length..];
        if (!BeginsLike(line, RecipePrefix)) return false;
        isMarked = line.Length >= RecipePrefix.Length;
        return !HasEnd(line);
    }

    private static bool BeginsLike(ReadOnlySpan<byte> line, ReadOnlySpan<byte> prefix) =>
        line.Length < prefix.Length ? prefix.StartsWith(line) : line.StartsWith(prefix);

    // A zero is a page that a power failure kept from the disk, which can be in the middle of a line.
    private static bool HasEnd(ReadOnlySpan<byte> line) =>
        line.Length > CheckLength && line.EndsWith(CheckSuffix) && line[^CheckLength..].StartsWith(CheckPrefix)
        && !line.Contains((byte)0);

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
        if (result.GetCorrectness() is ExampleCorrectness correctness)
            writer.WriteBase64String("correct", correctness.Bits);
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

    private static DatasetIdentity ReadDataset(JsonElement dataset, ResultLogLineParts parts) => new()
    {
        SourceFingerprint = dataset.TryGetProperty("sourceFingerprint", out _) ? Text(dataset, "sourceFingerprint") : null,
        ClassNames = dataset.TryGetProperty("classNames", out _)
            ? [.. ReadArray(
                parts.ClassNames, Dataset.MaxClasses,
                name => PrintableText.EscapeName(name.GetString() ?? throw new FormatException("A class is null.")),
                "names of classes have", "a data set has classes")]
            : [],
    };

    private static ResultLogEntry ReadObject(JsonElement root, ResultLogLineParts parts)
    {
        JsonElement dataset = root.GetProperty("dataset");
        JsonElement machine = root.GetProperty("machine");
        JsonElement recipe = root.GetProperty("recipe");
        string datasetFingerprint = Text(dataset, "fingerprint");
        TrainingResult result = TrainingResultJson.ReadFields(root.GetProperty("result"));
        RunIdentity run = result.GetIdentity() with
        {
            RunId = Text(root, "fingerprint"),
            Dataset = PrintableText.EscapeName(Text(dataset, "name")),
            SplitSeed = dataset.TryGetProperty("splitSeed", out JsonElement seed) ? seed.GetInt32() : null,
        };
        DatasetIdentity identity = ReadDataset(dataset, parts);
        // Compute the columns that come from the recipe, because older logs do not contain all of them.
        result = result.WithIdentity(run.WithSettings(recipe, identity.SourceFingerprint ?? datasetFingerprint))
            .WithDatasetIdentity(identity) with
        {
            WeightHash = Text(root, "weightHash"),
        };
        if (root.TryGetProperty("diagnostics", out _))
            result = result.WithDiagnostics(ReadArray(
                parts.Diagnostics, ResultLogRanges.MaximumDiagnostics, TrainingResultJson.ReadDiagnostic));
        if (root.TryGetProperty("correct", out JsonElement bits))
            result = result.WithCorrectness(ReadCorrectness(bits, result, datasetFingerprint));
        _ = root.GetProperty("history");
        return new(
            result.WithHistory(ReadArray(
                parts.History, ResultLogRanges.MaximumPoints(result), TrainingResultJson.ReadPoint)),
            recipe.GetRawText(),
            datasetFingerprint,
            new(Text(machine, "processor"), Text(machine, "runtime"), Text(machine, "operatingSystem"),
                machine.GetProperty("vectorBits").GetInt32()));
    }

    private static ExampleCorrectness ReadCorrectness(JsonElement bits, TrainingResult result, string dataset) =>
        ExampleCorrectness.TryCreate(bits.GetBytesFromBase64(), result.TestCount ?? 0, dataset)
        ?? throw new ResultLogLineException("it does not have one bit for each test example", null);

    /// <summary>
    /// Reads the elements of an array one by one, so that the memory is that of the objects, and not of the JSON.
    /// </summary>
    private static List<T> ReadArray<T>(
        ReadOnlyMemory<byte> array, int maximum, Func<JsonElement, T> read, string what = "learning curve has", string limit = "the run has steps")
    {
        List<T> items = [];
        Utf8JsonReader reader = new(array.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            int length = (int)reader.BytesConsumed - start;
            if (items.Count == maximum)
                throw new ResultLogLineException($"its {what} more entries than {limit}", null);
            if (length > MaximumPointBytes)
                throw new ResultLogLineException($"its {what} an entry that is longer than any", null);
            using JsonDocument item = JsonDocument.Parse(array.Slice(start, length));
            items.Add(read(item.RootElement));
        }
        return items;
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
