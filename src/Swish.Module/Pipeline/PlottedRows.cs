using System.Management.Automation;
using Swish.Activations;
using Swish.Analysis;
using Swish.Analysis.Curves;
using Swish.Module.Parameters;
using Swish.Search;

namespace Swish.Module.Pipeline;

/// <summary>
/// The rows that an object gives a picture: its own properties, or of an activation the points of its curve.
/// </summary>
internal static class PlottedRows
{
    private const double Range = 5;
    private const int Points = 201;

    /// <summary>Returns the rows of an object.</summary>
    /// <param name="input">An activation, what a search found, or any other object.</param>
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
