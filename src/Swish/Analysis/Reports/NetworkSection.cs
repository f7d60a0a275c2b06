using System.Globalization;
using System.Xml.Linq;
using Swish.Models.Evaluation;

namespace Swish.Analysis.Reports;

/// <summary>Shows the confusion matrices and the worst errors of networks.</summary>
internal static class NetworkSection
{
    private const int MaxClasses = 20;
    private const int MaxConfusions = 20;

    /// <summary>Returns the section; null if no network was kept.</summary>
    public static XElement? Make(IReadOnlyList<NetworkReport> networks) =>
        networks.Count == 0 ? null : Html.Section("errors", "Errors of the networks", networks.SelectMany(Network));

    private static IEnumerable<XElement> Network(NetworkReport network)
    {
        yield return Html.Element("h3", network.Caption);
        if (network.Numbers is { } numbers)
            yield return Html.Element("p", $"R² {ReportNumber.General(numbers.R2)}, root mean squared error "
                + $"{ReportNumber.General(numbers.RMSE)}, mean absolute error {ReportNumber.General(numbers.MAE)}.");
        if (network.Classes is { } test)
        {
            yield return Html.Element("p", string.Create(CultureInfo.InvariantCulture,
                $"{test.Examples} test examples: accuracy {ReportNumber.Value(test.Accuracy, "Accuracy")}, loss ")
                + $"{ReportNumber.General(test.Loss)} nats, expected calibration error "
                + $"{ReportNumber.General(test.CalibrationError)}, mean F1 {ReportNumber.General(test.MacroF1)}."
                + (test.GetClasses().Count <= MaxClasses
                    ? " In the matrix, rows are true classes, columns predicted classes, and cells numbers of examples." : ""));
            yield return test.GetClasses().Count <= MaxClasses ? Matrix(test) : Confusions(test);
        }
        if (network.Errors.Count > 0) yield return Errors(network);
    }

    private static XElement Matrix(NetworkTestResult test)
    {
        string[] classes = [.. test.GetClasses().Select(c => c.Class)];
        ILookup<(string, string), ConfusionCell> cells = test.GetConfusionMatrix().ToLookup(c => (c.True, c.Predicted));
        XElement table = Html.Table(
            "Confusion matrix",
            ["True class", .. classes],
            classes.Select(row => (object?[])[row, .. classes.Select(column => Cell(cells[(row, column)].FirstOrDefault()))]));
        table.Elements().First().SetAttributeValue("class", "matrix");
        return table;
    }

    // The square root makes small shares visible.
    private static object?[] Cell(ConfusionCell? cell) => cell is not { Count: > 0 } ? [] :
    [
        Html.Attribute("style", string.Create(
            CultureInfo.InvariantCulture, $"background:rgba(var(--cell),{0.65 * Math.Sqrt(cell.Share):0.##})")),
        cell.Count.ToString(CultureInfo.InvariantCulture),
    ];

    private static XElement Confusions(NetworkTestResult test) => Html.Table(
        "The most frequent confusions", ["True class", "Predicted class", "Examples\t", "Share of the class\t"],
        test.GetConfusionMatrix().Where(c => c.True != c.Predicted && c.Count > 0)
            .OrderByDescending(c => c.Count).Take(MaxConfusions)
            .Select(c => (object?[])[c.True, c.Predicted, ReportNumber.Count(c.Count), ReportNumber.General(c.Share)]));

    private static XElement Errors(NetworkReport network)
    {
        if (network.Errors.Any(e => e.Image is not null))
            return Html.Element("div", Html.Element("p", "The worst errors, by the probability of the wrong class:"),
                Html.Element("ul", Html.Attribute("class", "errors"), network.Errors.Select(e => Html.Element("li",
                    e.Image is null ? null : Html.Element("img", Html.Attribute("src", e.Image), Html.Attribute("alt",
                        string.Create(CultureInfo.InvariantCulture, $"Test example {e.Index}, a {e.Label}"))),
                    $"{e.Label} taken for {e.Predicted} ({ReportNumber.Probability(e.Probability)})"))));
        bool areClasses = network.Classes is not null;
        return Html.Table(
            "Worst errors",
            ["Test example", areClasses ? "True class" : "Number", "Predicted", .. areClasses ? ["Probability\t"] : Array.Empty<string>()],
            network.Errors.Select(e => (object?[])
            [
                e.Index.ToString(CultureInfo.InvariantCulture), e.Label, e.Predicted,
                .. areClasses ? [ReportNumber.Probability(e.Probability)] : Array.Empty<object?>(),
            ]));
    }
}
