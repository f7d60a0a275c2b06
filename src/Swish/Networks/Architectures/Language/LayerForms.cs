using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Networks.Specs;

namespace Swish.Networks.Architectures.Language;

/// <summary>Contains how each layer is written.</summary>
internal static class LayerForms
{
    private const int MaxUnits = 1_000_000;
    private const int MaxWindow = Window.MaxSize;

    private const string Outputs = "Outputs", KernelSize = "KernelSize", Size = "Size", Channels = "Channels",
        Stride = "Stride", Padding = "Padding", Groups = "Groups", NoBias = "NoBias", FixedScale = "FixedScale",
        Function = "Function", Gate = "Gate", Rate = "Rate", Count = "Count", Repeat = "Repeat", Shortcut = "Shortcut",
        BatchNorm = "BatchNorm";

    /// <summary>Gets all layers.</summary>
    public static IReadOnlyList<LayerForm> All { get; } =
    [
        new()
        {
            Name = "Convolution", Values = [Outputs, KernelSize], RequiredValues = 2,
            Options = [Stride, Padding, Groups], Switches = [NoBias], Create = a => [Convolution(a)],
        },
        new()
        {
            Name = "DepthwiseConvolution", Values = [KernelSize], RequiredValues = 1, Options = [Stride, Padding],
            Switches = [NoBias],
            Create = a => [WithKernel(a, new DepthwiseConvolutionSpec(a.Whole(KernelSize, 1, MaxWindow)))],
        },
        Pool("MaxPool", size => new MaxPoolSpec(size)),
        Pool("AveragePool", size => new AveragePoolSpec(size)),
        new() { Name = "GlobalAveragePool", Create = _ => [new GlobalAveragePoolSpec()] },
        new()
        {
            Name = "Subsample", Values = [Channels], RequiredValues = 1, Options = [Stride],
            Create = a => [new SubsampleSpec(a.Whole(Channels, 1, MaxUnits), StrideOf(a, 1))],
        },
        new() { Name = "Flatten", Create = _ => [new FlattenSpec()] },
        new()
        {
            Name = "Dense", Values = [Outputs],
            // Without a number it is the output layer, which is only possible at the end and read there.
            Create = a => a.Has(Outputs)
                ? [new DenseSpec(a.Whole(Outputs, 1, MaxUnits))]
                : throw a.Error(
                    Outputs, "Dense without a number is the output layer, which only the end of the network has"),
        },
        new()
        {
            Name = "GatedDense", Values = [Outputs, Gate], RequiredValues = 1, Switches = [BatchNorm, FixedScale],
            Create = a => [GatedDense(a)],
        },
        new()
        {
            Name = "BatchNorm", Switches = [FixedScale],
            Create = a => [new BatchNormSpec { FixedScale = a.Has(FixedScale) }],
        },
        new() { Name = "LayerNorm", Create = _ => [new LayerNormSpec()] },
        new() { Name = "Activation", Values = [Function], Create = a => [ActivationOf(a)] },
        new()
        {
            Name = "Dropout", Values = [Rate], RequiredValues = 1,
            Create = a => a.Probability(Rate) > 0 ? [new DropoutSpec(a.Probability(Rate))] : [],
        },
        new()
        {
            Name = "Residual", Options = [Repeat], BlockOptions = [Shortcut], MinBlocks = 1, MaxBlocks = 1,
            Create = a => Times(a, Repeat, [new ResidualSpec(List(a.Blocks[0]), List(a.Block(Shortcut)))]),
        },
        new()
        {
            Name = "Branch", MinBlocks = 1, MaxBlocks = LayerReader.MaxLayers,
            Create = a => [new BranchSpec(a.Blocks)],
        },
        new()
        {
            Name = "Repeat", Values = [Count], RequiredValues = 1, MinBlocks = 1, MaxBlocks = 1,
            Create = a => Times(a, Count, a.Blocks[0]),
        },
    ];

    /// <summary>Finds how a layer is written.</summary>
    /// <param name="name">The name of the layer; case-insensitive.</param>
    /// <returns>The form; null if there is no layer of this name.</returns>
    public static LayerForm? Find(string name) =>
        All.FirstOrDefault(form => form.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static DelimitedList<LayerSpec> List(IReadOnlyList<LayerSpec> layers) => new(layers);

    private static KernelSpec Convolution(LayerArguments a)
    {
        int kernel = a.Whole(KernelSize, 1, MaxWindow);
        int outputs = a.Whole(Outputs, 1, MaxUnits);
        int groups = a.Whole(Groups, 1, MaxUnits, 1);
        if (outputs % groups != 0)
            throw a.Error(Groups, $"{outputs} outputs cannot be divided into {groups} groups of the same size");
        return WithKernel(a, new ConvolutionSpec(outputs, kernel) { Groups = groups });
    }

    private static KernelSpec WithKernel(LayerArguments a, KernelSpec layer) => layer with
    {
        Stride = StrideOf(a, 1),
        Padding = PaddingOf(a, layer.KernelSize, layer.KernelSize / 2),
        HasBias = !a.Has(NoBias),
    };

    private static LayerForm Pool(string name, Func<int, PoolSpec> create) => new()
    {
        Name = name, Values = [Size], RequiredValues = 1, Options = [Stride, Padding],
        Create = a =>
        {
            int size = a.Whole(Size, 1, MaxWindow);
            return [create(size) with { Stride = StrideOf(a, size), Padding = PaddingOf(a, size, 0) }];
        },
    };

    private static int StrideOf(LayerArguments a, int fallback) => a.Whole(Stride, 1, MaxWindow, fallback);

    // Padding as large as the window would add windows without any pixel.
    private static int PaddingOf(LayerArguments a, int window, int fallback) =>
        a.Whole(Padding, 0, window - 1, fallback);

    private static LayerSpec GatedDense(LayerArguments a)
    {
        int outputs = a.Whole(Outputs, 1, MaxUnits);
        if (a.Has(FixedScale) && !a.Has(BatchNorm))
            throw a.Error(FixedScale, "-FixedScale is the scale of batch normalization and needs -BatchNorm");
        BatchNormSpec? norm = a.Has(BatchNorm) ? new() { FixedScale = a.Has(FixedScale) } : null;
        return a.Activation(Gate) switch
        {
            null => new SweptGateSpec(outputs) { Normalization = norm },
            Gate gate => new GatedDenseSpec(outputs, gate) { Normalization = norm },
            Activation function => new GatedDenseSpec(outputs, new ActivatedGate(function)) { Normalization = norm },
        };
    }

    private static LayerSpec ActivationOf(LayerArguments a) => a.Activation(Function) switch
    {
        null => new SweptActivationSpec(),
        Gate gate => throw a.Error(Function,
            $"{gate} is a gate, a function of two products; write GatedDense Outputs {gate} in place of a Dense layer"),
        Activation function => new ActivateSpec(function),
    };

    private static IReadOnlyList<LayerSpec> Times(LayerArguments a, string count, IReadOnlyList<LayerSpec> layers)
    {
        int times = a.Whole(count, 1, LayerReader.MaxLayers, 1);
        // Checked before the layers are repeated, because a short text could be a very long list.
        if ((double)times * LayerReader.Count(layers) > LayerReader.MaxLayers)
            throw a.Error(count, $"a network has at most {LayerReader.MaxLayers} layers");
        return [.. Enumerable.Repeat(layers, times).SelectMany(repeated => repeated)];
    }
}
