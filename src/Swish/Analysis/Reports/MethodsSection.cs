using System.Globalization;
using System.Xml.Linq;
using Swish.Analysis.Charts;

namespace Swish.Analysis.Reports;

/// <summary>Writes the paragraphs on methods, in a form that fits a paper.</summary>
/// <param name="runs">The runs.</param>
/// <param name="pairs">The comparison.</param>
internal sealed class MethodsSection(IReadOnlyList<ResultRow> runs, ComparedPairs pairs)
{
    private readonly RunSettings _settings = new(runs);

    /// <summary>Returns the section; null if there is nothing to describe.</summary>
    public XElement? Make()
    {
        string[] paragraphs = [.. new[] { Training(), Design(), Statistics() }.Where(p => p.Length > 0)];
        return paragraphs.Length == 0 ? null
            : Html.Section("methods", "Methods", paragraphs.Select(p => Html.Element("p", p)));
    }

    private string Training()
    {
        IReadOnlyList<string> layers = _settings.Values("HiddenLayers"), architectures = _settings.Values("Network");
        if (runs.Count == 0 || layers.Count + architectures.Count == 0) return "";
        List<string> sentences = [];
        string data = _settings.Joined("Dataset");
        string sizes = string.Join(", ", (string[])
        [
            .. _settings.Values("Classes").Count > 0 ? [$"{_settings.Joined("Classes")} classes"] : Array.Empty<string>(),
            .. _settings.Values("TestCount").Count > 0
                ? [$"{_settings.Joined("TestCount")} test examples"] : Array.Empty<string>(),
        ]);
        string what = RunSettings.Join(
        [
            .. layers.Count > 0 ? [$"Fully connected networks with hidden layers of {RunSettings.Join(layers)} units"] : Array.Empty<string>(),
            .. architectures.Count == 0 ? Array.Empty<string>()
                : [$"{(layers.Count > 0 ? "networks" : "Networks")} of the architecture {RunSettings.Join(architectures)}"],
        ]);
        sentences.Add(what
            + (data.Length > 0 ? $" were trained on {data}{(sizes.Length > 0 ? $" ({sizes})" : "")}" : " were trained")
            + $" with the activation {(_settings.Activations.Count == 1 ? "function" : "functions")} "
            + $"{RunSettings.Join(_settings.Activations)}.");
        string tuned = pairs.AtBest.Contains("LearningRate")
            ? ", of which each activation has the one that is best on the validation set" : "";
        sentences.Add($"The optimizer was {_settings.Joined("Optimizer")} with a learning rate of "
            + $"{_settings.Joined("LearningRate")}{tuned} ({_settings.Joined("Schedule").ToLowerInvariant()} schedule), "
            + $"batches of {_settings.Joined("BatchSize")} examples, {Length()}.");
        List<string> others =
        [
            $"weights were initialized by {_settings.Joined("Initializer")}",
            .. With("L2", "an L2 penalty of {0}", "0"),
            .. With("Dropout", "dropout with probability {0}", "0"),
            .. With("BatchNorm", "batch normalization ({0})", "None"),
        ];
        if (_settings.Values("Residual").Any(IsTrue)) others.Add("residual connections");
        string list = RunSettings.Join(others);
        sentences.Add(char.ToUpperInvariant(list[0]) + list[1..] + ".");
        if (_settings.Values("OtherSettings") is { Count: > 0 } rest)
            sentences.Add($"Other settings that differ from the defaults: {string.Join(" | ", rest)}.");
        if (runs.Any(r => double.IsFinite(RunSettings.ReadNumber(r, "ValidationAccuracy"))))
            sentences.Add("A validation set was held out of the training examples; test examples were used only for the "
                + "final evaluation.");
        return string.Join(' ', sentences);

        IEnumerable<string> With(string column, string text, string none)
        {
            string[] values = [.. _settings.Values(column).Where(v => v != none)];
            if (values.Length > 0) yield return string.Format(CultureInfo.InvariantCulture, text, RunSettings.Join(values));
        }

        static bool IsTrue(string text) => bool.TryParse(text, out bool value) && value;
    }

    private string Length()
    {
        IReadOnlyList<string> epochs = _settings.Values("Epochs"), steps = _settings.Values("Steps");
        return epochs.Count > 0 && epochs.All(e => !e.Contains('.', StringComparison.Ordinal))
            ? $"for {RunSettings.Join(epochs)} {(epochs is ["1"] ? "epoch" : "epochs")}"
            : steps.Count > 0 ? $"for {RunSettings.Join(steps)} steps" : "until the validation loss no longer fell";
    }

    private string Design()
    {
        if (_settings.Seeds.Length == 0) return "";
        return string.Create(CultureInfo.InvariantCulture, $"{runs.Count} networks were trained, with ")
            + (_settings.SeedCount == 1 ? $"the seed {_settings.Seeds}. " : string.Create(CultureInfo.InvariantCulture,
                $"{_settings.SeedCount} seeds ({_settings.Seeds}). "))
            + "Runs with the same seed share the initial weights of layers of equal size, the order of the batches and "
            + "the dropout masks, and form a pair; they differ only in the activation"
            + string.Concat(pairs.AtBest.Select(c => $" and in the best {ColumnLabel.InText(c)} of each activation")) + ".";
    }

    private string Statistics()
    {
        if (pairs.Pairs.Count == 0) return "";
        string metric = ColumnLabel.InText(pairs.Metric);
        double tests = pairs.Pairs.Select(r => RunSettings.ReadNumber(r, "Tests")).Where(double.IsFinite)
            .DefaultIfEmpty(1).Max();
        List<string> sentences =
        [
            $"Paired differences in {metric} were tested with the exact Wilcoxon signed-rank test (Wilcoxon 1945) and the "
                + "paired t-test. A difference counts as real if both tests reject at the 5 % level"
                + (tests > 1 ? string.Create(CultureInfo.InvariantCulture,
                    $" after adjustment over {tests} tests ({Adjustment()})") : "") + ".",
            "A run that diverged or is no better than guessing ranks below all other runs; where one occurs, the signed-rank "
                + "test decides by itself.",
            "Two activations are called equivalent if two one-sided t-tests reject differences beyond the margin "
                + "(Schuirmann 1987).",
            "Intervals are 95 % Student's t intervals of the mean paired difference.",
        ];
        if (pairs.Pairs.Any(r => r.Text("Look").Length > 0))
            sentences.Add("Seeds were added in blocks until each comparison was decided. The looks share the level of 5 % by a "
                + "spending function (5 % · t² up to a share t of the seeds), and intervals are not adjusted for the looks.");
        if (pairs.Pairs.Any(r => r.Text("NewExamplesVerdict").Length > 0))
            sentences.Add("The verdict on new examples treats seeds and test examples as crossed random effects.");
        return string.Join(' ', sentences);
    }

    /// <summary>Returns how p-values were adjusted over several tests, with the source.</summary>
    private string Adjustment()
    {
        bool isJoint = pairs.Pairs.Any(r => r.Text("Adjustment") == "Joint");
        bool isHolm = pairs.Pairs.Any(r => r.Text("Adjustment") is "Holm" or "");
        string[] names =
        [
            .. isJoint ? ["by their joint distribution under random signs of the pairs; Westfall and Young 1993"] : Array.Empty<string>(),
            .. isHolm || !isJoint ? ["Holm 1979"] : Array.Empty<string>(),
        ];
        return string.Join("; ", names);
    }
}
