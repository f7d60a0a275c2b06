using System.Globalization;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.ResultLogs;
using Swish.Training;

const string Usage = """
    Same seed, same bits: runs whose bits are known, and the conditions under which they must not change.

      golden [-threads n] [-zeros skip|keep]   does the golden runs in this process and prints their table
      renew                                    does them and writes the repository's table; for a change of the
                                               arithmetic that is meant, after raising NumericsVersion.Current
      table                                    two recipes on MNIST under every condition, a line each, in Markdown;
                                               needs a build of the solution, for the module
      mnist [-threads n] [-zeros skip|keep]    does the two recipes and prints their hashes
      diagnostics                              looks into the layers of some golden runs and prints what is seen
      sweep <log>                              does them as a sweep with a result log
      checkpoint <log>                         does, or continues, a run with a checkpoint at each step, and prints
                                               its hashes
      mutants <n>                              reads n damaged network files, and prints what came of them
      networks <folder>                        trains small networks and writes their files until it is killed
    """;

switch (args)
{
    case ["golden", .. string[] options]:
        TrainingOptions? read = Options(options);
        if (read is null) break;
        GoldenTable.Write(Console.Out, NumericsVersion.Current, GoldenRuns.All.Select(run => (run.Name, run.Do(read))));
        return 0;
    case ["mnist", .. string[] options]:
        TrainingOptions? given = Options(options);
        if (given is null) break;
        WriteLines(MnistRuns.Do(given));
        return 0;
    case ["diagnostics"]:
        WriteLines(DiagnosticRuns.Do(new()));
        return 0;
    case ["sweep", string path]:
        using (ResultLog log = ResultLog.Open(path)) WriteLines(ConditionTable.Sweep(1, log));
        return 0;
    case ["checkpoint", string path]:
        Console.Out.WriteLine(CheckpointRun.Do(path, every: 1));
        return 0;
    case ["mutants", string n]:
        Console.Out.WriteLine(NetworkMutants.Run(int.Parse(n, CultureInfo.InvariantCulture), seed: 2017));
        return 0;
    case ["networks", string folder]:
        NetworkMutants.WriteForever(folder);
        return 0;
    case ["table"]:
        return ConditionTable.Write(Console.Out);
    case ["renew"]:
        return Renew();
}
Console.Error.WriteLine(Usage);
return 64;

static TrainingOptions? Options(string[] arguments) => arguments switch
{
    [] => new(),
    ["-threads", string n, .. string[] rest] when Options(rest) is TrainingOptions options =>
        options with { Threads = int.Parse(n, CultureInfo.InvariantCulture) },
    ["-zeros", "skip", .. string[] rest] when Options(rest) is TrainingOptions options => options with { SkipZeros = true },
    ["-zeros", "keep", .. string[] rest] when Options(rest) is TrainingOptions options => options with { SkipZeros = false },
    _ => null,
};

static void WriteLines(IEnumerable<string> lines)
{
    foreach (string line in lines) Console.Out.WriteLine(line);
}

static int Renew()
{
    GoldenTable? before = null;
    if (File.Exists(Places.GoldenTable))
    {
        using StreamReader reader = File.OpenText(Places.GoldenTable);
        before = GoldenTable.Read(reader);
    }
    using StringWriter text = new();
    GoldenTable.Write(text, NumericsVersion.Current, GoldenRuns.All.Select(run => (run.Name, run.Do(new()))));
    using StringReader written = new(text.ToString());
    GoldenTable after = GoldenTable.Read(written);
    string[] changed = before is null
        ? []
        : [.. before.Names.Where(name => after.Find(name) is GoldenBits bits && bits != before.Find(name))];
    if (changed.Length > 0 && before!.Version >= NumericsVersion.Current)
    {
        Console.Error.WriteLine(
            $"{changed.Length} runs come to other bits, '{changed[0]}' the first. If that is meant, raise "
            + "NumericsVersion.Current, so that no result log mixes the two, and try again. Nothing was written.");
        return 1;
    }
    File.WriteAllText(Places.GoldenTable, text.ToString());
    Console.Out.WriteLine($"{after.Names.Count()} runs written, {changed.Length} of them with other bits than before.");
    return 0;
}
