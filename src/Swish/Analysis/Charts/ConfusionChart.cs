using System.Globalization;
using Swish.Models.Evaluation;

namespace Swish.Analysis.Charts;

/// <summary>Designs the heat map of a confusion matrix, with the counts in its cells.</summary>
internal static class ConfusionChart
{
    private const int MaxClasses = 200;

    /// <summary>Returns whether a row is a cell of a confusion matrix.</summary>
    public static bool IsCell(ResultRow row) =>
        row.Has(nameof(ConfusionCell.True)) && row.Has(nameof(ConfusionCell.Predicted))
        && row.Has(nameof(ConfusionCell.Count));

    public static Chart Of(IReadOnlyList<ResultRow> rows, ChartRequest request)
    {
        string[] networks = [.. rows.Select(r => r.Text(nameof(ConfusionCell.RunId))).Distinct()];
        if (networks.Length > 1)
            throw new SwishException("MixedRows", ErrorKind.InvalidArgument,
                string.Create(CultureInfo.InvariantCulture,
                    $"These are confusion matrices of {networks.Length} networks; plot each by itself."),
                networks.Length);
        // The diagonal has every class once, in the order of the classes.
        string[] classes = [.. rows.Select(True).Concat(rows.Select(Predicted)).Distinct()];
        string[] ordered = [.. rows.Where(r => True(r) == Predicted(r)).Select(True).Distinct()];
        if (ordered.Length == classes.Length) classes = ordered;
        if (classes.Length > MaxClasses)
            throw ChartDesign.Nothing(string.Create(CultureInfo.InvariantCulture,
                $"A picture shows a confusion matrix of at most {MaxClasses} classes, not {classes.Length}. ")
                + "Filter the rows first.");
        Dictionary<string, int> indices = classes.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
        double[,] counts = new double[classes.Length, classes.Length];
        foreach (ResultRow row in rows)
            counts[indices[True(row)], indices[Predicted(row)]] +=
                row.Number(nameof(ConfusionCell.Count)) is >= 0 and double count ? count : 0;
        double[,] shades = new double[classes.Length, classes.Length];
        string[,] texts = new string[classes.Length, classes.Length];
        for (int r = 0; r < classes.Length; r++)
        {
            double support = Enumerable.Range(0, classes.Length).Sum(c => counts[r, c]);
            for (int c = 0; c < classes.Length; c++)
            {
                // The square root makes small shares visible.
                shades[r, c] = support > 0 ? Math.Sqrt(counts[r, c] / support) : 0;
                texts[r, c] = counts[r, c] > 0 ? counts[r, c].ToString("0.##", CultureInfo.InvariantCulture) : "";
            }
        }
        string activation = rows[0].Text("Activation");
        return new()
        {
            Title = request.Title ?? (activation.Length > 0 ? $"{activation}: confusion matrix" : "Confusion matrix"),
            Subtitle = "number of examples; shade by share of the true class",
            X = new(request.XLabel ?? "Predicted class") { Categories = classes },
            Y = new(request.YLabel ?? "True class") { Categories = classes },
            Series = [],
            Matrix = new(shades, texts),
        };
    }

    private static string True(ResultRow row) => row.Text(nameof(ConfusionCell.True));

    private static string Predicted(ResultRow row) => row.Text(nameof(ConfusionCell.Predicted));
}
