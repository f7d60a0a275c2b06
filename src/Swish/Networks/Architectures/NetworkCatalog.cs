using System.Collections.Concurrent;
using System.Globalization;
using Swish.Activations;
using Swish.Data;
using Swish.Networks.Architectures.Language;

namespace Swish.Networks.Architectures;

/// <summary>
/// Contains the networks that have names. The recipe of a run contains only the name, so the layers of a name never
/// change; a test holds their text.
/// </summary>
public static class NetworkCatalog
{
    private const double MaxWidth = 8;
    private const int MaxParsed = 100;

    private static readonly ExampleShape Cifar = ExampleShape.OfImage(3, 32, 32);

    private static readonly ConcurrentDictionary<string, NetworkDefinition> Parsed = new();

    /// <summary>Gets all networks.</summary>
    public static IReadOnlyList<NamedNetwork> All { get; } =
    [
        new("LeNet5",
            "Two 5×5 convolutions with average pooling, then dense layers of 120 and 84 (LeCun et al. 1998, "
            + "Proceedings of the IEEE 86). As usual today, the second convolution reads all channels.",
            ExampleShape.OfImage(1, 28, 28), HasWidth: false, _ => LeNet.Text),
        new("ResNet20",
            "Residual network of 20 layers for CIFAR-10, with shortcuts without parameters (He et al. 2015, "
            + "arXiv:1512.03385, section 4.2).",
            Cifar, HasWidth: false, _ => ResNet.Text(blocks: 3)),
        new("ResNet32",
            "Residual network of 32 layers for CIFAR-10, with shortcuts without parameters (He et al. 2015, "
            + "arXiv:1512.03385, section 4.2).",
            Cifar, HasWidth: false, _ => ResNet.Text(blocks: 5)),
        new("MobileNet",
            "MobileNet v1 of depthwise separable convolutions (Howard et al. 2017, arXiv:1704.04861), whose first "
            + "stride of 2 is left out for images of 32×32.",
            Cifar, HasWidth: true, MobileNet.Text),
        new("Inception",
            "The small Inception network for CIFAR-10 (Zhang et al. 2016, arXiv:1611.03530, appendix A): modules of "
            + "parallel 1×1 and 3×3 convolutions.",
            Cifar, HasWidth: true, Inception.Text),
        new("NASNet",
            "Cells in the style of NASNet-A (Zoph et al. 2017, arXiv:1707.07012): sums of separable convolutions and "
            + "average pooling, concatenated. Each cell reads only the cell before it.",
            Cifar, HasWidth: true, NasNet.Text),
    ];

    /// <summary>Finds a network by its name.</summary>
    /// <param name="name">The name, compared without case, hyphens, underscores and spaces.</param>
    /// <returns>The network, or null if there is none of this name.</returns>
    public static NamedNetwork? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string normalized = ActivationName.Normalize(name);
        return All.FirstOrDefault(network => ActivationName.Normalize(network.Name) == normalized);
    }

    /// <summary>Parses the name of a network, such as <c>ResNet32</c> or <c>MobileNet(width=0.5)</c>.</summary>
    /// <param name="text">The name, and the width factor in parentheses.</param>
    /// <returns>The network.</returns>
    /// <exception cref="SwishException">
    /// The name is unknown (UnknownNetwork), or the text has another form (InvalidNetwork).
    /// </exception>
    public static NetworkDefinition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? trimmed : trimmed[..open];
        NamedNetwork network = Find(name) ?? throw Unknown(name, text);
        double width = open < 0 ? 1 : ReadWidth(network, trimmed[open..], text);
        string canonical = width == 1
            ? network.Name
            : string.Create(CultureInfo.InvariantCulture, $"{network.Name}(width={width:R})");
        // The width is any number, so the number of networks must be limited.
        if (Parsed.Count >= MaxParsed) Parsed.Clear();
        return Parsed.GetOrAdd(canonical, _ => Create(canonical, network.Write(width)));
    }

    private static NetworkDefinition Create(string name, string text)
    {
        NetworkText source = new(text);
        IReadOnlyList<LayerStatement> statements = new NetworkTextParser(text, source).Parse(0, text.Length);
        return new(new LayerReader(source).Read(statements), name, isNamed: true);
    }

    private static double ReadWidth(NamedNetwork network, string text, string whole)
    {
        string inner = text.EndsWith(')') ? text[1..^1].Trim() : "";
        int equals = inner.IndexOf('=', StringComparison.Ordinal);
        bool isWidth = network.HasWidth
            && (equals < 0 || inner[..equals].Trim().Equals("width", StringComparison.OrdinalIgnoreCase));
        string number = inner[(equals + 1)..];
        return isWidth
            && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double width)
            && width is > 0 and <= MaxWidth
            ? width
            : throw new SwishException("InvalidNetwork", ErrorKind.InvalidArgument, network.HasWidth
                ? $"'{NetworkDefinition.Shorten(whole)}' is not a width of {network.Name}. Write the factor of the "
                    + $"number of channels, above 0 and at most {MaxWidth}, as {network.Name}(width=0.5)."
                : $"{network.Name} has no parameters; write only its name.", whole);
    }

    private static SwishException Unknown(string name, string text)
    {
        string normalized = ActivationName.Normalize(name);
        IEnumerable<string> nearest = All.Select(network => network.Name)
            .OrderBy(known => ActivationName.Distance(ActivationName.Normalize(known), normalized)).Take(3);
        return new("UnknownNetwork", ErrorKind.NotFound,
            $"'{NetworkDefinition.Shorten(name)}' is not a network. The nearest names are "
            + $"{string.Join(", ", nearest)}; Get-SwishNetwork lists all of them. "
            + "Write layers in braces, as { Dense 100; Activation }.", text);
    }
}
