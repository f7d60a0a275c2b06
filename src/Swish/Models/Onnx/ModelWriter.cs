using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Swish.Data;
using Swish.Kernels;
using Swish.Networks;
using Swish.Networks.Specs;
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
    private readonly LayerContext _names;
    private readonly Dictionary<string, NetworkTensor> _tensors;
    private bool _isFlat;

    private ModelWriter(TrainedNetwork network)
    {
        _network = network;
        // The names of the parameters follow from the layers, in the order in which the builder creates them.
        _names = new(network.Spec, new TensorAllocator(measuresOnly: true));
        _tensors = network.Tensors.ToDictionary(tensor => tensor.Name);
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
        _isFlat = !input.IsImage;
        _graph.Graph.Input.Add(GraphBuilder.DescribeBatch(
            "input", input.IsImage ? [input.Channels, input.Rows, input.Columns] : [input.Columns]));
        AddAll(_network.Spec.Layers, Scale("input"));
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

    private string AddAll(IEnumerable<LayerSpec> layers, string input)
    {
        foreach (LayerSpec layer in layers) input = Add(layer, input);
        return input;
    }

    private string Add(LayerSpec layer, string input)
    {
        switch (layer)
        {
            case DenseSpec:
                _names.BeginWeightLayer();
                return Multiply(Flatten(input), "");
            case GatedDenseSpec gated:
                _names.BeginWeightLayer();
                input = Flatten(input);
                string value = Product(input, "", gated), opening = Product(input, "gate.", gated);
                return Activations().Add(gated.Gate, value, opening);
            case BatchNormSpec batchNorm:
                return Normalize(batchNorm, input);
            case ActivateSpec activate:
                return Activations().Add(activate.Function, input);
            case DropoutSpec:
                return input;
            case ResidualSpec residual:
                string body = AddAll(residual.Body, input = Flatten(input));
                return _graph.Add("Add", body, AddAll(residual.Shortcut, input));
            case BranchSpec branch:
                input = Flatten(input);
                return _graph.Add("Concat", [("axis", 1)], [.. branch.Bodies.Select(b => AddAll(b, input))]);
            default:
                throw new NotSupportedException($"{layer.GetType().Name} has no ONNX operators.");
        }
    }

    /// <summary>Adds one of the two products of a layer with a gate, in the order in which the layer names them.</summary>
    private string Product(string input, string prefix, GatedDenseSpec layer)
    {
        string product = Multiply(input, prefix);
        return layer.Normalization is null ? product : Normalize(layer.Normalization, product);
    }

    private string Multiply(string input, string prefix) =>
        _graph.Add("Gemm", [("transB", 1)], input, Tensor(prefix + "weight"), Tensor(prefix + "bias"));

    private string Normalize(BatchNormSpec layer, string input)
    {
        string norm = _names.UniqueName("batchnorm");
        string scale = layer.FixedScale ? Ones(norm + ".scale", norm + ".bias") : Tensor(norm + ".weight");
        return _graph.Add(
            "BatchNormalization", [("epsilon", BatchNormKernels.Epsilon)], input, scale, Tensor(norm + ".bias"),
            Tensor(norm + ".running_mean"), Tensor(norm + ".running_var"));
    }

    private ActivationNodes Activations()
    {
        string stem = _names.UniqueName("activation");
        Dictionary<string, string> added = [];
        return new(_graph, name =>
            added.TryGetValue(name, out string? known) ? known : added[name] = Tensor($"{stem}.{name}"));
    }

    /// <summary>Flattens images to [batch, features] once, before the first layer.</summary>
    private string Flatten(string input)
    {
        if (_isFlat) return input;
        _isFlat = true;
        return _graph.Add("Flatten", [("axis", 1)], input);
    }

    /// <summary>Adds a parameter or buffer of the current layer, with its values for evaluation.</summary>
    private string Tensor(string localName)
    {
        NetworkTensor tensor = _tensors[FullName(localName)];
        return _graph.Tensor(tensor.Name, tensor.Shape, tensor.EvaluationValues.Span);
    }

    /// <summary>
    /// Adds a tensor of ones in the shape of a parameter of the current layer. The name differs from those of parameters,
    /// which the reader looks for.
    /// </summary>
    private string Ones(string localName, string parameter)
    {
        NetworkTensor tensor = _tensors[FullName(parameter)];
        float[] ones = new float[tensor.EvaluationValues.Length];
        Array.Fill(ones, 1f);
        return _graph.Tensor("fixed." + FullName(localName), tensor.Shape, ones);
    }

    private string FullName(string localName) =>
        string.Create(CultureInfo.InvariantCulture, $"layers.{_names.Index}.{localName}");
}
