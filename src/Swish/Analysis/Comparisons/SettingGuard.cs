namespace Swish.Analysis.Comparisons;

/// <summary>
/// Checks that the runs behind a row differ in the activation and the seed only: what else differs may be the reason of
/// their difference.
/// </summary>
internal sealed class SettingGuard
{
    // Columns that follow from others; who allows those allows these.
    private static readonly IReadOnlyDictionary<string, string[]> Following =
        new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
        {
            ["Depth"] = ["HiddenLayers"],
            ["Width"] = ["HiddenLayers"],
            ["HiddenLayers"] = ["Depth", "Width"],
            ["BatchSize"] = ["Steps"],
            ["Epochs"] = ["Steps"],
            ["Steps"] = ["Epochs"],
        };

    // Settings that are not columns, where they are not the default, such as "Momentum=0.5; WarmupStep=100".
    private const string OtherColumn = "OtherSettings";

    private readonly HashSet<string> _allowed;
    private readonly string[] _columns;

    /// <summary>Creates the guard of a comparison.</summary>
    /// <param name="results">All results.</param>
    /// <param name="groupBy">The columns that make a condition: runs that are compared share them already.</param>
    /// <param name="allowed">The columns in which runs that are compared may differ.</param>
    /// <exception cref="SwishException">The results have no column of an allowed name (UnknownColumn).</exception>
    public SettingGuard(
        IReadOnlyList<ResultRow> results, IReadOnlyList<string> groupBy, IReadOnlyList<string> allowed)
    {
        HashSet<string> others = results.SelectMany(OtherSettings).Select(s => s.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        _allowed = WithFollowing(
        [
            .. ConditionColumns.Named([.. allowed.Where(a => !others.Contains(a))], results, "to allow"),
            .. allowed.Where(others.Contains), .. groupBy,
        ]);
        _columns = [.. ConditionColumns.Known.Where(c => c != OtherColumn && results.Any(r => r.Has(c)))];
        Unchecked = results.All(r => r.Text("Setting").Length > 0 || r.Has(OtherColumn))
            ? []
            : [.. ConditionColumns.Known.Except([.. _columns, OtherColumn], StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Gets the settings of which results without a Setting do not tell whether they are the same.</summary>
    public IReadOnlyList<string> Unchecked { get; }

    /// <summary>Returns columns, and those that follow from them.</summary>
    public static HashSet<string> WithFollowing(IEnumerable<string> columns) => columns
        .SelectMany(c => Following.GetValueOrDefault(c, []).Prepend(c)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the settings in which runs differ that should share them.</summary>
    /// <param name="runs">The paired runs of a row.</param>
    /// <returns>
    /// Names of columns; <c>Setting</c> where the runs' settings differ in what is not a column; empty where they agree
    /// or may differ.
    /// </returns>
    public IReadOnlyList<string> AlsoDiffers(IReadOnlyList<ComparedRun> runs)
    {
        string[] settings = [.. runs.Select(r => r.Row.Text("Setting")).Distinct()];
        bool settingsAreKnown = settings.All(s => s.Length > 0);
        if (settingsAreKnown && settings.Length <= 1) return [];
        // A row that lacks a column does not say that it differs; one that does not name one of its other settings has
        // the default.
        string[] differing =
        [
            .. _columns.Where(c => runs
                .Where(r => !ConditionColumns.IsProgress(c) || !ComparedRun.EndedEarly(r.Row))
                .Select(r => ConditionValue.Read(r.Row, c)).Where(v => v is not null).Distinct().Skip(1).Any()),
            .. _allowed.Contains(OtherColumn) ? [] : DifferingOthers(runs),
        ];
        string[] forbidden = [.. differing.Where(c => !_allowed.Contains(c))];
        if (forbidden.Length > 0) return forbidden;
        // What an allowed column explains is allowed; what no column explains is a setting that is not shown.
        bool isHidden = settingsAreKnown && differing.Length == 0
            && !_allowed.Contains("Setting") && !_allowed.Contains(OtherColumn);
        return isHidden ? ["Setting"] : [];
    }

    private static IEnumerable<string> DifferingOthers(IReadOnlyList<ComparedRun> runs)
    {
        Dictionary<string, string>[] others = [.. runs.Where(r => r.Row.Has(OtherColumn)).Select(r =>
            OtherSettings(r.Row).DistinctBy(s => s.Key).ToDictionary(s => s.Key, s => s.Value, StringComparer.OrdinalIgnoreCase))];
        return others.SelectMany(o => o.Keys).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => others.Select(o => o.GetValueOrDefault(name)).Distinct().Skip(1).Any());
    }

    private static IEnumerable<KeyValuePair<string, string>> OtherSettings(ResultRow row) =>
        row.Text(OtherColumn).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create(s[0], s.Length > 1 ? s[1] : ""));
}
