using System.Diagnostics;
using System.Globalization;

namespace Swish.Fuzzing;

/// <summary>Reads many inputs with one reader, in this process.</summary>
internal static class FuzzRun
{
    private const int SlowSeconds = 20;

    /// <summary>Runs a target, and prints its line of the table.</summary>
    /// <param name="target">The target.</param>
    /// <param name="count">The number of inputs.</param>
    /// <param name="seed">The seed of all choices.</param>
    /// <param name="folder">
    /// The folder in which the current input is kept, so that it can be found if it ends the process, and in which
    /// inputs are saved that have a fault.
    /// </param>
    /// <returns>The number of inputs with a fault.</returns>
    public static int Do(FuzzTarget target, int count, int seed, string folder)
    {
        CoverageMap coverage = new();
        Mutator mutator = new(new(seed), target.Words);
        List<byte[]> corpus = [.. target.Seeds];
        SortedDictionary<string, int> rejected = new(StringComparer.Ordinal);
        int faults = 0, read = 0;
        long largest = 0;
        double slowest = 0;
        using CurrentInput current = new(Path.Combine(folder, "current"), SlowSeconds);
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = 0; i < count; i++)
        {
            byte[] input = i < target.Seeds.Count ? target.Seeds[i] : mutator.Make(corpus);
            current.Set(input);
            CoverageMap.Clear();
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            string? fault = null;
            try
            {
                target.Read(input);
                read++;
            }
            catch (SwishException error)
            {
                rejected[error.ErrorId] = rejected.GetValueOrDefault(error.ErrorId) + 1;
            }
#pragma warning disable CA1031 // Any other exception is what is looked for.
            catch (Exception error)
#pragma warning restore CA1031
            {
                fault = error.ToString();
            }
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(start).TotalSeconds);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            largest = Math.Max(largest, allocated);
            if (allocated > FuzzTarget.FixedAllocation + ((long)target.AllocationPerByte * input.Length))
                fault ??= Text($"{allocated} bytes of memory for an input of {input.Length} bytes");
            if (fault is not null) Save(folder, target.Name, ++faults, input, fault);
            if (coverage.AddLast() && i >= target.Seeds.Count) corpus.Add(input);
        }
        double seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine(Text($"| {target.Name} | {count} | {read} | {rejected.Values.Sum()} ({rejected.Count} ids) | ")
            + Text($"{corpus.Count} | {coverage.Count} | {largest / 1048576.0:0.0} | {slowest * 1000:0} | {seconds:0} | {faults} |"));
        return faults;
    }

    private static void Save(string folder, string target, int number, byte[] input, string fault)
    {
        if (number > 20) return;
        string path = Path.Combine(folder, Text($"{target}-{number}"));
        File.WriteAllBytes(path, input);
        File.WriteAllText(path + ".txt", fault);
        Console.Error.WriteLine($"{path}: {fault.Split('\n')[0]}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
