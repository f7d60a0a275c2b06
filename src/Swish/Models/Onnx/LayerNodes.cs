using System.Globalization;
using Swish.Kernels;
using Swish.Networks;
using Swish.Networks.Specs;

namespace Swish.Models.Onnx;

/// <summary>Adds the nodes of layers to an ONNX graph, with their parameters for evaluation.</summary>
internal sealed class LayerNodes
{
    private readonly GraphBuilder _graph;
    private readonly NetworkSpec _spec;
    private readonly LayerContext _names;
    private readonly Dictionary<string, NetworkTensor> _tensors;

    /// <summary>Creates the nodes of a network.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">The network.</param>
    public LayerNodes(GraphBuilder graph, TrainedNetwork network)
    {
        _graph = graph;
        _spec = network.Spec;
        // The names of the parameters follow from the layers, in the order in which the builder creates them.
        _names = new(network.Spec, new TensorAllocator(measuresOnly: true));
        _tensors = network.Tensors.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>Adds all layers of the network.</summary>
    /// <param name="input">The scaled inputs.</param>
    /// <returns>The name of the outputs, [batch, outputs].</returns>
    public string AddAll(LayerValue input)
    {
        if (!NetworkBuilder.ReadsImages(_spec.Input)) input = ToFeatures(input);
        return ToFeatures(AddAll(_spec.Layers, input)).Name;
    }

    private LayerValue AddAll(IEnumerable<LayerSpec> layers, LayerValue input)
    {
        foreach (LayerSpec layer in layers) input = Add(layer, input);
        return input;
    }

    private LayerValue Add(LayerSpec layer, LayerValue input)
    {
        switch (layer)
        {
            case DenseSpec:
                _names.BeginWeightLayer();
                return Output(layer, input, Multiply(ToFeatures(input).Name, ""), isImages: false);
            case GatedDenseSpec gated:
                _names.BeginWeightLayer();
                string features = ToFeatures(input).Name;
                string value = Product(features, "", gated), opening = Product(features, "gate.", gated);
                return Output(layer, input, Activations(isImages: false).Add(gated.Gate, value, opening), isImages: false);
            case ConvolutionSpec convolution:
                return Convolve(convolution, input, convolution.Groups);
            case DepthwiseConvolutionSpec depthwise:
                return Convolve(depthwise, input, input.Shape.Channels);
            case MaxPoolSpec pool:
                return Image(layer, input, "MaxPool", Attributes(pool.Window));
            case AveragePoolSpec pool:
                return Image(layer, input, "AveragePool", [.. Attributes(pool.Window), ("count_include_pad", 1)]);
            case GlobalAveragePoolSpec:
                input = ToImages(input);
                return ToFeatures(new(
                    _graph.Add("GlobalAveragePool", input.Name), layer.OutputShape(input.Shape), IsImages: true));
            case SubsampleSpec subsample:
                return Subsample(subsample, ToImages(input));
            case FlattenSpec:
                return ToFeatures(input);
            case LayerNormSpec:
                return input with { Name = NormalizePositions(input) };
            case BatchNormSpec batchNorm:
                return input with { Name = Normalize(batchNorm, input.Name) };
            case ActivateSpec activate:
                return input with { Name = Activations(input.IsImages).Add(activate.Function, input.Name) };
            case DropoutSpec:
                return input;
            case ResidualSpec residual:
                return Add(layer, input, "Add", [], [AddAll(residual.Body, input), AddAll(residual.Shortcut, input)]);
            case BranchSpec branch:
                return Add(layer, input, "Concat", [("axis", 1)], [.. branch.Bodies.Select(b => AddAll(b, input))]);
            default:
                throw new NotSupportedException($"{layer.GetType().Name} has no ONNX operators.");
        }
    }

    /// <summary>Adds a node that joins branches, which are all images if one is.</summary>
    private LayerValue Add(
        LayerSpec layer, LayerValue input, string operation, ReadOnlySpan<(string, object)> attributes,
        LayerValue[] branches)
    {
        bool isImages = branches.Any(branch => branch.IsImages);
        string[] names = [.. branches.Select(branch => (isImages ? ToImages(branch) : branch).Name)];
        return Output(layer, input, _graph.Add(operation, attributes, names), isImages);
    }

    private LayerValue Convolve(KernelSpec layer, LayerValue input, int groups)
    {
        _names.BeginWeightLayer();
        (string, object)[] attributes = [.. Attributes(layer.Window), ("group", groups)];
        string name = ToImages(input).Name;
        return Output(layer, input, layer.HasBias
            ? _graph.Add("Conv", attributes, name, Tensor("weight"), Tensor("bias"))
            : _graph.Add("Conv", attributes, name, Tensor("weight")), isImages: true);
    }

    private LayerValue Image(
        LayerSpec layer, LayerValue input, string operation, ReadOnlySpan<(string, object)> attributes) =>
        Output(layer, input, _graph.Add(operation, attributes, ToImages(input).Name), isImages: true);

    private static (string, object)[] Attributes(Window window) =>
    [
        ("kernel_shape", (int[])[window.Size, window.Size]), ("strides", (int[])[window.Stride, window.Stride]),
        ("pads", (int[])[window.Padding, window.Padding, window.Padding, window.Padding]),
    ];

    /// <summary>Adds a shortcut without parameters: every stride-th row and column, and channels of zeros.</summary>
    private LayerValue Subsample(SubsampleSpec layer, LayerValue input)
    {
        string name = _graph.Add(
            "Slice", input.Name, _graph.Integers(0, 0), _graph.Integers(input.Shape.Rows, input.Shape.Columns),
            _graph.Integers(2, 3), _graph.Integers(layer.Stride, layer.Stride));
        int added = layer.Channels - input.Shape.Channels, before = added / 2;
        name = _graph.Add("Pad", name, _graph.Integers(0, before, 0, 0, 0, added - before, 0, 0), _graph.Constant(0));
        return Output(layer, input, name, isImages: true);
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

    /// <summary>Normalizes the channels of each position, with basic operators.</summary>
    private string NormalizePositions(LayerValue input)
    {
        string norm = _names.UniqueName("layernorm");
        (string, object)[] axes = [("axes", (int[])[1]), ("keepdims", 1)];
        string centered = _graph.Add("Sub", input.Name, _graph.Add("ReduceMean", axes, input.Name));
        string variance = _graph.Add("ReduceMean", axes, _graph.Add("Mul", centered, centered));
        string deviation = _graph.Add("Sqrt", _graph.Add("Add", variance, _graph.Constant(BatchNormKernels.Epsilon)));
        string scale = Channels(Tensor(norm + ".weight"), input.IsImages);
        string scaled = _graph.Add("Mul", _graph.Add("Div", centered, deviation), scale);
        return _graph.Add("Add", scaled, Channels(Tensor(norm + ".bias"), input.IsImages));
    }

    private ActivationNodes Activations(bool isImages)
    {
        string stem = _names.UniqueName("activation");
        Dictionary<string, string> added = [];
        return new(_graph, name => added.TryGetValue(name, out string? known)
            ? known
            : added[name] = Channels(Tensor($"{stem}.{name}"), isImages));
    }

    /// <summary>Adds dimensions to a parameter of each channel, so that it applies to all positions of images.</summary>
    private string Channels(string tensor, bool isImages) =>
        isImages ? _graph.Add("Unsqueeze", tensor, _graph.Integers(1, 2)) : tensor;

    private LayerValue ToFeatures(LayerValue value) => value.IsImages
        ? new(_graph.Add("Flatten", [("axis", 1)], value.Name), TensorShape.OfFeatures(value.Shape.Features), false)
        : value;

    private LayerValue ToImages(LayerValue value) => value.IsImages
        ? value
        : value with { Name = _graph.Add("Unsqueeze", value.Name, _graph.Integers(2, 3)), IsImages = true };

    private static LayerValue Output(LayerSpec layer, LayerValue input, string name, bool isImages) =>
        new(name, layer.OutputShape(input.Shape), isImages);

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
