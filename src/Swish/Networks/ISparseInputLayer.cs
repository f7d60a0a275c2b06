using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Represents a layer that can read the input of the network in sparse form (<see cref="LayerInput.IsSparse"/>).
/// </summary>
internal interface ISparseInputLayer
{
    /// <summary>
    /// Gets whether the layer accepts sparse input. A layer with a residual connection does not, because the connection
    /// reads all values.
    /// </summary>
    bool AcceptsSparseInput { get; }

    /// <summary>
    /// Gets the gradient with respect to the output of the layer's matrix product, [feature/32][batch][32], which
    /// <see cref="ILayer.BackwardOutput"/> computes. The gradients of the weights are computed from it.
    /// </summary>
    PanelBuffer Gradient { get; }
}
