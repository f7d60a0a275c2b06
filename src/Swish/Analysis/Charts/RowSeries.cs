using MathNet.Numerics.Statistics;
using Swish.Analysis.Comparisons;

namespace Swish.Analysis.Charts;

/// <summary>
/// Groups rows into lines: one per activation, condition and column. Each point is the median of its rows, with a band
/// from the minimum to the maximum. The conditions are the known columns that vary and the given ones; if runs with the
/// same seed do not differ in these, the run itself is the condition.
/// </summary>
internal sealed class RowSeries
{
    private const string RunId = "RunId";

    private readonly IReadOnlyList<ResultRow> _rows;
    private readonly string _x;
    private readonly IReadOnlyList<string> _y;
    private readonly string[] _others;
    private readonly bool _byActivation;
    private readonly string[] _categories;
    private readonly bool _hasGaps;
    private readonly Dictionary<string, double> _scales;

    /// <summary>Creates the lines.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="x">The column of the horizontal axis.</param>
    /// <param name="y">The columns of the vertical axis.</param>
    /// <param name="conditions">Columns that distinguish lines, in addition to the known ones.</param>
    /// <param name="hasGaps">
    /// Whether a line has a gap where a value is not finite, such as at a pole; otherwise such points are skipped.
    /// </param>
    public RowSeries(
        IReadOnlyList<ResultRow> rows, string x, IReadOnlyList<string> y, IReadOnlyList<string>? conditions = null,
        bool hasGaps = false)
    {
        _hasGaps = hasGaps;
        // A row at infinity has no place on an axis of numbers; where no row has one, the values are categories.
        bool areNumbers = rows.All(r => ResultRow.TryReadNumber(r[x], out _));
        ResultRow[] placed = areNumbers ? [.. rows.Where(r => double.IsFinite(r.Number(x)))] : [];
        if (placed.Length > 0)
        {
            Unplaced = rows.Count - placed.Length;
            rows = placed;
        }
        _rows = rows;
        _x = x;
        _y = y;
        _scales = y.Distinct().ToDictionary(column => column, column =>
            ComparedRun.IsAccuracy(column) ? CollapseRule.PercentScale(rows, column) : 1);
        _byActivation = x != "Activation" && rows.Any(r => r.Has("Activation"));
        _others = Others([.. ConditionColumns.Varying(rows), .. conditions ?? []]);

        Comparer<object?> byValue = Comparer<object?>.Create((a, b) => ConditionValue.Compare(x, a, b));
        // Activations keep the order of the runs.
        ResultRow[] ordered = x == "Activation" ? [.. rows]
            : [.. rows.OrderBy(r => ConditionValue.Read(r, x), byValue)];
        // A single x value becomes a category, since a band over one point has no width; a category shows a whisker.
        bool numeric = placed.Length > 0 && rows.Select(r => r.Number(x)).Distinct().Skip(1).Any();
        _categories = numeric ? [] : [.. ordered.Select(Category).Distinct()];
        Places = numeric ? [.. ordered.Select(r => r.Number(x)).Distinct()] : [];
        Series = [.. Make()];
    }

    /// <summary>Gets the names of the categories if the horizontal axis has no numbers.</summary>
    public IReadOnlyList<string> Categories => _categories;

    /// <summary>Gets the x values in ascending order if the horizontal axis has numbers.</summary>
    public IReadOnlyList<double> Places { get; }

    public IReadOnlyList<ChartSeries> Series { get; }

    /// <summary>Gets the smallest and the largest number of rows per point.</summary>
    public (int Min, int Max) Runs { get; private set; } = (int.MaxValue, 0);

    /// <summary>Gets the number of rows that are left out because their x is infinite or NaN.</summary>
    public int Unplaced { get; }

    private IEnumerable<ChartSeries> Make()
    {
        string[] activations = _byActivation ? [.. _rows.Select(r => r.Text("Activation")).Distinct()] : [""];
        var lines = (
            from column in _y
            from row in _rows
            let value = Value(row, column)
            where _hasGaps || double.IsFinite(value)
            let activation = _byActivation ? row.Text("Activation") : ""
            let condition = ConditionLabel(row)
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
                Runs = (Math.Min(Runs.Min, values.Length), Math.Max(Runs.Max, values.Length));
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
                _y.Count > 1 ? ColumnLabel.Get(line.Key.Column) : "",
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

    /// <summary>
    /// Returns the value of a row: for a diverged run the accuracy of a guess, for a stopped or failed run NaN.
    /// </summary>
    private double Value(ResultRow row, string column) =>
        ComparedRun.IsStoppedOrFailed(row) ? double.NaN : ComparedRun.ValueOf(row, column, _scales[column]);

    private string ConditionLabel(ResultRow row) => string.Join(", ", _others.Select(c => c == RunId
        ? $"run {row.Text(c)[..Math.Min(8, row.Text(c).Length)]}"
        : LabelOf(c, ConditionValue.Text(ConditionValue.Read(row, c)))));

    // "60 steps", and not "steps 60".
    private static string LabelOf(string column, string value) => column is "Steps" or "Epochs"
        ? $"{value} {ColumnLabel.InText(column)}"
        : $"{ColumnLabel.InText(column)} {value}";

    /// <summary>Returns the other columns that vary and do not follow from the ones before.</summary>
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
        // Runs with the same seed that differ in a setting without a column, such as the weight decay, belong to
        // different lines.
        bool areAlike = whole.GroupBy(r => string.Join('\n', kept.Append("Seed").Append("SplitSeed").Select(r.Text)))
            .All(g => g.Select(r => r.Text(RunId)).Distinct().Count() == 1);
        if (!areAlike) kept.Add(RunId);
        return [.. kept.Skip(_byActivation ? 2 : 1)];
    }
}
