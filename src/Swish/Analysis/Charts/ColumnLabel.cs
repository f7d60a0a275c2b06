using System.Collections.Frozen;
using System.Text;

namespace Swish.Analysis.Charts;

/// <summary>Provides the axis labels of columns, with units.</summary>
internal static class ColumnLabel
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["X"] = "x",
        ["Value"] = "f(x)",
        ["FirstDerivative"] = "f′(x)",
        ["SecondDerivative"] = "f″(x)",
        ["Depth"] = "Hidden layers",
        ["Width"] = "Units in a hidden layer",
        ["HiddenLayers"] = "Hidden layers",
        ["BatchSize"] = "Batch size",
        ["LearningRate"] = "Learning rate",
        ["L2"] = "L2 penalty",
        ["TestLoss"] = "Test loss (nats)",
        ["ValidationLoss"] = "Validation loss (nats)",
        ["TrainLoss"] = "Training loss (nats)",
        ["Seconds"] = "Time of a run (s)",
        ["SamplesPerSecond"] = "Training examples a second",
        ["Epoch"] = "Epoch",
        ["Step"] = "Step",
        ["Layer"] = "Hidden layer",
        ["DeadShare"] = "Share of dead units",
        ["GradientNorm"] = "Norm of the gradient",
        ["WeightNorm"] = "Norm of the weights",
        ["ConstantMean"] = "Mean of the learnable parameter",
        ["ConstantMinimum"] = "Smallest of the learnable parameter",
        ["ConstantMaximum"] = "Largest of the learnable parameter",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the label of a column; for unknown columns, the column's name as words.</summary>
    public static string Get(string column) => Known.TryGetValue(column, out string? label) ? label : Words(column);

    /// <summary>Returns the label in the form it has within a sentence, without the unit.</summary>
    public static string InText(string column)
    {
        if (column is "Depth" or "Width") return column.ToLowerInvariant();
        string label = Get(column);
        int unit = label.IndexOf(" (", StringComparison.Ordinal);
        if (unit > 0 && !label.StartsWith('f')) label = label[..unit];
        // L2 and single letters are symbols, not words.
        bool isWord = label.Length > 1 && char.IsLower(label[1]);
        return isWord ? char.ToLowerInvariant(label[0]) + label[1..] : label;
    }

    private static string Words(string column)
    {
        StringBuilder words = new();
        for (int i = 0; i < column.Length; i++)
        {
            bool begins = i > 0 && char.IsUpper(column[i]) && char.IsLower(column[i - 1]);
            if (begins) words.Append(' ');
            words.Append(begins ? char.ToLowerInvariant(column[i]) : column[i]);
        }
        return words.ToString();
    }
}
