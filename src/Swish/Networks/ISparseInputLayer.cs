using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// A layer that can read the network's input as its nonzero values only (<see cref="LayerInput.IsSparse"/>).
/// </summary>
internal interface ISparseInputLayer
{
    /// <summary>Whether it can: an identity around a layer reads all values.</summary>
    bool AcceptsSparseInput { get; }

    /// <summary>
    /// The gradient at the layer's product, [feature/32][batch][32], once <see cref="ILayer.BackwardOutput"/> has taken
    /// all parts: what the gradients of its weights are made of.
    /// </summary>
    PanelBuffer Gradient { get; }
}
