namespace Swish.Networks.Architectures.Language;

/// <summary>Describes how a layer is written: <c>Convolution Outputs KernelSize [-Stride n]</c>.</summary>
internal sealed class LayerForm
{
    /// <summary>Gets the name of the layer.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the names of the values that are written in this order, or with their names.</summary>
    public string[] Values { get; init; } = [];

    /// <summary>Gets the number of values that must be given.</summary>
    public int RequiredValues { get; init; }

    /// <summary>Gets the names of the parameters that have a value.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>Gets the names of the parameters without a value.</summary>
    public string[] Switches { get; init; } = [];

    /// <summary>Gets the names of the parameters that have layers in braces.</summary>
    public string[] BlockOptions { get; init; } = [];

    /// <summary>Gets the minimum number of blocks without a parameter.</summary>
    public int MinBlocks { get; init; }

    /// <summary>Gets the maximum number of blocks without a parameter.</summary>
    public int MaxBlocks { get; init; }

    /// <summary>Gets the function that creates the layers.</summary>
    public required Func<LayerArguments, IReadOnlyList<LayerSpec>> Create { get; init; }

    /// <summary>Gets how the layer is written, for messages.</summary>
    public string Usage => string.Join(' ',
    [
        Name, .. Values.Select((value, i) => i < RequiredValues ? value : $"[{value}]"),
        .. Options.Select(option => $"[-{option} n]"), .. Switches.Select(name => $"[-{name}]"),
        .. Enumerable.Repeat("{ … }", Math.Min(MaxBlocks, 2)), .. BlockOptions.Select(name => $"[-{name} {{ … }}]"),
    ]);

    /// <summary>Gets the names of all parameters.</summary>
    public IEnumerable<string> Parameters => [.. Values, .. Options, .. Switches, .. BlockOptions];
}
