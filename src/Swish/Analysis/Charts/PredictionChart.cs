using System.Globalization;

namespace Swish.Analysis.Charts;

/// <summary>
/// Designs the chart of predictions on a grid: over two features a map of the classes for each network, with the decision
/// boundary between them; over one feature the curves of all networks, or the probabilities of their classes.
/// </summary>
internal static class PredictionChart
{
    /// <summary>The largest number of maps.</summary>
    private const int MaxPanels = 24;

    /// <summary>The largest number of features whose values are named.</summary>
    private const int MaxHeld = 6;

    private static readonly string[] Identifying = ["Activation", "HiddenLayers", "Seed", "Dataset"];

    /// <summary>Returns whether a row is a prediction on a grid.</summary>
    public static bool IsPrediction(ResultRow row) =>
        row.Has("IsExample") && row.Has("Prediction") && row.Has("XName");

    public static Chart Of(IReadOnlyList<ResultRow> rows, ChartRequest request)
    {
        string[] varying = [.. Identifying.Where(c => rows.Select(r => r.Text(c)).Distinct().Skip(1).Any())];
        IGrouping<string, ResultRow>[] networks = [.. rows.GroupBy(Name)];
        bool isMap = rows.Any(r => r.Text("Y").Length > 0);
        string dataset = string.Join(", ", rows.Select(r => r.Text("Dataset")).Distinct());
        string x = rows[0].Text("XName"), y = rows[0].Text("YName");
        string held = Held(rows[0].Text("Held"));
        if (rows.All(IsExample))
            throw ChartDesign.Nothing("These are examples of a grid without its predictions; pipe the whole grid.");
        if (!isMap) return Curves(networks, request, dataset, x) with { Subtitle = held };
        if (!rows.Any(r => r.Text("Label").Length > 0))
            throw ChartDesign.Nothing(
                "A map shows classes, and these are predictions of a number over two features; name one with -Feature.");
        if (networks.Length > MaxPanels)
            throw ChartDesign.Nothing(
                $"These are {networks.Length} networks, and a picture shows {MaxPanels} maps; choose some of them.");
        string[] classes =
        [
            .. rows.Where(r => r.Text("Label").Length > 0).GroupBy(r => (int)r.Number("Label")).OrderBy(g => g.Key)
                .Select(g => g.First().Text("Class")),
        ];
        int[] labels = [.. rows.Where(r => r.Text("Label").Length > 0).Select(r => (int)r.Number("Label")).Distinct().Order()];
        ResultRow[] grid = [.. rows.Where(r => !IsExample(r))];
        return new()
        {
            Title = request.Title ?? $"Decision boundaries on {dataset}",
            Subtitle = held,
            X = Axis(request.XLabel ?? x, grid, "X"),
            Y = Axis(request.YLabel ?? y, grid, "Y"),
            Series = [.. labels.Select((label, i) => new ChartSeries(classes[i], [], i, i))],
            Panels = [.. networks.Select(network => Panel(network.Key, [.. network], labels))],
        };

        string Name(ResultRow row)
        {
            // Layers are known by their form, and a map in the terminal has little room for its name.
            string[] parts =
            [
                .. varying.Where(c => c != "Activation")
                    .Select(c => c == "HiddenLayers" ? row.Text(c) : $"{ColumnLabel.InText(c)} {row.Text(c)}"),
            ];
            return string.Join(", ", parts.Prepend(row.Text("Activation")));
        }
    }

    /// <summary>Returns the values of the features that do not vary as a sentence, the first ones of many.</summary>
    private static string Held(string values)
    {
        string[] all = values.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        // A value that is not a number is the most frequent one of a column of text.
        bool hasText = all.Any(value => !double.TryParse(
            value.AsSpan(value.LastIndexOf('=') + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return all.Length == 0 ? ""
            : $"other features at their {(hasText ? "mean or most frequent value" : "means")}: {string.Join(", ", all.Take(MaxHeld))}{(all.Length > MaxHeld ? ", …" : "")}";
    }

    private static bool IsExample(ResultRow row) =>
        row.Text("IsExample").Equals("True", StringComparison.OrdinalIgnoreCase);

    private static ChartAxis Axis(string label, ResultRow[] grid, string column) => new(label)
    {
        Minimum = grid.Min(r => r.Number(column)),
        Maximum = grid.Max(r => r.Number(column)),
    };

    private static ChartPanel Panel(string name, ResultRow[] rows, int[] labels)
    {
        ResultRow[] grid = [.. rows.Where(r => !IsExample(r)).OrderBy(r => r.Number("Y")).ThenBy(r => r.Number("X"))];
        int columns = grid.Select(r => r.Number("X")).Distinct().Count();
        if (columns < 2 || grid.Length % columns != 0)
            throw ChartDesign.Nothing($"The predictions of {name} are not a whole grid.");
        double chance = 1.0 / Math.Max(2, labels.Length);
        return new(
            name, columns,
            [.. grid.Select(r => (Array.IndexOf(labels, (int)r.Number("Label")), Strength(r.Number("Probability"))))],
            [
                .. rows.Where(IsExample)
                    .Select(r => (r.Number("X"), r.Number("Y"), Array.IndexOf(labels, (int)r.Number("Label")))),
            ]);

        double Strength(double probability) =>
            double.IsFinite(probability) ? Math.Clamp((probability - chance) / (1 - chance), 0, 1) : 0;
    }

    private static Chart Curves(
        IGrouping<string, ResultRow>[] networks, ChartRequest request, string dataset, string x)
    {
        bool isNumber = networks[0].Any(r => double.IsFinite(r.Number("Prediction")));
        string column = isNumber ? "Prediction" : "Probability";
        ChartSeries[] series =
        [
            .. networks.Select((network, i) => new ChartSeries(
                network.Key,
                [
                    .. network.Where(r => !IsExample(r)).Select(r => new ChartPoint(r.Number("X"), r.Number(column)))
                        .OrderBy(p => p.X),
                ], i, i)),
        ];
        return new()
        {
            Title = request.Title ?? (isNumber ? $"Fit on {dataset}" : $"Probability of the class on {dataset}"),
            X = new(request.XLabel ?? x),
            Y = new(request.YLabel ?? (isNumber ? "Prediction" : "Probability")),
            Series = series,
            Scatter = isNumber
                ? [.. networks[0].Where(IsExample).Select(r => new ChartPoint(r.Number("X"), r.Number("Prediction")))]
                : [],
        };
    }
}
