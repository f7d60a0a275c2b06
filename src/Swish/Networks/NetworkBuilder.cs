using System.Diagnostics;
using Swish.Networks.Layers;
using Swish.Networks.Specs;

namespace Swish.Networks;

/// <summary>
/// Creates the graph of layers (<see cref="ILayer"/>) that a <see cref="NetworkSpec"/> describes. Layers are fused for
/// speed, which does not change any bit of the result: a dense layer, with or without a gate, also computes the batch
/// normalization, activation and dropout layers that follow it. If such a dense layer has no gate and is the whole body
/// of a residual block whose shortcut is the identity, it also adds its input to its output. A convolution also computes
/// the batch normalization and the activation that follow it. If it ends the body of a residual block, it also adds the
/// shortcut, and computes the activation after the block.
/// </summary>
/// <remarks>
/// <para>To add a layer, add its record to Specs/, its class to Layers/, a case to <see cref="Add"/>, and how it is
/// written to Architectures/Language/ (<see cref="Architectures.Language.LayerForms"/> and
/// <see cref="Architectures.Language.NetworkFormatter"/>); its ONNX operators are a case in Models/Onnx/LayerNodes. If
/// it has a weight matrix or kernels, its case calls <see cref="LayerContext.BeginWeightLayer"/> before its
/// constructor, since names and random streams depend on it. A convolution derives its record from
/// <see cref="KernelSpec"/>, and has its case in <see cref="BeginConvolution"/>. To add an operation that only needs
/// one panel, add its record, implement <see cref="IPanelOperation"/>, and add a case to <see cref="Operation"/> and to
/// <see cref="IsPanelOperation"/>; it is then fused like the other operations. Diagnostics find the activation of a
/// layer by <see cref="ILayer.Derivative"/>.
/// </para>
/// <para>Outputs are features in panels, or images. Layers that read the other layout are preceded by a layer that
/// converts it: <see cref="Layers.FlattenLayer"/> before a dense layer, <see cref="Layers.ImageFromFeaturesLayer"/> before
/// a convolution.</para>
/// </remarks>
internal sealed class NetworkBuilder
{
    /// <summary>The maximum nesting depth of residual blocks and branches.</summary>
    public const int MaxNesting = 64;

    private readonly LayerContext _context;
    private readonly List<LayerNode> _nodes = [];
    // The nodes whose output is read already.
    private readonly HashSet<int> _read = [];
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
    /// There are no layers (NoLayer) or branches (NoBranch), blocks are nested too deeply (NestedTooDeep), shapes do
    /// not match (ShapeMismatch), or a layer does not fit its input (GroupMismatch, WindowOutOfRange, WindowTooLarge,
    /// ChannelsRemoved).
    /// </exception>
    public static LayerNode[] Build(NetworkSpec spec, TensorAllocator allocator)
    {
        NetworkBuilder builder = new(spec, allocator);
        Source input = new(LayerNode.NetworkInput, spec.Input, ReadsImages(spec.Input));
        // The outputs of the network are features.
        builder.ToFeatures(builder.AddAll(spec.Layers, input, nesting: 0));
        return spec.Layers.Count > 0 && builder._nodes.Count > 0
            ? [.. builder._nodes]
            : throw new SwishException(
                "NoLayer", ErrorKind.InvalidArgument, "A network needs at least one layer, but its list is empty.");
    }

