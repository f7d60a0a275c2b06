using Swish.Data;
using Swish.Kernels.Memory;
using Swish.Networks;

namespace Swish.Training;

/// <summary>
/// Moves the scaling of the numbers to predict into the last layer of a network and out of it: during training the network
/// predicts scaled numbers, and afterwards the numbers themselves.
/// </summary>
internal static class TargetFolding
{
    /// <summary>Changes the last layer so that the network predicts the numbers themselves.</summary>
    public static void Fold(Network network, TargetScale scale) => Apply(
        network, weight => (float)(weight * scale.Divisor), bias => (float)((bias * scale.Divisor) + scale.Offset));

    /// <summary>Changes the last layer so that the network predicts scaled numbers.</summary>
    public static void Unfold(Network network, TargetScale scale) => Apply(
        network, weight => (float)(weight / scale.Divisor), bias => (float)((bias - scale.Offset) / scale.Divisor));

    private static void Apply(Network network, Func<float, float> ofWeight, Func<float, float> ofBias)
    {
        int last = network.Parameters.Max(parameter => parameter.Layer);
        foreach (ParameterBlock parameter in network.Parameters.Where(parameter => parameter.Layer == last))
            foreach (PanelBuffer? values in (PanelBuffer?[])[parameter.Values, parameter.Average])
            {
                if (values is null) continue;
                Span<float> span = values.Span;
                if (parameter.Kind == ParameterKind.Weight)
                    for (int i = 0; i < span.Length; i++) span[i] = ofWeight(span[i]);
                else
                    // The lanes after the only output remain 0.
                    span[0] = ofBias(span[0]);
            }
    }
}
