using Swish.Recipes;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Checks that the runs of a row differ in the activation and the seed only; any other setting that varies may be the
/// cause of their difference.
/// </summary>
internal sealed class SettingGuard
{
    // Columns that follow from others: allowing a column allows those that follow from it.
    private static readonly IReadOnlyDictionary<string, string[]> Following =
        new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
        {
            ["Depth"] = ["HiddenLayers"],
            ["Width"] = ["HiddenLayers"],
            ["HiddenLayers"] = ["Depth", "Width"],
            ["Network"] = ["Depth", "Width", "HiddenLayers"],
            ["BatchSize"] = ["Steps"],
            ["Epochs"] = ["Steps"],
            ["Steps"] = ["Epochs"],
        };

    // The column with the settings that have no column of their own and are not the default, such as "Momentum=0.5;
    // WarmupStep=100".
    private const string OtherColumn = "OtherSettings";

    private readonly HashSet<string> _allowed;
    private readonly string[] _columns;

    /// <summary>Creates the guard of a comparison.</summary>
    /// <param name="results">All results.</param>
    /// <param name="groupBy">The columns that define a condition; the runs of a pair share them.</param>
    /// <param name="allowed">The columns in which the runs of a pair may differ.</param>
    /// <exception cref="SwishException">The results have no column of an allowed name (UnknownColumn).</exception>
    public SettingGuard(
        IReadOnlyList<ResultRow> results, IReadOnlyList<string> groupBy, IReadOnlyList<string> allowed)
    {
        HashSet<string> others = results.SelectMany(OtherSettings).Select(s => s.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        _allowed = WithFollowing(
        [
            .. ConditionColumns.ResolveColumns([.. allowed.Where(a => !others.Contains(a))], results, "to allow"),
            .. allowed.Where(others.Contains), .. groupBy,
        ]);
        _columns = [.. ConditionColumns.Known.Where(c => c != OtherColumn && results.Any(r => r.Has(c)))];
        Unchecked = results.All(r => r.Text("Setting").Length > 0 || r.Has(OtherColumn))
            ? []
            : [.. ConditionColumns.Known.Except([.. _columns, OtherColumn], StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Gets the settings that cannot be checked because the results have no column Setting.</summary>
    public IReadOnlyList<string> Unchecked { get; }

    /// <summary>Returns columns together with those that follow from them.</summary>
    public static HashSet<string> WithFollowing(IEnumerable<string> columns) => columns
        .SelectMany(c => Following.GetValueOrDefault(c, []).Prepend(c)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the settings in which the runs differ although they should not.</summary>
    /// <param name="runs">The paired runs of a row.</param>
    /// <returns>
    /// The names of columns; <c>Setting</c> if the runs differ in a setting without a column; empty if they agree, or
    /// differ only in allowed settings.
    /// </returns>
    public IReadOnlyList<string> AlsoDiffers(IReadOnlyList<ComparedRun> runs)
    {
        string[] settings = [.. runs.Select(r => r.Row.Text("Setting")).Distinct()];
        bool settingsAreKnown = settings.All(s => s.Length > 0);
        if (settingsAreKnown && settings.Length <= 1) return [];
        // A row without a column does not differ in it. A row whose OtherSettings does not name a setting has the
        // default.
        string[] differing =
        [
            .. _columns.Where(c => runs
                .Where(r => !ConditionColumns.IsProgress(c) || !ComparedRun.ChoosesSteps(r.Row))
                .Select(r => ConditionValue.Read(r.Row, c)).Where(v => v is not null).Distinct().Skip(1).Any()),
            .. _allowed.Contains(OtherColumn) ? [] : DifferingOthers(runs),
        ];
        string[] forbidden = [.. differing.Where(c => !_allowed.Contains(c))];
        if (forbidden.Length > 0) return forbidden;
        // If no column differs, the difference is in a setting that the columns do not show.
        bool isHidden = settingsAreKnown && !_allowed.Contains("Setting") && !_allowed.Contains(OtherColumn)
            && (differing.Length == 0 || HaveOneNameForSeveral(runs, differing));
        return isHidden ? ["Setting"] : [];
    }

    /// <summary>Determines whether data sets or networks that are not the same have the same name.</summary>
    private static bool HaveOneNameForSeveral(IReadOnlyList<ComparedRun> runs, string[] differing)
    {
        (string Dataset, string Network)[] sources = [.. runs.Select(r => r.Row.Sources).OfType<(string, string)>().Distinct()];
        return Differ(nameof(RunIdentity.Dataset), sources.Select(s => s.Dataset))
            || Differ(nameof(RunIdentity.Network), sources.Select(s => s.Network));

        // A network and hidden layers are told apart by other columns.
        bool Differ(string column, IEnumerable<string> values) =>
            !differing.Contains(column) && values.Where(value => value.Length > 0).Distinct().Skip(1).Any();
    }

    private static IEnumerable<string> DifferingOthers(IReadOnlyList<ComparedRun> runs)
    {
        Dictionary<string, string>[] others = [.. runs.Where(r => r.Row.Has(OtherColumn)).Select(r =>
            OtherSettings(r.Row).DistinctBy(s => s.Key)
                .ToDictionary(s => s.Key, s => s.Value, StringComparer.OrdinalIgnoreCase))];
        return others.SelectMany(o => o.Keys).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => others.Select(o => o.GetValueOrDefault(name)).Distinct().Skip(1).Any());
    }

    private static IEnumerable<KeyValuePair<string, string>> OtherSettings(ResultRow row) =>
        row.Text(OtherColumn).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create(s[0], s.Length > 1 ? s[1] : ""));
}
