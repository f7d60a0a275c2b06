using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using NewExamples;
using Swish.ResultLogs;
using Swish.Training;

// Resamples comparisons from the runs of a log, and prints how often the verdicts are wrong and the intervals right.
//   dotnet run -c Release --project experiments/new-examples [-- <comparisons of each row>]

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int comparisons = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
string folder = Path.GetDirectoryName(SourceFile.Path())!;
string log = Path.GetTempFileName();
Dictionary<string, ExampleCorrectness[]> runs;
try
{
    using (FileStream packed = File.OpenRead(Path.Combine(folder, "runs.jsonl.gz")))
    using (GZipStream unpacked = new(packed, CompressionMode.Decompress))
    using (FileStream file = File.Create(log))
        unpacked.CopyTo(file);
    runs = ResultLogReader.Read(log).GroupBy(entry => entry.Result.Activation).ToDictionary(
        group => group.Key,
        group => group.OrderBy(entry => entry.Result.Seed).Select(entry => entry.Result.GetCorrectness()!).ToArray());
}
finally
{
    File.Delete(log);
}

Population population = new(runs);
long start = Stopwatch.GetTimestamp();
Console.WriteLine(
    $"{population.Activations.Count} activations, {population.Seeds} seeds, {population.Examples} test examples; "
    + $"{comparisons} comparisons a row");
Console.WriteLine();
Console.WriteLine("                                               called real (%)   interval holds (%)");
Console.WriteLine("case                               seeds examples  these   new   these   new sample");
foreach (Resampling resampling in Resampling.All)
    foreach (int examples in resampling.Samples(population.Examples))
        foreach (int seeds in new[] { 6, 10, 30 })
            Console.WriteLine(Replay.Run(population, resampling, seeds, examples, comparisons));
Console.WriteLine();
Console.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
