using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Swish.Analysis.Charts;
using Swish.Analysis.Comparisons;

namespace Swish.Analysis.Reports;

/// <summary>Shows the commands that repeat the runs, a hash that a repetition must have, and all runs.</summary>
internal static class RepeatSection
{
    private const int MaxRuns = 1000;
    private const int MaxDigits = 12;

    /// <summary>Returns the section; null without runs.</summary>
    /// <param name="content">The content of the report.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="pairs">The comparison.</param>
    public static XElement? Make(ReportContent content, IReadOnlyList<ResultRow> runs, ComparedPairs pairs)
    {
        if (runs.Count == 0) return null;
        string hash = Hash(runs, out int hashed);
        return Html.Section("repeat", "Repeat it",
            content.Commands.Count == 0 ? null :
            (object[])
            [
                Html.Element("p", "These commands train the same networks again:"),
                Html.Element("pre", Html.Element("code", string.Join('\n', content.Commands))),
            ],
            hashed == 0 ? null : Html.Element("p",
                string.Create(CultureInfo.InvariantCulture, $"Hash of the weights of {hashed} runs: "),
                Html.Element("code", Html.Attribute("class", "hash"), hash),
                ". It is the SHA-256 hash of the sorted weight hashes, each followed by a line feed. A repetition has the same "
                + "hash on every machine, whatever the number of threads."),
            Runs(runs, pairs));
    }

    /// <summary>Returns the hash of the weights of all runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="hashed">The number of runs that have a hash.</param>
    internal static string Hash(IReadOnlyList<ResultRow> runs, out int hashed)
    {
        string[] lines =
        [
            .. runs.Select(r => r.Text("WeightHash")).Where(h => h.Length > 0).Order(StringComparer.Ordinal).Select(h => h + "\n"),
        ];
        hashed = lines.Length;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private static object?[] Runs(IReadOnlyList<ResultRow> runs, ComparedPairs pairs)
    {
        string metric = pairs.Metric;
        string[] settings =
        [
            .. pairs.Shown.Concat(pairs.AtBest).Concat(["Seed", "SplitSeed"]).Distinct()
                .Where(c => runs.Any(r => r.Text(c).Length > 0)),
        ];
        return
        [
            Html.Table("Runs",
                [
                    "Activation", .. settings.Select(c => ColumnLabel.Get(c) + "\t"), ColumnLabel.Get(metric) + "\t",
                    "Status", "Run id", "Weight hash",
                ],
                runs.Take(MaxRuns).Select(r => (object?[])
                [
                    r.Text("Activation"), .. settings.Select(c => ConditionValue.Text(ConditionValue.Read(r, c))),
                    ReportNumber.Value(RunSettings.ReadNumber(r, metric), metric), r.Text("Status"),
                    Short(r.Text("RunId")), Short(r.Text("WeightHash")),
                ])),
            runs.Count > MaxRuns
                ? Html.Element("p", Html.Attribute("class", "note"), string.Create(CultureInfo.InvariantCulture,
                    $"The first {MaxRuns} of {runs.Count} runs are shown; the hash covers all of them."))
                : null,
        ];
    }

    private static string Short(string hash) => hash[..Math.Min(MaxDigits, hash.Length)];
}
