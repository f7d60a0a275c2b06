using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Computes the sines and cosines of a tile that contains angles too large for the vectorized range reduction. It
/// computes one element at a time, so that every vector width produces the same bits.
/// </summary>
internal static class LargeAngles
{
    /// <summary>Computes sines, cosines or both.</summary>
    /// <param name="registers">All registers.</param>
    /// <param name="sines">The offset of the register for the sines, or null.</param>
    /// <param name="cosines">The offset of the register for the cosines, or null.</param>
    /// <param name="angles">The offset of the register with the angles, which may be the same as one of the
    /// two.</param>
    /// <param name="length">The number of angles.</param>
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