    /// <summary>Determines whether a network reads its input as images.</summary>
    /// <param name="input">The shape of an example.</param>
    /// <returns>True if it has rows or columns.</returns>
    public static bool ReadsImages(TensorShape input) => input.Rows > 1 || input.Columns > 1;

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
            if (layer is ResidualSpec block && !IsFusedDense(block, input))
            {
                next = i + 1;
                input = AddResidual(block, input, nesting, layers, ref next);
                continue;
            }
            next = i + 1 + CountOperations(layers, i, input);
            List<LayerSpec> operations = [.. layers.Take(next).Skip(i + 1)];
            input = Add(layer, operations, input, nesting, isLast: nesting == 0 && next == layers.Count);
        }
        return input;
    }

    /// <summary>Counts the layers after a layer that are fused with it.</summary>
    private int CountOperations(DelimitedList<LayerSpec> layers, int index, Source input)
    {
        if (!_fuses) return 0;
        int next = index + 1;
        LayerSpec layer = layers[index];
        if (layer is DenseSpec or GatedDenseSpec || (IsPanelOperation(layer) && !input.IsImages))
        {
            while (next < layers.Count && IsPanelOperation(layers[next])) next++;
        }
        else if (layer is KernelSpec or BatchNormSpec)
        {
            if (layer is KernelSpec && next < layers.Count && layers[next] is BatchNormSpec) next++;
            if (next < layers.Count && layers[next] is ActivateSpec) next++;
        }
        return next - index - 1;
    }

    /// <summary>Adds a layer, fused with the operations that follow it.</summary>
    private Source Add(LayerSpec layer, List<LayerSpec> operations, Source input, int nesting, bool isLast)
    {
        switch (layer)
        {
            case DenseSpec dense:
                return AddDense(dense, operations, ToFeatures(input), isResidual: false, isLast);
            case GatedDenseSpec gated:
                input = ToFeatures(input);
                _context.BeginWeightLayer();
                return AddNode(
                    new GatedDenseLayer(_context, input.Shape, gated, () => Operations(operations, gated.Outputs)),
                    input);
            case KernelSpec kernel:
                return AddPending(BeginConvolution(kernel, operations, input), shortcut: null, Activation(operations));
            // Only those with IsFusedDense; the others have been added by AddResidual.
            case ResidualSpec residual:
                return AddDense(
                    (DenseSpec)residual.Body[0], residual.Body.Skip(1), ToFeatures(input), isResidual: true, isLast);
            case BranchSpec branch:
                return AddBranches([.. branch.Bodies.Select(b => AddAll(b, input, nesting + 1))]);
            case PoolSpec pool:
                input = ToImages(input);
                return AddNode(new PoolLayer(_context, input.Shape, pool), input);
            case GlobalAveragePoolSpec:
                input = ToImages(input);
                return AddNode(new GlobalAveragePoolLayer(_context, input.Shape), input);
            case SubsampleSpec subsample:
                input = ToImages(input);
                return AddNode(new SubsampleLayer(_context, input.Shape, subsample), input);
            case LayerNormSpec:
                input = ToImages(input);
                return AddNode(new LayerNormLayer(_context, input.Shape), input);
            case FlattenSpec:
                return ToFeatures(input);
            case DropoutSpec dropout when input.IsImages:
                // A disabled dropout layer is left out.
                return _appliesDropout ? AddNode(new ImageDropoutLayer(_context, input.Shape, dropout.Rate), input) : input;
            case BatchNormSpec norm when input.IsImages:
                ImageNormalization normalization = new(_context, input.Shape, norm.FixedScale);
                return AddPending(
                    new(input, _context.Index, null, normalization), shortcut: null, Activation(operations));
            case ActivateSpec activate when input.IsImages:
                return AddPending(new(input, _context.Index, null, null), shortcut: null, activate);
            default:
                PanelOperations fused = Operations([layer, .. operations], input.Shape.Features);
                return fused.IsEmpty ? input : AddNode(new PanelOperationLayer(_context, input.Shape, fused), input);
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

    /// <summary>
    /// Adds body and shortcut of a residual block, and their sum. If the body ends with a convolution, its layer computes
    /// the sum too, and is added after the shortcut. The sum of images is fused with the activation after the block.
    /// </summary>
    private Source AddResidual(
        ResidualSpec residual, Source input, int nesting, DelimitedList<LayerSpec> layers, ref int next)
    {
        int tail = LastConvolution(residual.Body);
        Source body = AddAll(new(residual.Body.Take(tail)), input, nesting + 1);
        PendingLayer? convolution = null;
        if (tail < residual.Body.Count && AddsShortcut(residual, input, body))
            convolution = BeginConvolution((KernelSpec)residual.Body[tail], [.. residual.Body.Skip(tail + 1)], body);
        else
            body = AddAll(new(residual.Body.Skip(tail)), body, nesting + 1);
        Source shortcut = AddAll(residual.Shortcut, input, nesting + 1);
        TensorShape shape = ResidualSpec.Join(convolution?.OutputShape ?? body.Shape, shortcut.Shape);
        if (convolution is null && !body.IsImages && !shortcut.IsImages)
            return AddNode(new PanelAddLayer(_context, shape), body, shortcut);
        shortcut = ToImages(shortcut);
        ActivateSpec? activation = _fuses && next < layers.Count ? layers[next] as ActivateSpec : null;
        if (activation is not null) next++;
        return AddPending(convolution ?? new(ToImages(body), _context.Index, null, null), shortcut, activation);
    }

    /// <summary>
    /// Determines whether the convolution at the end of a body also adds the shortcut. It is then added after the
    /// shortcut, so that a convolution that reads the input of the block must not become the last of three layers that
    /// do: the sum of their gradients would have another order.
    /// </summary>
    private bool AddsShortcut(ResidualSpec residual, Source input, Source body) =>
        _fuses && (body.Node != input.Node || residual.Shortcut.Count == 0
            || (!_read.Contains(input.Node) && residual.Shortcut.All(layer => layer.Blocks.Count == 0)));

    private Source AddBranches(Source[] bodies)
    {
        if (bodies.Any(body => body.IsImages)) bodies = [.. bodies.Select(ToImages)];
        TensorShape[] shapes = [.. bodies.Select(b => b.Shape)];
        TensorShape output = BranchSpec.Concatenate(shapes);
        return AddNode(
            bodies[0].IsImages
                ? new ImageConcatLayer(_context, shapes, output)
                : new PanelConcatLayer(_context, shapes, output),
            bodies);
    }

    /// <summary>Allocates the parameters of a convolution and of the batch normalization that follows it.</summary>
    private PendingLayer BeginConvolution(KernelSpec layer, List<LayerSpec> operations, Source input)
    {
        input = ToImages(input);
        _context.BeginWeightLayer();
        int index = _context.Index;
        ImageProduct product = layer switch
        {
            ConvolutionSpec convolution => new ConvolutionProduct(_context, input.Shape, convolution),
            DepthwiseConvolutionSpec depthwise => new DepthwiseProduct(_context, input.Shape, depthwise),
            _ => throw new UnreachableException($"{layer.GetType().Name} is not a convolution."),
        };
        ImageNormalization? normalization = operations.FirstOrDefault() is BatchNormSpec norm
            ? new(_context, product.OutputShape, norm.FixedScale)
            : null;
        return new(input, index, product, normalization);
    }

    /// <summary>Adds a layer of images with the sum and the activation at its end.</summary>
    private Source AddPending(PendingLayer layer, Source? shortcut, ActivateSpec? activation)
    {
        ImageActivation? function =
            activation is null ? null : new(_context, layer.OutputShape, activation.Function);
        ImageOperationLayer node = new(
            _context, layer.Index, layer.Input.Shape, layer.Product, layer.Normalization, shortcut is not null,
            function);
        return shortcut is null ? AddNode(node, layer.Input) : AddNode(node, layer.Input, shortcut);
    }

    private Source ToFeatures(Source input) =>
        input.IsImages ? AddNode(new FlattenLayer(_context, input.Shape), input) : input;

    private Source ToImages(Source input) =>
        input.IsImages ? input : AddNode(new ImageFromFeaturesLayer(_context, input.Shape), input);

    private Source AddNode(ILayer layer, params Source[] inputs)
    {
        LayerNode node = new(layer, [.. inputs.Select(input => input.Node)]);
        _nodes.Add(node);
        _read.UnionWith(node.Inputs);
        return new(_nodes.Count - 1, layer.OutputShape, layer.IsImages);
    }

    private PanelOperations Operations(IEnumerable<LayerSpec> layers, int features) =>
        new(layers.Where(layer => _appliesDropout || layer is not DropoutSpec)
            .Select(layer => Operation(layer, features)));

    private IPanelOperation Operation(LayerSpec layer, int features) => layer switch
    {
        BatchNormSpec norm => new PanelNormalization(_context, features, norm.FixedScale),
        ActivateSpec activate => new PanelActivation(_context, features, activate.Function),
        DropoutSpec dropout => new PanelDropout(_context, features, dropout.Rate),
        _ => throw new UnreachableException($"{layer.GetType().Name} is not a panel operation."),
    };

    private static bool IsPanelOperation(LayerSpec layer) => layer is BatchNormSpec or ActivateSpec or DropoutSpec;

    private static ActivateSpec? Activation(List<LayerSpec> operations) => operations.LastOrDefault() as ActivateSpec;

    /// <summary>
    /// Returns the index of the convolution that ends a body, with batch normalization after it or without; the number of
    /// layers if there is none.
    /// </summary>
    private static int LastConvolution(DelimitedList<LayerSpec> body)
    {
        int last = body.Count - 1;
        if (last >= 1 && body[last] is BatchNormSpec) last--;
        return last >= 0 && body[last] is KernelSpec ? last : body.Count;
    }

    /// <summary>
    /// Determines whether a residual block has an identity shortcut around a dense layer followed by panel operations.
    /// The fused layer adds the gradients of both, so that no layer that reads the input of the block may come before.
    /// </summary>
    private bool IsFusedDense(ResidualSpec residual, Source input) =>
        _fuses
        && residual.Shortcut.Count == 0
        && residual.Body is [DenseSpec dense, ..]
        && residual.Body.Skip(1).All(IsPanelOperation)
        && dense.OutputShape(input.Shape) == input.Shape
        && (input.IsNetworkInput || !_read.Contains(input.Node));

    /// <summary>Represents what a layer reads: the output of a node, or the input of the network.</summary>
    private sealed record Source(int Node, TensorShape Shape, bool IsImages)
    {
        public bool IsNetworkInput => Node == LayerNode.NetworkInput;
    }

    /// <summary>Represents a layer of images whose sum and activation are not known yet.</summary>
    private sealed record PendingLayer(
        Source Input, int Index, ImageProduct? Product, ImageNormalization? Normalization)
    {
        public TensorShape OutputShape => Product?.OutputShape ?? Input.Shape;
    }
}
