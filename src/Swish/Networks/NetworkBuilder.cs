using System.Diagnostics;
using Swish.Networks.Layers;
using Swish.Networks.Specs;

namespace Swish.Networks;

/// <summary>
/// Lowers the layers that a <see cref="NetworkSpec"/> lists to a graph of <see cref="ILayer"/>s, the only place that
/// knows which class does what. Fusing changes the speed and never a bit: a dense layer takes the batch normalizations,
/// activations and dropouts that follow it into its own pass over a panel, and the identity around a residual block
/// that is such a layer.
/// </summary>
/// <remarks>
/// To add a layer, write its record in Specs/, its class in Layers/, and its case in <see cref="Add"/>; to add an
/// operation that needs one panel only, implement <see cref="IPanelOperation"/>, and it is fused as the others are.
/// </remarks>
internal sealed class NetworkBuilder
{
    /// <summary>How deep residual blocks and branches may stand within each other.</summary>
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
    /// Returns the layers of a network, each after those that it reads; the last one's output is the network's. Their
    /// parameters have no values yet (<see cref="ILayer.Initialize"/>).
    /// </summary>
    /// <param name="spec">What to build.</param>
    /// <param name="allocator">Where the buffers come from; one that only measures needs no memory.</param>
    /// <exception cref="SwishException">There is no layer (NoLayer), blocks stand too deep within each other
    /// (NestedTooDeep), or shapes do not fit (ShapeMismatch).</exception>
    public static LayerNode[] Build(NetworkSpec spec, TensorAllocator allocator)
    {
        NetworkBuilder builder = new(spec, allocator);
        builder.AddAll(spec.Layers, new(LayerNode.NetworkInput, spec.Input), nesting: 0);
        return builder._nodes.Count > 0
            ? [.. builder._nodes]
            : throw new SwishException(
                "NoLayer", ErrorKind.InvalidArgument, "A network has one layer or more, not none.");
    }

    /// <summary>Adds a sequence of layers that reads what a node returns.</summary>
    private Source AddAll(DelimitedList<LayerSpec> layers, Source input, int nesting)
    {
        if (nesting > MaxNesting)
            throw new SwishException("NestedTooDeep", ErrorKind.LimitExceeded,
                $"Residual blocks and branches stand within each other at most {MaxNesting} deep.", nesting);
        int next;
        for (int i = 0; i < layers.Count; i = next)
        {
            LayerSpec layer = layers[i];
            next = i + 1;
            bool takesOperations = _fuses && (layer is DenseSpec || IsPanelOperation(layer));
            while (takesOperations && next < layers.Count && IsPanelOperation(layers[next])) next++;
            List<LayerSpec> operations = [.. layers.Take((i + 1)..next)];
            input = Add(layer, operations, input, nesting, isLast: nesting == 0 && next == layers.Count);
        }
        return input;
    }

    /// <summary>Adds one layer, with the panel operations behind it that are fused with it.</summary>
    private Source Add(LayerSpec layer, List<LayerSpec> operations, Source input, int nesting, bool isLast)
    {
        switch (layer)
        {
            case DenseSpec dense:
                return AddDense(dense, operations, input, isResidual: false, isLast);
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
                // dropout that drops nothing
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
        BatchNormSpec => new BatchNormalization(_context, features),
        ActivateSpec activate => new PanelActivation(_context, features, activate.Function),
        DropoutSpec dropout => new Dropout(_context, features, dropout.Rate),
        _ => throw new UnreachableException($"{layer.GetType().Name} is no panel operation."),
    };

    private static bool IsPanelOperation(LayerSpec layer) => layer is BatchNormSpec or ActivateSpec or DropoutSpec;

    /// <summary>Whether a residual block is an identity around a dense layer with panel operations behind it.</summary>
    private static bool IsFusedResidual(ResidualSpec residual, TensorShape input) =>
        residual.Shortcut.Count == 0
        && residual.Body is [DenseSpec dense, ..]
        && residual.Body.Skip(1).All(IsPanelOperation)
        && dense.OutputShape(input) == input;

    /// <summary>What a layer reads: the output of a node, or the network's input.</summary>
    private readonly record struct Source(int Node, TensorShape Shape)
    {
        public bool IsNetworkInput => Node == LayerNode.NetworkInput;
    }
}
