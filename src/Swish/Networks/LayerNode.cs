namespace Swish.Networks;

/// <summary>A layer in the graph of a network.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">The node that each input comes from, always an earlier one; −1 is the network's input.</param>
internal readonly record struct LayerNode(ILayer Layer, int[] Inputs)
{
    /// <summary>Stands for the network's input in <see cref="Inputs"/>.</summary>
    public const int NetworkInput = -1;
}
