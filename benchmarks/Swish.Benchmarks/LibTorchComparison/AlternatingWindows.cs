using System.Diagnostics;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>
/// Times alternatives in alternating windows, A B A B …, so that a disturbance of the machine affects all of them, and
/// each window has an adjacent one to compare it with.
/// </summary>
internal static class AlternatingWindows
{
    /// <summary>Warms up, determines the number of iterations per window, and measures.</summary>
    /// <param name="alternatives">What to time; called once an iteration.</param>
    /// <param name="windows">Windows of each alternative.</param>
    /// <param name="windowSeconds">What a window is to last, in seconds; one iteration at least.</param>
    /// <returns>The times of each alternative.</returns>
    public static WindowTimes[] Measure(IReadOnlyList<Action> alternatives, int windows, double windowSeconds)
    {
        int[] counts = [.. alternatives.Select(alternative => Calibrate(alternative, windowSeconds))];
        double[][] seconds = [.. alternatives.Select(_ => new double[windows])];
        double[] processorSeconds = new double[alternatives.Count];
        for (int window = 0; window < windows; window++)
            for (int i = 0; i < alternatives.Count; i++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                seconds[i][window] = Run(alternatives[i], counts[i]) / counts[i];
                processorSeconds[i] += (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            }
        return
        [
            .. alternatives.Select((_, i) =>
                new WindowTimes(seconds[i], processorSeconds[i] / (seconds[i].Sum() * counts[i]))),
        ];
    }

    /// <summary>
    /// Warms up for two windows, long enough for tiered compilation, and returns the number of iterations per window.
    /// </summary>
    private static int Calibrate(Action alternative, double windowSeconds)
    {
        Run(alternative, 1);
        int count = 1;
        double seconds = Run(alternative, count);
        while (seconds < windowSeconds)
        {
            count *= 2;
            seconds = Run(alternative, count);
        }
        return Math.Max(1, (int)Math.Round(count * windowSeconds / seconds));
    }

    private static double Run(Action alternative, int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++) alternative();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
