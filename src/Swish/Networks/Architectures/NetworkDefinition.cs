using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Data;
using Swish.Networks.Architectures.Language;
using Swish.Networks.Specs;

namespace Swish.Networks.Architectures;

/// <summary>
/// Represents the layers of a network as a value, without what a recipe and a data set decide: an activation layer
/// without a function is the place of the activation of the recipe, and the output layer, a dense layer with one output
/// per class, is not written. Immutable; two definitions are equal if their texts are equal.
/// </summary>
public sealed class NetworkDefinition : IEquatable<NetworkDefinition>
{
    /// <summary>The maximum nesting depth of blocks.</summary>
    public const int MaxNesting = NetworkBuilder.MaxNesting;

    /// <summary>The maximum number of characters of the text of a network.</summary>
    public const int MaxTextLength = 100_000;

    private readonly string _text;
    private readonly DelimitedList<LayerSpec> _layers;

    /// <summary>Creates a definition of layers that may contain placeholders.</summary>
    /// <param name="layers">The layers, first to last.</param>
    /// <param name="name">The name; null for none.</param>
    /// <param name="isNamed">Whether the name by itself stands for the layers, as one of the catalog does.</param>
    internal NetworkDefinition(IEnumerable<LayerSpec> layers, string? name = null, bool isNamed = false)
    {
        _layers = new(layers);
        Layers = NetworkFormatter.Format(_layers);
        Name = name ?? Layers;
        _text = name is null ? Layers : isNamed ? name : name + Layers;
    }

    /// <summary>Gets the name, which results show; without one, the layers in braces.</summary>
    public string Name { get; }

    /// <summary>
    /// Gets the layers in braces, such as <c>{ Convolution 16 3; BatchNorm; Activation; GlobalAveragePool }</c>.
    /// </summary>
    public string Layers { get; }

    /// <summary>Gets whether there is a layer whose function the recipe chooses.</summary>
    public bool HasActivationPlace =>
        LayerSpec.All(_layers).Any(layer => layer is SweptActivationSpec or SweptGateSpec);

    /// <summary>
    /// Gets the number of hidden layers with weights, one after the other, on the longest path through the network.
    /// </summary>
    public int Depth => DepthOf(_layers);

    /// <summary>Gets the number of hidden layers with weights.</summary>
    internal int WeightLayerCount => LayerSpec.All(_layers).Count(layer => layer.HasWeights);

    /// <summary>Gets whether there are convolutions or pooling, which need images.</summary>
    internal bool NeedsImages => LayerSpec.All(_layers).Any(layer => layer.NeedsImages);

    /// <summary>Gets the largest number of outputs of a fully connected layer; 1 if there is none.</summary>
    internal int LargestWidth => LayerSpec.All(_layers).Where(layer => layer.HasWeights && layer.Flattens)
        .Select(layer => layer.OutputShape(TensorShape.OfFeatures(1)).Features).DefaultIfEmpty(1).Max();

