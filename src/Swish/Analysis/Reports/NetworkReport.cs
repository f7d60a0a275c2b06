using OxyPlot;
using Swish.Data;
using Swish.Models;
using Swish.Models.Evaluation;

namespace Swish.Analysis.Reports;

/// <summary>Represents the test of one network for a report: its confusion matrix and its worst errors.</summary>
public sealed record NetworkReport
{
    /// <summary>The number of worst errors.</summary>
    public const int ErrorCount = 10;

    // Larger pictures are reduced, so that a report stays small.
    private const int MaxSide = 64;

    private NetworkReport(string caption) => Caption = caption;

    /// <summary>Gets the text that says which network it is.</summary>
    public string Caption { get; }

    /// <summary>Gets the figures of a network that predicts classes; null for one that predicts a number.</summary>
    public NetworkTestResult? Classes { get; private init; }

    /// <summary>Gets the figures of a network that predicts a number; null for one that predicts classes.</summary>
    public RegressionTestResult? Numbers { get; private init; }

    /// <summary>Gets the worst errors, the worst first.</summary>
    public IReadOnlyList<NetworkError> Errors { get; private init; } = [];

    /// <summary>Tests a network on the test examples of a data set.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="caption">The text that says which network it is.</param>
    /// <param name="threads">The number of threads, 1 or more.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    /// <returns>The report.</returns>
    /// <exception cref="SwishException">The errors of <see cref="NetworkTest.Run"/>.</exception>
    /// <exception cref="OperationCanceledException">The test was canceled.</exception>
    public static NetworkReport Of(
        TrainedNetwork network, Dataset dataset, string caption, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        const DatasetPart Test = DatasetPart.Test;
        if (network.IsRegression)
        {
            return new(caption)
            {
                Numbers = RegressionTest.Run(network, dataset, Test, threads, cancellationToken),
                Errors =
                [
                    .. RegressionTest.Predict(network, dataset, Test, threads, cancellationToken)
                        .OrderByDescending(p => Math.Abs(p.Error ?? 0)).ThenBy(p => p.Index).Take(ErrorCount)
                        .Select(p => new NetworkError(
                            p.Index, ReportNumber.General(p.Label ?? double.NaN), ReportNumber.General(p.Predicted),
                            double.NaN, null)),
                ],
            };
        }
        return new(caption)
        {
            Classes = NetworkTest.Run(network, dataset, Test, 5, threads, cancellationToken),
            Errors =
            [
                .. NetworkTest.Predict(network, dataset, Test, threads, cancellationToken)
                    .Where(p => p.Correct == false)
                    .OrderByDescending(p => p.Probability).ThenBy(p => p.Index).Take(ErrorCount)
                    .Select(p => new NetworkError(
                        p.Index, p.Label ?? "", p.Predicted, p.Probability,
                        p.GetImage() is { } image ? DataUri(image) : null)),
            ],
        };
    }

    private static string DataUri(ExampleImage image)
    {
        ExampleShape shape = image.Shape;
        byte[] pixels = image.GetPixels();
        int step = (Math.Max(shape.Rows, shape.Columns) + MaxSide - 1) / MaxSide;
        int rows = Math.Max(1, shape.Rows / step), columns = Math.Max(1, shape.Columns / step);
        int plane = shape.Rows * shape.Columns;
        OxyColor[,] colors = new OxyColor[columns, rows];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                int at = (row * step * shape.Columns) + (column * step);
                // Images with other than three channels are shown by their first one.
                colors[column, row] = shape.Channels == 3
                    ? OxyColor.FromRgb(pixels[at], pixels[at + plane], pixels[at + (2 * plane)])
                    : OxyColor.FromRgb(pixels[at], pixels[at], pixels[at]);
            }
        return "data:image/png;base64," + Convert.ToBase64String(OxyImage.Create(colors, ImageFormat.Png).GetData());
    }
}
