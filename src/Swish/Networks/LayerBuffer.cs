using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Represents state of a layer that is not trained by gradients, with one value per feature: the running statistics of
/// batch normalization. A buffer in the sense of PyTorch.
/// </summary>
/// <param name="Layer">The index of the layer, from 0.</param>
/// <param name="Name">The name, unique in the network, such as <c>layers.3.batchnorm.running_mean</c>.</param>
/// <param name="Features">The number of features; the shape is [features].</param>
/// <param name="Values">The values in panels of 32; lanes after the last feature are undefined.</param>
internal sealed record LayerBuffer(int Layer, string Name, int Features, PanelBuffer Values);
