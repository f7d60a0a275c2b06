using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Contains the scratch memory of a worker thread: of panels, and of most images, small enough to stay in the L1 or L2
/// cache.
/// </summary>
internal sealed class WorkerScratch
{
    private readonly PanelBuffer _workspace;
    private readonly PanelBuffer _gradient;
    private readonly PanelBuffer? _addend;

    /// <summary>Allocates the scratch memory for the layers of a network.</summary>
    /// <param name="nodes">The layers.</param>
    /// <param name="allocator">The allocator.</param>
    public WorkerScratch(IReadOnlyList<LayerNode> nodes, TensorAllocator allocator)
    {
        int part = nodes.Max(node => node.Layer.PartLength);
        _workspace = allocator.Allocate(nodes.Max(node => node.Layer.ScratchLength));
        _gradient = allocator.Allocate(part);
        int[] inputs = [.. nodes.SelectMany(node => node.Inputs)];
        if (inputs.Distinct().Count() < inputs.Length) _addend = allocator.Allocate(part);
    }

    /// <summary>
    /// Gets the memory of the method of a layer that is running, such as transposed weights, a padded image, or the
    /// gradient of a block of weights.
    /// </summary>
    public Span<float> Workspace => _workspace.Span;

    /// <summary>Gets the memory for the gradient with respect to one part of a layer's output.</summary>
    public Span<float> Gradient => _gradient.Span;

    /// <summary>
    /// Gets the memory for a gradient that is added to <see cref="Gradient"/> if several layers read the same output;
    /// empty in a chain.
    /// </summary>
    public Span<float> Addend => _addend is null ? default : _addend.Span;
}
