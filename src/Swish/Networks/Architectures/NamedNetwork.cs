using Swish.Data;

namespace Swish.Networks.Architectures;

/// <summary>Describes a network of the catalog.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What the network is, and where it was published.</param>
/// <param name="Input">The shape of the images that it was designed for.</param>
/// <param name="HasWidth">Whether the number of channels can be multiplied, as in <c>MobileNet(width=0.5)</c>.</param>
/// <param name="Write">Writes the layers for a width factor.</param>
public sealed record NamedNetwork(
    string Name, string Description, ExampleShape Input, bool HasWidth, Func<double, string> Write);
