using System.Globalization;

namespace Swish.Tests.Reproduction;

/// <summary>Whether a claim of the article holds, by a rule over the rows of a table.</summary>
internal static class ClaimVerdict
{
    /// <summary>The verdict in words.</summary>
    /// <param name="rule">The rule's name; the document says what the rules are.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows of which the claim speaks.</param>
    /// <param name="value">What the rule compares with, where it does.</param>
    public static string Of(
        string rule, ReproductionTable table, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, double value)
    {
        string[] verdicts = [.. rows.Select(r => r["Verdict"]).Where(v => v.Length > 0)];
        (bool holds, bool fails) = rule switch
        {
            "better" => (verdicts.All(v => v == "Better"), verdicts.Any(v => v is "Worse" or "Same")),
            "unbeaten" => (verdicts.All(v => v is "Better" or "Same"), verdicts.Contains("Worse")),
            "baseline-unbeaten" => (verdicts.All(v => v is "Worse" or "Same"), verdicts.Contains("Better")),
            "alike" => Either(rows.Where(r => r["Verdict"].Length > 0).All(
                r => Math.Abs(Median(r) - Median(table.BaselineOf(r))) <= value + 1e-9)),
            "near" => Either(Math.Abs(ReproductionTable.Number(rows[0]["Mean"]) - value)
                <= 2 * Math.Sqrt(value * (1 - value) / 10000)),
            "lower-rate" => LowerRate(table),
            _ => throw new ArgumentException($"There is no rule '{rule}'.", nameof(rule)),
        };
        return holds ? "holds" : fails ? "does not hold" : "cannot be told";

        static (bool, bool) Either(bool holds) => (holds, !holds);
        static double Median(IReadOnlyDictionary<string, string> row) => ReproductionTable.Number(row["Median"]);
    }

    private static (bool Holds, bool Fails) LowerRate(ReproductionTable table)
    {
        string column = table.Definition.GroupBy[0];
        IReadOnlyList<IReadOnlyDictionary<string, string>> best = table.BestRates();
        int[] orders =
        [
            .. from row in best
               where row["Activation"] == "Swish"
               let other = best.Single(r => r["Activation"] == "ReLU" && r[column] == row[column])
               select Rate(row).CompareTo(Rate(other)),
        ];
        return (orders.All(o => o < 0), orders.All(o => o >= 0));

        static double Rate(IReadOnlyDictionary<string, string> row) =>
            double.Parse(row["LearningRate"], CultureInfo.InvariantCulture);
    }
}
