namespace Swish.Networks;

/// <summary>Represents a layer in the graph of a network.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">
/// The index of the node that each input comes from, always an earlier one, or <see cref="NetworkInput"/>.
/// </param>
internal sealed record LayerNode(ILayer Layer, int[] Inputs)
{
    /// <summary>The index that represents the input of the network in <see cref="Inputs"/>.</summary>
    public const int NetworkInput = -1;
}
