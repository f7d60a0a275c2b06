using System.Globalization;

namespace Swish.Reproducibility;

/// <summary>
/// A text of golden runs: a line for the version of the arithmetic, and a line a run with its name and its two hashes,
/// separated by tabs.
/// </summary>
public sealed class GoldenTable
{
    private const string VersionLabel = "arithmetic";

    private readonly Dictionary<string, GoldenBits> _bits;

    private GoldenTable(int version, Dictionary<string, GoldenBits> bits)
    {
        Version = version;
        _bits = bits;
    }

    /// <summary>The version of the arithmetic that the runs were done with.</summary>
    public int Version { get; }

    /// <summary>The runs' names.</summary>
    public IEnumerable<string> Names => _bits.Keys;

    /// <summary>A run's bits; null where the table does not have it.</summary>
    public GoldenBits? Find(string name) => _bits.GetValueOrDefault(name);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static GoldenTable Read(TextReader text)
    {
        int version = 0;
        Dictionary<string, GoldenBits> bits = [];
        while (text.ReadLine() is string line)
        {
            string[] cells = line.Split('\t');
            if (cells is [VersionLabel, string number]) version = int.Parse(number, CultureInfo.InvariantCulture);
            else if (cells is [string name, string weights, string figures]) bits.Add(name, new(weights, figures));
            else throw new FormatException($"'{line}' is no line of a table of golden runs.");
        }
        return new(version, bits);
    }

    /// <summary>Writes a table.</summary>
    public static void Write(TextWriter text, int version, IEnumerable<(string Name, GoldenBits Bits)> runs)
    {
        text.Write(string.Create(CultureInfo.InvariantCulture, $"{VersionLabel}\t{version}\n"));
        foreach ((string name, GoldenBits bits) in runs) text.Write($"{name}\t{bits.Weights}\t{bits.Figures}\n");
    }
}
