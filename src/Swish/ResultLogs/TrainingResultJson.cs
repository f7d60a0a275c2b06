using System.Text.Json;
using Swish.Training;
using Swish.Training.Diagnostics;

namespace Swish.ResultLogs;

/// <summary>
/// Reads and writes the parts of a result as JSON: its fields, its learning curve and its diagnostics.
/// </summary>
internal static class TrainingResultJson
{
    /// <summary>Writes the fields of a result, except fingerprint, data set name and weight hash.</summary>
    public static void WriteFields(Utf8JsonWriter writer, TrainingResult result) =>
        JsonSerializer.Serialize(writer, result, TrainingResultJsonContext.Default.TrainingResult);

    /// <summary>
    /// Reads the fields that <see cref="WriteFields"/> wrote, also those of older versions, which have fewer fields.
    /// </summary>
    /// <exception cref="FormatException">It is not an object.</exception>
    public static TrainingResult ReadFields(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new FormatException("A result is an object.");
        TrainingResult result = element.Deserialize(TrainingResultJsonContext.Default.TrainingResult)!
            .WithIdentity(element.Deserialize(TrainingResultJsonContext.Default.RunIdentity)!);
        if (SequentialPlan.TryParse(result.Looks ?? "", out SequentialPlan? plan))
            result = result with { Looks = plan.ToString() };
        return result.Classes is null ? result with { ChanceAccuracy = double.NaN } : result;
    }

    /// <summary>
    /// Writes a point of the learning curve as an array: step, epoch, learning rate, training loss, validation loss and
    /// validation accuracy.
    /// </summary>
    public static void WritePoint(Utf8JsonWriter writer, TrainingPoint point)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(point.Step);
        WriteDouble(writer, point.Epoch);
        WriteDouble(writer, point.LearningRate);
        WriteDouble(writer, point.TrainLoss);
        WriteDouble(writer, point.ValidationLoss);
        WriteDouble(writer, point.ValidationAccuracy);
        writer.WriteEndArray();
    }

    /// <summary>Reads a point that <see cref="WritePoint"/> wrote.</summary>
    public static TrainingPoint ReadPoint(JsonElement element)
    {
        if (element.GetArrayLength() != 6) throw new FormatException("A point of the learning curve has six numbers.");
        return new(element[0].GetInt32(), ReadDouble(element[1]), ReadDouble(element[2]), ReadDouble(element[3]),
            ReadDouble(element[4]), ReadDouble(element[5]));
    }

    /// <summary>
    /// Writes the diagnostics of a layer as an array: step, layer, mean, standard deviation, fraction of dead units,
    /// norms of gradient and weights, and for each learnable parameter an array of its name, mean, minimum and maximum.
    /// </summary>
    public static void WriteDiagnostic(Utf8JsonWriter writer, LayerDiagnostic layer)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(layer.Step);
        writer.WriteNumberValue(layer.Layer);
        WriteDouble(writer, layer.Mean);
        WriteDouble(writer, layer.StandardDeviation);
        WriteDouble(writer, layer.DeadShare);
        WriteDouble(writer, layer.GradientNorm);
        WriteDouble(writer, layer.WeightNorm);
        foreach (ParameterSummary parameter in layer.LearnableParameters)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(parameter.Name);
            WriteDouble(writer, parameter.Mean);
            WriteDouble(writer, parameter.Minimum);
            WriteDouble(writer, parameter.Maximum);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    /// <summary>Reads the diagnostics of a layer that <see cref="WriteDiagnostic"/> wrote.</summary>
    public static LayerDiagnostic ReadDiagnostic(JsonElement element)
    {
        if (element.GetArrayLength() < 7) throw new FormatException("The diagnostics of a layer have seven numbers.");
        return new(
            element[0].GetInt32(), element[1].GetInt32(), ReadDouble(element[2]), ReadDouble(element[3]),
            ReadDouble(element[4]), ReadDouble(element[5]), ReadDouble(element[6]),
            new DelimitedList<ParameterSummary>(element.EnumerateArray().Skip(7).Select(ReadParameter)));
    }

    private static ParameterSummary ReadParameter(JsonElement element)
    {
        if (element.GetArrayLength() != 4)
            throw new FormatException("A learnable parameter has a name and three numbers.");
        return new(
            element[0].GetString() ?? throw new FormatException("The name of a parameter is null."),
            ReadDouble(element[1]), ReadDouble(element[2]), ReadDouble(element[3]));
    }

    private static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    private static double ReadDouble(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number) return element.GetDouble();
        return element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            string text => throw new FormatException($"'{text}' is not a number."),
            null => throw new FormatException("A number is null."),
        };
    }
}
