using Swish.Tests.Data;

namespace Swish.Tests.Reproduction;

/// <summary>The files of docs/reproduction.</summary>
internal static class ReproductionFiles
{
    private static readonly string Docs =
        Path.GetFullPath(Path.Combine(MnistFiles.Folder, "..", "..", "..", "docs"));

    /// <summary>The document with its figures.</summary>
    public static string Document => Read("reproduction.md");

    /// <summary>The document with marks in the place of figures.</summary>
    public static string Template => Read("reproduction", "template.md");

    /// <summary>Which runs make which table.</summary>
    public static string TableDefinitions => Read("reproduction", "tables.json");

    /// <summary>The figures that are not of these runs, each with where it is from.</summary>
    public static string GivenFigures => Read("reproduction", "given.json");

    /// <summary>The path of a result log.</summary>
    /// <param name="name">Its name, without the ending.</param>
    public static string Log(string name) => Path.Combine(Docs, "reproduction", "logs", name + ".jsonl");

    /// <summary>The names of all result logs.</summary>
    public static IEnumerable<string> Logs =>
        Directory.EnumerateFiles(Path.Combine(Docs, "reproduction", "logs"), "*.jsonl")
            .Select(f => Path.GetFileNameWithoutExtension(f)!);

    /// <summary>A table as Export-Csv wrote it.</summary>
    /// <param name="name">Its name, without the ending.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Table(string name)
    {
        string[] lines = Read("reproduction", "tables", name + ".csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        IReadOnlyList<string> columns = Fields(lines[0]);
        return [.. lines.Skip(1).Select(Row)];

        Dictionary<string, string> Row(string line) => columns.Zip(Fields(line)).ToDictionary(p => p.First, p => p.Second);
    }

    private static List<string> Fields(string line)
    {
        List<string> fields = [];
        for (int i = 0; i <= line.Length; i++)
        {
            bool quoted = i < line.Length && line[i] == '"';
            int end = line.IndexOf(quoted ? "\"," : ",", i, StringComparison.Ordinal);
            if (end < 0) end = quoted ? line.Length - 1 : line.Length;
            fields.Add(quoted ? line[(i + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal) : line[i..end]);
            i = quoted ? end + 1 : end;
        }
        return fields;
    }

    private static string Read(params string[] path) =>
        File.ReadAllText(Path.Combine([Docs, .. path])).Replace("\r", "", StringComparison.Ordinal);
}
