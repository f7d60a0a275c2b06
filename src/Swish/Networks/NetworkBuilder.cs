using System.Diagnostics;
using Swish.Networks.Layers;
using Swish.Networks.Specs;

namespace Swish.Networks;

/// <summary>
/// Creates the graph of layers (<see cref="ILayer"/>) that a <see cref="NetworkSpec"/> describes. Layers are fused for
/// speed, which does not change any bit of the result: a dense layer, with or without a gate, also computes the batch
/// normalization, activation and dropout layers that follow it. If such a dense layer has no gate and is the whole body
/// of a residual block whose shortcut is the identity, it also adds its input to its output.
/// </summary>
/// <remarks>
/// To add a layer, add its record to Specs/, its class to Layers/, and a case to <see cref="Add"/>, which calls
/// <see cref="LayerContext.BeginWeightLayer"/> first if the layer has weights, since names and random streams depend on
/// it. To add an operation that only needs one panel, add its record, implement <see cref="IPanelOperation"/>, and add
/// a case to <see cref="Operation"/> and to <see cref="IsPanelOperation"/>; it is then fused like the other operations.
/// Operations after the sum of a residual block are a layer of their own.
/// </remarks>
internal sealed class NetworkBuilder
{
    /// <summary>The maximum nesting depth of residual blocks and branches.</summary>
    public const int MaxNesting = 64;

    private readonly LayerContext _context;
    private readonly List<LayerNode> _nodes = [];
    private readonly bool _appliesDropout;
    private readonly bool _fuses;

    private NetworkBuilder(NetworkSpec spec, TensorAllocator allocator)
    {
        _context = new(spec, allocator);
        _appliesDropout = spec.AppliesDropout;
        _fuses = spec.Fuses;
    }

    /// <summary>
    /// Creates the layers of a network, without initializing their parameters (<see cref="ILayer.Initialize"/>).
    /// </summary>
    /// <param name="spec">The spec of the network.</param>
    /// <param name="allocator">The allocator of the buffers, which may be one that only measures.</param>
    /// <returns>
    /// The layers, each after those whose output it reads. The output of the last one is the output of the network.
    /// </returns>
    /// <exception cref="SwishException">
    /// There are no layers (NoLayer) or branches (NoBranch), blocks are nested too deeply (NestedTooDeep), or shapes do
    /// not match (ShapeMismatch).
    /// </exception>
    public static LayerNode[] Build(NetworkSpec spec, TensorAllocator allocator)
    {
        NetworkBuilder builder = new(spec, allocator);
        builder.AddAll(spec.Layers, new(LayerNode.NetworkInput, spec.Input), nesting: 0);
        return builder._nodes.Count > 0
            ? [.. builder._nodes]
            : throw new SwishException(
                "NoLayer", ErrorKind.InvalidArgument, "A network needs at least one layer, but its list is empty.");
    }

    /// <summary>Adds a sequence of layers that reads the output of a node.</summary>
    private Source AddAll(DelimitedList<LayerSpec> layers, Source input, int nesting)
    {
        if (nesting > MaxNesting)
            throw new SwishException("NestedTooDeep", ErrorKind.LimitExceeded,
                $"Residual blocks and branches are nested {nesting} deep; at most {MaxNesting} levels are allowed.",
                nesting);
        int next;
        for (int i = 0; i < layers.Count; i = next)
        {
            LayerSpec layer = layers[i];
            next = i + 1;
            bool takesOperations = _fuses && (layer is DenseSpec or GatedDenseSpec || IsPanelOperation(layer));
            while (takesOperations && next < layers.Count && IsPanelOperation(layers[next])) next++;
            List<LayerSpec> operations = [.. layers.Take((i + 1)..next)];
            input = Add(layer, operations, input, nesting, isLast: nesting == 0 && next == layers.Count);
        }
        return input;
    }

    /// <summary>Adds a layer, fused with the panel operations that follow it.</summary>
    private Source Add(LayerSpec layer, List<LayerSpec> operations, Source input, int nesting, bool isLast)
    {
        switch (layer)
        {
            case DenseSpec dense:
                return AddDense(dense, operations, input, isResidual: false, isLast);
            case GatedDenseSpec gated:
                _context.BeginWeightLayer();
                return AddNode(
                    new GatedDenseLayer(_context, input.Shape, gated, () => Operations(operations, gated.Outputs)),
                    input);
            case ResidualSpec residual when _fuses && IsFusedResidual(residual, input.Shape):
                return AddDense((DenseSpec)residual.Body[0], residual.Body.Skip(1), input, isResidual: true, isLast);
            case ResidualSpec residual:
                Source body = AddAll(residual.Body, input, nesting + 1);
                Source shortcut = AddAll(residual.Shortcut, input, nesting + 1);
                return AddNode(
                    new AddLayer(_context, ResidualSpec.Join(body.Shape, shortcut.Shape)), body, shortcut);
            case BranchSpec branch:
                Source[] bodies = [.. branch.Bodies.Select(b => AddAll(b, input, nesting + 1))];
                TensorShape[] shapes = [.. bodies.Select(b => b.Shape)];
                return AddNode(new ConcatLayer(_context, shapes, BranchSpec.Concatenate(shapes)), bodies);
            default:
                PanelOperations fused = Operations([layer, .. operations], input.Shape.Features);
                // A disabled dropout layer is left out.
                return fused.IsEmpty ? input
                    : AddNode(new PanelOperationLayer(_context, input.Shape, fused, input.IsNetworkInput), input);
        }
    }

    private Source AddDense(
        DenseSpec dense, IEnumerable<LayerSpec> operations, Source input, bool isResidual, bool isLast)
    {
        _context.BeginWeightLayer();
        return AddNode(
            new DenseLayer(
                _context, input.Shape, dense.Outputs, () => Operations(operations, dense.Outputs), isResidual,
                input.IsNetworkInput, isLast),
            input);
    }

    private Source AddNode(ILayer layer, params Source[] inputs)
    {
        _nodes.Add(new(layer, [.. inputs.Select(input => input.Node)]));
        return new(_nodes.Count - 1, layer.OutputShape);
    }

    private PanelOperations Operations(IEnumerable<LayerSpec> layers, int features) =>
        new(layers.Where(layer => _appliesDropout || layer is not DropoutSpec)
            .Select(layer => Operation(layer, features)));

    private IPanelOperation Operation(LayerSpec layer, int features) => layer switch
    {
        BatchNormSpec norm => new BatchNormalization(_context, features, norm.FixedScale),
        ActivateSpec activate => new PanelActivation(_context, features, activate.Function),
        DropoutSpec dropout => new Dropout(_context, features, dropout.Rate),
        _ => throw new UnreachableException($"{layer.GetType().Name} is not a panel operation."),
    };

    private static bool IsPanelOperation(LayerSpec layer) => layer is BatchNormSpec or ActivateSpec or DropoutSpec;

    /// <summary>
    /// Determines whether a residual block has an identity shortcut around a dense layer followed by panel operations.
    /// </summary>
    private static bool IsFusedResidual(ResidualSpec residual, TensorShape input) =>
        residual.Shortcut.Count == 0
        && residual.Body is [DenseSpec dense, ..]
        && residual.Body.Skip(1).All(IsPanelOperation)
        && dense.OutputShape(input) == input;

    /// <summary>Represents what a layer reads: the output of a node, or the input of the network.</summary>
    private sealed record Source(int Node, TensorShape Shape)
    {
        public bool IsNetworkInput => Node == LayerNode.NetworkInput;
    }
}
