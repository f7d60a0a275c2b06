using System.Globalization;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Analysis.Comparisons;

/// <summary>Represents one run in a comparison.</summary>
internal sealed class ComparedRun
{
    private const int DefaultClasses = 10;

    private ComparedRun(ResultRow row, string activation, string seed)
    {
        Row = row;
        Activation = activation;
        SeedText = SplitSeed(row) is { Length: > 0 } split ? $"{seed} of split {split}" : seed;
        Seed = SeedKey(row);
    }

    /// <summary>Gets the result, for its settings.</summary>
    public ResultRow Row { get; }

    public string Activation { get; }

    /// <summary>
    /// Gets the seed, and that of the split of the data set if it was split, in a normalized form, which pairs the runs:
    /// 1 and 1.0 are the same seed.
    /// </summary>
    public string Seed { get; }

    /// <summary>Gets the seed as the result writes it.</summary>
    public string SeedText { get; }

    public bool Diverged { get; private init; }

    /// <summary>
    /// Gets a value indicating whether the network is no better than guessing: it diverged, or collapsed by
    /// <see cref="CollapseRule"/>.
    /// </summary>
    public bool Collapsed { get; private init; }

    /// <summary>Gets what <see cref="Collapsed"/> is based on.</summary>
    public CollapseEvidence Evidence { get; private init; }

    /// <summary>Gets the value of the metric; NaN if the run has none.</summary>
    public double Value { get; private init; }

    /// <summary>
    /// Gets a value indicating whether the value was written with a decimal comma, which the current culture does not
    /// use.
    /// </summary>
    public bool HasComma { get; private init; }

    /// <summary>Reads a run; returns null for a stopped or failed run.</summary>
    /// <exception cref="SwishException">
    /// The row lacks the activation or the seed (MissingColumn), or has text for a number (InvalidNumber).
    /// </exception>
    public static ComparedRun? Read(ResultRow row, ComparisonMetric metric, CollapseRule rule)
    {
        if (IsStoppedOrFailed(row)) return null;
        bool diverged = Is(row, RunStatus.Diverged);
        (bool collapsed, CollapseEvidence evidence) =
            diverged ? (true, CollapseEvidence.Accuracy) : rule.Classify(row);
        return new(row, Required(row, "Activation"), Required(row, "Seed"))
        {
            Diverged = diverged,
            Collapsed = collapsed,
            Evidence = evidence,
            Value = ValueOf(row, metric.Column, metric.PercentScale),
            HasComma = !diverged && ComparedNumber.HasComma(row, metric.Column),
        };
    }

    /// <summary>
    /// Returns the seed of a row, and after it the seed of the split if it has one, in a normalized form: numbers in the
    /// invariant culture, other text unchanged.
    /// </summary>
    public static string SeedKey(ResultRow row) =>
        SplitSeed(row) is { Length: > 0 } split ? $"{Normalize(row.Text("Seed"))}/{Normalize(split)}"
        : Normalize(row.Text("Seed"));

    private static string SplitSeed(ResultRow row) => row.Text("SplitSeed");

    private static string Normalize(string seed) =>
        ResultRow.TryReadNumber(seed, out double number) && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : seed;

    /// <summary>
    /// Returns whether the run was stopped or failed, so that its values do not describe the network.
    /// </summary>
    public static bool IsStoppedOrFailed(ResultRow row) => Is(row, RunStatus.Stopped) || Is(row, RunStatus.Failed);

    /// <summary>Returns whether the run did fewer steps than requested.</summary>
    public static bool EndedEarly(ResultRow row) => IsStoppedOrFailed(row) || Is(row, RunStatus.Diverged);

    /// <summary>
    /// Returns whether the steps of the run show how far it got, and not what was requested: it ended early, or it has a
    /// patience and ends when the validation loss says so.
    /// </summary>
    public static bool ChoosesSteps(ResultRow row) =>
        EndedEarly(row) || row.Text(nameof(RunIdentity.OtherSettings)).Split("; ").Any(
            setting => setting.StartsWith(RecipeSettings.Patience.Name + "=", StringComparison.Ordinal));

    /// <summary>Returns whether a column is an accuracy; in such a column a diverged run counts as a guess.</summary>
    public static bool IsAccuracy(string column) => column.EndsWith("Accuracy", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the value with which a run counts in a column: for a diverged run 1/classes in an accuracy, NaN in other
    /// columns; otherwise the value of the column.
    /// </summary>
    /// <param name="row">The run.</param>
    /// <param name="column">The column.</param>
    /// <param name="percentScale">100 if the column is in percent, otherwise 1.</param>
    /// <exception cref="SwishException">The value is not a number (InvalidNumber).</exception>
    public static double ValueOf(ResultRow row, string column, double percentScale = 1) =>
        !Is(row, RunStatus.Diverged) ? ComparedNumber.Read(row, column)
        : IsAccuracy(column) ? percentScale / ClassesOfDiverged(row, percentScale)
        : double.NaN;

    /// <summary>
    /// Returns the number of classes: from the column Classes, from the accuracy of the diverged run, or else 10, as in
    /// MNIST.
    /// </summary>
    private static int ClassesOfDiverged(ResultRow row, double percentScale)
    {
        double classes = ComparedNumber.Read(row, "Classes");
        if (double.IsNaN(classes)) classes = percentScale / ComparedNumber.Read(row, "TestAccuracy");
        double whole = Math.Round(classes);
        return whole is >= 2 and <= 1e6 && Math.Abs(classes - whole) < 1e-9 * whole ? (int)whole : DefaultClasses;
    }

    private static string Required(ResultRow row, string column)
    {
        string text = row.Text(column);
        return text.Length > 0 ? text : throw new SwishException("MissingColumn", ErrorKind.InvalidData,
            $"A result has no {column}. A comparison needs the columns Activation and Seed and the metric.", column);
    }

    private static bool Is(ResultRow row, RunStatus status) =>
        row.Text("Status").Equals(status.ToString(), StringComparison.OrdinalIgnoreCase);
}
