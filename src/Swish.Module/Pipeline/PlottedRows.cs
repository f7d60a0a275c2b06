using System.Management.Automation;
using Swish.Activations;
using Swish.Analysis;
using Swish.Analysis.Charts;
using Swish.Analysis.Curves;
using Swish.Data;
using Swish.Models;
using Swish.Models.Evaluation;
using Swish.Module.Parameters;
using Swish.Search;

namespace Swish.Module.Pipeline;

/// <summary>
/// Provides the rows of an object for a plot: its properties, the points of the curve of an activation, or the weights
/// of a network.
/// </summary>
internal static class PlottedRows
{
    private const double Range = 5;
    private const int Points = 201;

    /// <summary>Returns the rows of an object.</summary>
    /// <param name="input">An activation, a search result, a prediction, an example, a data set, a network, or any other object.</param>
    public static IEnumerable<ResultRow> Of(PSObject input) => input.BaseObject switch
    {
        SearchResult found => Curve(found.Activation),
        Activation activation => Curve(activation),
        DatasetExample example => [TileChart.Row(example)],
        Dataset dataset => TileChart.Examples(dataset),
        NetworkPrediction prediction => [TileChart.Row(prediction)],
        TrainedNetwork network => TileChart.Weights(network),
        ActivationInfo info => Curve(ActivationArgument.Read(info)),
        _ => [ResultRows.Read(input)],
    };

    private static IEnumerable<ResultRow> Curve(Activation activation) =>
        ActivationCurve.Points(activation, -Range, Range, Points).Select(p => ResultRows.Read(PSObject.AsPSObject(p)));
}
