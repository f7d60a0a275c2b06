using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Sines and cosines of a tile that has angles which lanes do not reduce: one at a time, so that every width gives the same.
/// </summary>
internal static class LargeAngles
{
    /// <summary>Computes sines, or cosines, or both.</summary>
    /// <param name="registers">The first register.</param>
    /// <param name="sines">Where sines go, or null.</param>
    /// <param name="cosines">Where cosines go, or null.</param>
    /// <param name="angles">The register of the angles, which may be one of the two.</param>
    /// <param name="length">How many.</param>
    public static void Run(Span<double> registers, int? sines, int? cosines, int angles, int length)
    {
        for (int i = 0; i < length; i++)
        {
            double u = registers[angles + i];
            double sine, cosine;
            if (Math.Abs(u) <= DoubleTrigonometry.FastLimit)
            {
                sine = DoubleTrigonometry.Sine(new SimdDouble64(u), out SimdDouble64 lane).Value;
                cosine = lane.Value;
            }
            else
            {
                sine = LargeAngle.Sine(u, out cosine);
            }

            if (sines is { } s) registers[s + i] = sine;
            if (cosines is { } c) registers[c + i] = cosine;
        }
    }
}
