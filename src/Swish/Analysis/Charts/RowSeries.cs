using MathNet.Numerics.Statistics;
using Swish.Analysis.Comparisons;

namespace Swish.Analysis.Charts;

/// <summary>
/// Makes lines of rows: one for each activation, further condition and column; at each place the median of the rows
/// there, with a band from the smallest to the largest. Conditions are the usual columns that vary, and those given;
/// where runs of one seed differ in none of these, their recipe.
/// </summary>
internal sealed class RowSeries
{
    private const string Recipe = "Recipe";

    private readonly IReadOnlyList<ResultRow> _rows;
    private readonly string _x;
    private readonly IReadOnlyList<string> _y;
    private readonly string[] _others;
    private readonly bool _byActivation;
    private readonly string[] _categories;
    private readonly bool _hasGaps;

    /// <summary>Makes the lines.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="x">The column along the axis.</param>
    /// <param name="y">The columns that are drawn.</param>
    /// <param name="conditions">Columns that tell lines apart, besides the usual ones.</param>
    /// <param name="hasGaps">Whether a line breaks off where there is no finite number, as a function's does at a pole;
    /// otherwise it goes on to the next one.</param>
    public RowSeries(
        IReadOnlyList<ResultRow> rows, string x, IReadOnlyList<string> y, IReadOnlyList<string>? conditions = null,
        bool hasGaps = false)
    {
        _hasGaps = hasGaps;
        _rows = rows;
        _x = x;
        _y = y;
        _byActivation = x != "Activation" && rows.Any(r => r.Has("Activation"));
        _others = Others([.. Varying(rows), .. conditions ?? []]);

        Comparer<object?> byValue = Comparer<object?>.Create((a, b) => ConditionValue.Compare(x, a, b));
        // Activations keep the order in which they were run; there is no better one.
        ResultRow[] ordered = x == "Activation" ? [.. rows]
            : [.. rows.OrderBy(r => ConditionValue.Read(r, x), byValue)];
        // A single place is no axis of numbers: there a band has no width, and a category shows its spread as a line.
        bool numeric = rows.All(r => ResultRow.TryReadNumber(r[x], out double value) && double.IsFinite(value))
            && rows.Select(r => r.Number(x)).Distinct().Skip(1).Any();
        _categories = numeric ? [] : [.. ordered.Select(Category).Distinct()];
        Places = numeric ? [.. ordered.Select(r => r.Number(x)).Distinct()] : [];
        Series = [.. Make()];
    }

    /// <summary>
    /// Returns the usual columns that vary. Of a run that was given steps the epochs are a fraction that nobody asked
    /// for: then the steps stand for both.
    /// </summary>
    /// <param name="rows">The rows.</param>
    public static IReadOnlyList<string> Varying(IReadOnlyList<ResultRow> rows)
    {
        IReadOnlyList<string> varying = ConditionColumns.Varying(rows);
        bool areFractions = rows.Any(r => ResultRow.TryReadNumber(r["Epochs"], out double epochs)
            && Math.Abs(epochs - Math.Round(epochs, 2)) > 1e-9);
        return areFractions && varying.Contains("Steps") ? [.. varying.Where(c => c != "Epochs")] : varying;
    }

    /// <summary>Gets the names of the places along the axis, where they are no numbers.</summary>
    public IReadOnlyList<string> Categories => _categories;

    /// <summary>Gets the places along the axis, ascending, where they are numbers.</summary>
    public IReadOnlyList<double> Places { get; }

    public IReadOnlyList<ChartSeries> Series { get; }

    /// <summary>Gets the fewest and the most rows behind a point.</summary>
    public (int Fewest, int Most) Runs { get; private set; } = (int.MaxValue, 0);

