using System.Diagnostics;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>
/// Times alternatives in alternating windows, A B A B …, so that a disturbance of the machine affects all of them, and
/// each window has an adjacent one to compare it with.
/// </summary>
internal static class AlternatingWindows
{
    /// <summary>Warms up, determines the number of iterations per window, and measures.</summary>
    /// <param name="contenders">What to time; called once an iteration.</param>
    /// <param name="windows">Windows of each contender.</param>
    /// <param name="windowSeconds">What a window is to last, in seconds; one iteration at least.</param>
    /// <returns>The times of each alternative.</returns>
    public static WindowTimes[] Measure(IReadOnlyList<Action> contenders, int windows, double windowSeconds)
    {
        int[] counts = [.. contenders.Select(contender => Calibrate(contender, windowSeconds))];
        double[][] seconds = [.. contenders.Select(_ => new double[windows])];
        double[] processorSeconds = new double[contenders.Count];
        for (int window = 0; window < windows; window++)
            for (int i = 0; i < contenders.Count; i++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                seconds[i][window] = Run(contenders[i], counts[i]) / counts[i];
                processorSeconds[i] += (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            }
        return
        [
            .. contenders.Select((_, i) =>
                new WindowTimes(seconds[i], processorSeconds[i] / (seconds[i].Sum() * counts[i]))),
        ];
    }

    /// <summary>
    /// Warms up for two windows, long enough for tiered compilation, and returns the number of iterations per window.
    /// </summary>
    private static int Calibrate(Action contender, double windowSeconds)
    {
        Run(contender, 1);
        int count = 1;
        double seconds = Run(contender, count);
        while (seconds < windowSeconds)
        {
            count *= 2;
            seconds = Run(contender, count);
        }
        return Math.Max(1, (int)Math.Round(count * windowSeconds / seconds));
    }

    private static double Run(Action contender, int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++) contender();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
