using System.Management.Automation;

namespace Swish.Shell;

/// <summary>Shows what is in progress as one line that is written over and over.</summary>
internal sealed class ProgressLine(TextWriter writer, int columns)
{
    private const string ToLineStart = "\r";
    private const string ClearToLineEnd = "\e[K";

    private readonly SortedDictionary<int, ProgressRecord> _running = [];
    private string _shown = "";

    /// <summary>Takes a record up and shows the line anew.</summary>
    public void Show(ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed) _running.Remove(record.ActivityId);
        else _running[record.ActivityId] = record;
        string line = Fit(string.Join("  |  ", _running.Values.Select(Text)));
        if (line == _shown) return;
        writer.Write(ToLineStart + line + ClearToLineEnd);
        writer.Flush();
        _shown = line;
    }

    /// <summary>Takes the line away, so that other text can stand in its place.</summary>
    public void Clear()
    {
        if (_shown.Length == 0) return;
        writer.Write(ToLineStart + ClearToLineEnd);
        writer.Flush();
        _shown = "";
    }

    // One column stays free: a full line would make the terminal begin a new one.
    private string Fit(string line) =>
        line.Length < columns ? line : columns < 2 ? "" : string.Concat(line.AsSpan(0, columns - 2), "…");

    private static string Text(ProgressRecord record)
    {
        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "";
        string left = record.SecondsRemaining > 0 ? $" {TimeSpan.FromSeconds(record.SecondsRemaining):g} left" : "";
        return $"{record.Activity}{percent}: {record.StatusDescription}{left}";
    }
}
