using System.Globalization;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Writes rows as an aligned Markdown table, which is readable in a terminal and in a document.</summary>
internal static class LibTorchTable
{
    private static readonly string[] Header =
    [
        "workload", "this library", "threads", "baseline", "baseline ms", "our ms", "ratio", "quartiles", "target",
        "bound ms", "cores",
    ];

    public static void Write(TextWriter writer, IReadOnlyList<LibTorchRow> rows)
    {
        List<string[]> lines = [Header, .. rows.Select(Cells)];
        int[] widths = [.. Header.Select((_, column) => lines.Max(line => line[column].Length))];
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Machine.Describe()}; peak of a core {ArithmeticLowerBound.PeakGigaflops:F0} GFLOP/s"));
        writer.WriteLine();
        for (int i = 0; i < lines.Count; i++)
        {
            writer.WriteLine("| " + string.Join(" | ", lines[i].Select((cell, column) => Align(cell, column))) + " |");
            if (i == 0) writer.WriteLine("| " + string.Join(" | ", widths.Select(w => new string('-', w))) + " |");
        }

        string Align(string cell, int column) =>
            column is 0 or 1 or 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]);
    }

    private static string[] Cells(LibTorchRow row) =>
    [
        row.Workload, row.Variant, row.Threads.ToString(CultureInfo.InvariantCulture), row.Other,
        Number(row.OtherMilliseconds, "G4"), Number(row.OurMilliseconds, "G4"), Number(row.Ratio, "F2"),
        row.RatioLower is null ? "" : $"{Number(row.RatioLower, "F2")}–{Number(row.RatioUpper, "F2")}",
        Number(row.MinimumRatio, "0.##"), Number(row.LowerBoundMilliseconds, "G3"), Number(row.Cores, "F2"),
    ];

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
