namespace Swish.Networks;

/// <summary>Represents consecutive parts of a layer's output, which one thread computes one after the other.</summary>
/// <param name="Node">The index of the layer's node.</param>
/// <param name="First">The first part.</param>
/// <param name="End">The part after the last one.</param>
internal readonly record struct WorkItem(int Node, int First, int End);
