using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>What a thread needs while it works on a part; sized so that it stays in the core's cache.</summary>
internal sealed class WorkerScratch
{
    private readonly PanelBuffer _workspace;
    private readonly PanelBuffer _gradient;
    private readonly PanelBuffer? _addend;

    /// <summary>Allocates what the layers of a network need.</summary>
    /// <param name="nodes">The layers.</param>
    /// <param name="allocator">Where the buffers come from.</param>
    public WorkerScratch(IReadOnlyList<LayerNode> nodes, TensorAllocator allocator)
    {
        int part = nodes.Max(node => node.Layer.PartLength);
        _workspace = allocator.Allocate(nodes.Max(node => node.Layer.ScratchLength));
        _gradient = allocator.Allocate(part);
        int[] inputs = [.. nodes.SelectMany(node => node.Inputs)];
        if (inputs.Distinct().Count() < inputs.Length) _addend = allocator.Allocate(part);
    }

    /// <summary>Room for the layer at work: transposed weights, or the gradient of a block of weights.</summary>
    public Span<float> Workspace => _workspace.Span;

    /// <summary>Room for the gradient by one part of a layer's output.</summary>
    public Span<float> Gradient => _gradient.Span;

    /// <summary>
    /// Room for what another reader of the same output adds to <see cref="Gradient"/>; empty in a chain.
    /// </summary>
    public Span<float> Addend => _addend is null ? default : _addend.Span;
}