    /// <summary>
    /// Parses the text of a network: layers in braces, such as <c>{ Dense 100; Activation }</c>, with or without a name
    /// in front of them; layers without braces; or a name of <see cref="NetworkCatalog"/>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="SwishException">
    /// The text has another form (InvalidNetwork), the name is unknown (UnknownNetwork) or taken (NetworkExists), a
    /// layer is unknown (UnknownLayer), an activation is not known (the ids of <see cref="ActivationCatalog.Parse"/>),
    /// there are too many layers (NetworkTooLarge), or blocks are nested too deeply (NestedTooDeep).
    /// </exception>
    public static NetworkDefinition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        NetworkText source = new(text);
        if (BeginsWithLayer(text)) return Create(new NetworkTextParser(text, source).Parse(0, text.Length), source);
        int open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0) return NetworkCatalog.Parse(text);
        int end = text.TrimEnd().Length;
        if (text[end - 1] != '}')
            throw source.CreateError(
                new(end, 1), "the layers of a network end with a closing brace", "InvalidNetwork",
                ErrorKind.InvalidArgument);
        string name = text[..open].Trim();
        return Create(
            new NetworkTextParser(text, source).Parse(open + 1, end - 1), source, name.Length > 0 ? name : null);
    }

    /// <summary>Creates a definition from statements that were read from a script block or from text.</summary>
    /// <param name="statements">The layers.</param>
    /// <param name="source">The text in which they are written, which creates the errors.</param>
    /// <param name="name">The name; null for none.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="SwishException">The errors of <see cref="Parse"/>.</exception>
    public static NetworkDefinition Create(
        IReadOnlyList<LayerStatement> statements, INetworkSource source, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentNullException.ThrowIfNull(source);
        if (name is not null) CheckName(name);
        return new(new LayerReader(source).Read(statements), name);
    }

    /// <summary>
    /// Checks that the network can process examples of a shape, and that an activation can take its place in it.
    /// </summary>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="activation">The activation of the recipe.</param>
    /// <exception cref="SwishException">
    /// A layer does not fit its input (ShapeMismatch, GroupMismatch, WindowTooLarge, ChannelsRemoved), the network
    /// needs images (NetworkNeedsImages), a layer has too many outputs (NetworkTooLarge), or the activation is a gate
    /// (GateHasTwoInputs).
    /// </exception>
    public void Check(ExampleShape shape, int outputs, Activation activation)
    {
        if (!shape.IsImage && LayerSpec.All(_layers).FirstOrDefault(layer => layer.NeedsImages) is { } spatial)
            throw new SwishException("NetworkNeedsImages", ErrorKind.Contradiction,
                $"The network {Shorten(Name)} has the layer {NetworkFormatter.Format(spatial)}, which needs images, "
                + $"and the examples have {shape} features. Use dense layers, or a data set of images.", Name);
        NetworkShapes.Check(Resolve(activation, outputs), InputOf(shape));
    }

    /// <summary>Creates the layers of a run, with the output layer.</summary>
    /// <param name="activation">The activation of the recipe.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <returns>The layers, first to last.</returns>
    /// <exception cref="SwishException">
    /// The activation is a gate, and the network has an activation layer in its place (GateHasTwoInputs).
    /// </exception>
    internal DelimitedList<LayerSpec> Resolve(Activation activation, int outputs) =>
        new([.. Replace(_layers, activation), new DenseSpec(outputs)]);

    /// <summary>
    /// Returns the shape of the input: that of an image, or features if the first layers need no image. Their weights
    /// are the same then, and the first layer can skip pixels that are zero.
    /// </summary>
    /// <param name="shape">The shape of an example.</param>
    /// <returns>The shape of the input of the network.</returns>
    internal TensorShape InputOf(ExampleShape shape) =>
        shape.IsImage && !ReadsFeatures(_layers)
            ? new(shape.Channels, shape.Rows, shape.Columns)
            : TensorShape.OfFeatures(shape.InputCount);

    /// <summary>Returns the canonical text, which <see cref="Parse"/> reads.</summary>
    /// <returns>The name of a network of the catalog; otherwise the layers in braces, after the name if there is one.
    /// </returns>
    public override string ToString() => _text;

    /// <inheritdoc/>
    public bool Equals(NetworkDefinition? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkDefinition);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Shortens text for a message.</summary>
    internal static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";

    /// <summary>Returns whether a text begins with the name of a layer, as that of a script block does.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>True if it does.</returns>
    public static bool BeginsWithLayer(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string start = text.TrimStart();
        return LayerForms.Find(string.Concat(start.TakeWhile(char.IsLetter))) is not null;
    }

    private static void CheckName(string name)
    {
        const int MaxLength = 64;
        bool isWord = char.IsLetter(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');
        if (!isWord || name.Length > MaxLength)
            throw new SwishException("InvalidNetworkName", ErrorKind.InvalidArgument,
                $"'{Shorten(name)}' cannot be the name of a network: a name is a letter, then letters, digits, hyphens "
                + $"or underscores, {MaxLength} characters at most.", name);
        if (LayerForms.Find(name) is not null)
            throw new SwishException("InvalidNetworkName", ErrorKind.InvalidArgument,
                $"{name} is the name of a layer. Write a network of one layer in braces, or choose another name.",
                name);
        if (NetworkCatalog.Find(name) is { } taken)
            throw new SwishException("NetworkExists", ErrorKind.ResourceExists,
                $"There is a network {taken.Name} already. Choose another name.", name);
    }

    private static IEnumerable<LayerSpec> Replace(IEnumerable<LayerSpec> layers, Activation activation) =>
        layers.Select(layer => layer switch
        {
            SweptActivationSpec when activation is Gate gate => throw NeedsGatedDense(gate),
            SweptActivationSpec => new ActivateSpec(activation),
            SweptGateSpec swept => new GatedDenseSpec(
                swept.Outputs, activation as Gate ?? new ActivatedGate(activation))
            {
                Normalization = swept.Normalization,
            },
            { Blocks.Count: > 0 } => layer.WithBlocks(
                [.. layer.Blocks.Select(block => new DelimitedList<LayerSpec>(Replace(block, activation)))]),
            _ => layer,
        });

    private static SwishException NeedsGatedDense(Gate gate) =>
        new("GateHasTwoInputs", ErrorKind.InvalidArgument,
            $"{gate} is a gate, a function of two matrix products, and the network has Activation layers in its place, "
            + "which have one input. Write a layer with the gate of the recipe as GatedDense and its number of "
            + "outputs.",
            gate.ToString());

    private static int DepthOf(IEnumerable<LayerSpec> layers) => layers.Sum(layer =>
        layer.Blocks.Count > 0 ? layer.Blocks.Max(DepthOf) : layer.HasWeights ? 1 : 0);

    /// <summary>
    /// Returns whether the input is only read by layers for which its rows and columns have no meaning.
    /// </summary>
    private static bool ReadsFeatures(DelimitedList<LayerSpec> layers) => layers.Count == 0
        || (layers[0].Blocks.Count == 0
            ? layers[0].Flattens
            // An empty shortcut or branch keeps the shape of the input.
            : layers[0].Blocks.All(block => block.Count > 0 && ReadsFeatures(block)));
}
