using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Swish.Data;
using Swish.Recipes;

namespace Swish.Models.Onnx;

/// <summary>
/// Writes trained networks as ONNX models. The graph is what is evaluated: it scales raw inputs, uses moving averages
/// and running statistics, and leaves dropout out. If there are moving averages, the parameters themselves are in the
/// model's training information, where only training reads them.
/// </summary>
internal sealed class ModelWriter
{
    /// <summary>
    /// The version of the operator set: the lowest in which all operators that are used have their present definition,
    /// so that every runtime since 2020 can read the files.
    /// </summary>
    public const int OperatorSet = 13;

    /// <summary>The version of the file format that belongs to the operator set.</summary>
    public const int FormatVersion = (int)Onnx.Version.IrVersion202058;

    /// <summary>The version of the metadata.</summary>
    public const int MetadataVersion = 1;

    /// <summary>The name of the program in the model.</summary>
    public const string Producer = "Swish";

    private readonly TrainedNetwork _network;
    private readonly GraphBuilder _graph = new("swish");

    private ModelWriter(TrainedNetwork network)
    {
        _network = network;
    }

    /// <summary>Creates the model of a network.</summary>
    /// <param name="network">The network.</param>
    /// <returns>The model.</returns>
    public static ModelProto Write(TrainedNetwork network)
    {
        ModelWriter writer = new(network);
        writer.WriteGraph();
        ModelProto model = new()
        {
            IrVersion = FormatVersion,
            ProducerName = Producer,
            ProducerVersion = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "",
            DocString =
                $"{network}, trained on {network.Dataset}. Input: raw values, {network.Input} for each example.",
            Graph = writer._graph.Graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OperatorSet });
        foreach ((string key, string value) in Metadata(network))
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        ModelMetadata.Sign(model);
        if (network.Tensors.Any(tensor => tensor.Averages is not null))
            model.TrainingInfo.Add(WriteTrainingInfo(network));
        return model;
    }

    private static IEnumerable<(string Key, string Value)> Metadata(TrainedNetwork network)
    {
        yield return (ModelMetadata.Version, MetadataVersion.ToString(CultureInfo.InvariantCulture));
        yield return (ModelMetadata.Recipe, RecipeJson.Write(network.GetRecipe()));
        yield return (ModelMetadata.RunId, network.RunId);
        yield return (ModelMetadata.WeightHash, network.WeightHash);
        yield return (ModelMetadata.Numerics, NumericsVersion.Current.ToString(CultureInfo.InvariantCulture));
        yield return (ModelMetadata.Dataset, network.Dataset);
        yield return (ModelMetadata.ClassNames, Json(network.ClassNames));
        ExampleShape input = network.Input;
        yield return (ModelMetadata.Shape,
            Json<int>(input.IsImage ? [input.Channels, input.Rows, input.Columns] : [input.Columns]));
        yield return (ModelMetadata.Offsets, Json(network.GetTransform().Offsets));
        yield return (ModelMetadata.Divisors, Json(network.GetTransform().Divisors));
        if (network.FeatureNames.Count > 0) yield return (ModelMetadata.FeatureNames, Json(network.FeatureNames));
        if (!double.IsNaN(network.Background))
            yield return (ModelMetadata.Background, network.Background.ToString("R", CultureInfo.InvariantCulture));
    }

    private static string Json<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values.ToArray());

    /// <summary>Stores the parameters whose averages are evaluated, as initial values of the graph's tensors.</summary>
    private static TrainingInfoProto WriteTrainingInfo(TrainedNetwork network)
    {
        GraphBuilder initialization = new("swish_training");
        TrainingInfoProto info = new() { Initialization = initialization.Graph };
        foreach (NetworkTensor tensor in network.Tensors.Where(tensor => tensor.Averages is not null))
        {
            string output = initialization.Add(
                "Identity", initialization.Tensor(tensor.Name, tensor.Shape, tensor.Values.Span));
            initialization.Graph.Output.Add(GraphBuilder.Describe(output, tensor.Shape));
            info.InitializationBinding.Add(new StringStringEntryProto { Key = tensor.Name, Value = output });
        }
        return info;
    }

    private void WriteGraph()
    {
        ExampleShape input = _network.Input;
        _graph.Graph.Input.Add(GraphBuilder.DescribeBatch(
            "input", input.IsImage ? [input.Channels, input.Rows, input.Columns] : [input.Columns]));
        LayerNodes layers = new(_graph, _network);
        layers.AddAll(new(Scale("input"), _network.Spec.Input, input.IsImage));
        string output = _network.IsRegression ? "prediction" : "logits";
        _graph.NameLast(output);
        _graph.Graph.Output.Add(GraphBuilder.DescribeBatch(output, _network.OutputCount));
        if (_network.IsRegression) return;
        _graph.Add("Softmax", [("axis", 1)], output);
        _graph.NameLast("probabilities");
        _graph.Graph.Output.Add(GraphBuilder.DescribeBatch("probabilities", _network.OutputCount));
    }

    /// <summary>Scales raw inputs: (x − offset)/divisor, by feature or by channel.</summary>
    private string Scale(string input)
    {
        double[] offsets = [.. _network.GetTransform().Offsets], divisors = [.. _network.GetTransform().Divisors];
        if (offsets.Any(offset => offset != 0))
        {
            input = _graph.Add("Sub", input, Vector("input.offset", [.. offsets.Select(offset => (float)offset)]));
            // Beside a small divisor, the rounding of a large offset counts. Its rest is subtracted too.
            float[] rests = [.. offsets.Select(offset => (float)(offset - (float)offset))];
            if (offsets.Zip(divisors).Any(pair => Math.Abs(pair.First) > Math.Abs(pair.Second)))
                input = _graph.Add("Sub", input, Vector("input.offset_rest", rests));
        }
        // A feature without variation becomes 0.
        float[] finite = [.. divisors.Select(divisor => divisor > 0 ? (float)divisor : float.PositiveInfinity)];
        return finite.All(divisor => divisor == 1) ? input : _graph.Add("Div", input, Vector("input.divisor", finite));
    }

    private string Vector(string name, float[] values) => values.Length == 1
        ? _graph.Tensor(name, [], values)
        : _graph.Tensor(name, _network.Input.IsImage ? [values.Length, 1, 1] : [values.Length], values);
}
