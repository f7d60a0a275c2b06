using System.Diagnostics;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;

namespace Swish.Training;

/// <summary>
/// Represents how fast a core of this machine is, compared with the one that estimates of the duration of a run were
/// fitted on: an Intel Xeon (Sapphire Rapids) with vectors of the same width.
/// </summary>
/// <param name="Products">The speed of matrix products whose operands are in the L1 cache, 1 for that machine.</param>
/// <param name="Memory">The speed of a copy that does not fit the L2 cache, 1 for that machine.</param>
internal readonly record struct MachineSpeed(double Products, double Memory)
{
    private const int Size = 64;
    private const int Calls = 40;
    private const int Windows = 12;
    private const int CopiedFloats = 1 << 21;
    private const double FittedCopySeconds = 0.84e-3;

    /// <summary>Measures a core, which takes about ten milliseconds.</summary>
    /// <returns>The speed at the quietest moment of the measurement.</returns>
    public static MachineSpeed Measure() => new(
        2.0 * Size * Size * Size * Calls / Shortest(Multiplication()) / FittedRate(MachineInfo.CurrentVectorBits),
        FittedCopySeconds / Shortest(Copy()));

    private static Action Multiplication()
    {
        PanelBuffer input = Filled(), weights = Filled(), output = new(Size, Size);
        return () =>
        {
            for (int call = 0; call < Calls; call++)
                for (int panel = 0; panel < Panel.Count(Size); panel++)
                    PanelGemm.Current.MatMul(
                        input.Span, Size, weights.Panel(panel, Size), Size, output.Panel(panel, Size), Panel.Width,
                        default);
        };

        static PanelBuffer Filled()
        {
            PanelBuffer buffer = new(Size, Size);
            buffer.Span.Fill(0.5f);
            return buffer;
        }
    }

    private static Action Copy()
    {
        float[] source = new float[CopiedFloats], target = new float[CopiedFloats];
        Array.Fill(source, 0.5f);
        return () => source.CopyTo(target, 0);
    }

    // Other programs only make it longer.
    private static double Shortest(Action action)
    {
        double shortest = double.PositiveInfinity;
        for (int window = 0; window < Windows; window++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return shortest;
    }

    // Operations per second; those of other widths than 512 and 256 are guesses.
    private static double FittedRate(int vectorBits) => vectorBits switch
    {
        512 => 200e9,
        256 => 100e9,
        128 => 45e9,
        _ => 2e9,
    };
}
