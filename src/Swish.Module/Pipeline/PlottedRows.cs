using System.Management.Automation;
using Swish.Activations;
using Swish.Analysis;
using Swish.Analysis.Curves;
using Swish.Module.Parameters;
using Swish.Search;

namespace Swish.Module.Pipeline;

/// <summary>
/// Provides the rows of an object for a plot: its properties, or the points of the curve of an activation.
/// </summary>
internal static class PlottedRows
{
    private const double Range = 5;
    private const int Points = 201;

    /// <summary>Returns the rows of an object.</summary>
    /// <param name="input">An activation, a search result, or any other object.</param>
    public static IEnumerable<ResultRow> Of(PSObject input) => input.BaseObject switch
    {
        SearchResult found => Curve(found.Activation),
        Activation activation => Curve(activation),
        ActivationInfo info => Curve(SessionActivations.Parse(info.Name)),
        _ => [ResultRows.Read(input)],
    };

    private static IEnumerable<ResultRow> Curve(Activation activation) =>
        ActivationCurve.Points(activation, -Range, Range, Points).Select(p => ResultRows.Read(PSObject.AsPSObject(p)));
}
