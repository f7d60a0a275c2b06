using Swish.Networks;

namespace Swish.Models.Onnx;

/// <summary>Represents the output of a layer in an ONNX graph.</summary>
/// <param name="Name">The name of the value.</param>
/// <param name="Shape">The shape of an example.</param>
/// <param name="IsImages">
/// Whether the value is [batch, channels, rows, columns], and not [batch, features].
/// </param>
internal sealed record LayerValue(string Name, TensorShape Shape, bool IsImages);