    private IEnumerable<ChartSeries> Make()
    {
        string[] activations = _byActivation ? [.. _rows.Select(r => r.Text("Activation")).Distinct()] : [""];
        var lines = (
            from column in _y
            from row in _rows
            let value = Value(row, column)
            where _hasGaps || double.IsFinite(value)
            let activation = _byActivation ? row.Text("Activation") : ""
            let condition = Further(row)
            group (Row: row, Value: value) by (Activation: activation, Condition: condition, Column: column)).ToList();
        string[] rests = [.. lines.Select(l => l.Key.Condition + '\n' + l.Key.Column).Distinct()];

        foreach (var line in lines)
        {
            List<ChartPoint> points = [];
            foreach (var place in line.GroupBy(p => Place(p.Row)).OrderBy(g => g.Key))
            {
                double[] values = [.. place.Select(p => p.Value).Where(double.IsFinite)];
                if (values.Length == 0)
                {
                    points.Add(new(place.Key, double.NaN));
                    continue;
                }
                Runs = (Math.Min(Runs.Fewest, values.Length), Math.Max(Runs.Most, values.Length));
                points.Add(values.Length == 1
                    ? new(place.Key, values[0])
                    : new(place.Key, values.Median(), values.Min(), values.Max()));
            }
            if (points.TrueForAll(p => double.IsNaN(p.Y))) continue;
            int color = Array.IndexOf(activations, line.Key.Activation);
            int rest = Array.IndexOf(rests, line.Key.Condition + '\n' + line.Key.Column);
            string[] name =
            [
                activations.Length > 1 || rests.Length == 1 ? line.Key.Activation : "",
                line.Key.Condition,
                _y.Count > 1 ? ColumnLabel.Of(line.Key.Column) : "",
            ];
            yield return new(
                string.Join(", ", name.Where(n => n.Length > 0)), points,
                Color: activations.Length > 1 ? color : rest,
                Dash: rests.Length > 1 ? rest : color);
        }
    }

    private double Place(ResultRow row) =>
        Categories.Count == 0 ? row.Number(_x) : Array.IndexOf(_categories, Category(row));

    private string Category(ResultRow row)
    {
        string text = _x == "Activation" ? row.Text(_x) : ConditionValue.Text(ConditionValue.Read(row, _x));
        return text.Length > 0 ? text : "none";
    }

    /// <summary>Returns a diverged run's accuracy is that of a guess; runs that were cut off show nothing.</summary>
    private static double Value(ResultRow row, string column) =>
        ComparedRun.ShowsNothing(row) ? double.NaN : ComparedRun.ValueOf(row, column);

    private string Further(ResultRow row) => string.Join(", ", _others.Select(c => c == Recipe
        ? $"recipe {row.Text(c)[..Math.Min(8, row.Text(c).Length)]}"
        : Said(c, ConditionValue.Text(ConditionValue.Read(row, c)))));

    // "60 steps", and not "steps 60".
    private static string Said(string column, string value) => column is "Steps" or "Epochs"
        ? $"{value} {ColumnLabel.InText(column)}"
        : $"{ColumnLabel.InText(column)} {value}";

    /// <summary>Returns the further columns that vary and that do not follow from those before.</summary>
    private string[] Others(IReadOnlyList<string> varying)
    {
        List<string> kept = _byActivation ? [_x, "Activation"] : [_x];
        ResultRow[] whole = [.. _rows.Where(r => !ComparedRun.EndedEarly(r))];
        foreach (string column in varying.Where(c => c != _x && !_y.Contains(c)))
        {
            bool follows = whole.GroupBy(r => string.Join('\n', kept.Select(r.Text)))
                .All(g => g.Select(r => r.Text(column)).Distinct().Count() == 1);
            if (!follows) kept.Add(column);
        }
        // Runs of one seed that differ in what is no column, such as the weight decay, are not runs of one kind.
        bool areAlike = whole.GroupBy(r => string.Join('\n', kept.Append("Seed").Select(r.Text)))
            .All(g => g.Select(r => r.Text(Recipe)).Distinct().Count() == 1);
        if (!areAlike) kept.Add(Recipe);
        return [.. kept.Skip(_byActivation ? 2 : 1)];
    }
}
