using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// State of a layer that belongs to the network as its parameters do, but is not trained by gradients: the running
/// statistics of batch normalization. One value a feature.
/// </summary>
/// <param name="Name">A name that is unique in the network, such as <c>layers.3.batchnorm.running_mean</c>.</param>
/// <param name="Features">The number of values; the shape is [features].</param>
/// <param name="Values">The values in panels of 32; lanes beyond the last feature may hold anything.</param>
internal sealed record LayerBuffer(string Name, int Features, PanelBuffer Values);
