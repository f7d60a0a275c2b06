using System.Diagnostics;
using System.Globalization;
using SharpFuzz;
using Swish;
using Swish.Fuzzing;

// Fuzzes every reader of input from outside, guided by coverage:
//     dotnet run -c Release --project tests/Swish.Fuzzing -- [-count 1000000] [-seed 1] [-out FOLDER] [TARGET ...]
// The exit code is 1 if an input caused an exception that is not a SwishException, ended the process, took too long, or
// took more memory than its length allows. Such inputs are in artifacts/fuzzing.
//     dotnet run ... -- read TARGET FILE
// reads one input. With afl-fuzz in place of the built-in mutation:
//     dotnet run ... -- copy TARGET FOLDER
//     AFL_SKIP_BIN_CHECK=1 afl-fuzz -i FOLDER/seeds -o FOLDER/out -t 10000 dotnet FOLDER/Swish.Fuzzing.dll afl TARGET
CoverageMap.Allocate();
return args switch
{
    ["run", string name, string count, string seed, string folder] =>
        FuzzRun.Do(Target(name), Number(count), Number(seed), folder) == 0 ? 0 : 1,
    ["read", string name, string file] => ReadOne(Target(name), file),
    ["copy", string name, string folder] => Copy(Target(name), folder),
    ["afl", string name] => RunUnderAfl(Target(name)),
    _ => RunAll(args),
};

static int RunAll(string[] args)
{
    int count = 1_000_000, seed = 1;
    string folder = "artifacts/fuzzing";
    List<FuzzTarget> targets = [];
    for (int i = 0; i < args.Length; i++)
    {
        switch (args[i])
        {
            case "-count" when i + 1 < args.Length: count = Number(args[++i]); break;
            case "-seed" when i + 1 < args.Length: seed = Number(args[++i]); break;
            case "-out" when i + 1 < args.Length: folder = args[++i]; break;
            default: targets.Add(Target(args[i])); break;
        }
    }
    folder = Directory.CreateDirectory(folder).FullName;
    DirectoryInfo copy = Directory.CreateTempSubdirectory("swish-fuzzing-");
    string program = InstrumentedCopy.Make(copy.FullName);
    int failed = 0;
    Console.WriteLine("| reader | inputs | read | rejected | corpus | branches | largest allocation (MiB) | slowest (ms) | seconds | faults |");
    Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    foreach (FuzzTarget target in targets.Count > 0 ? targets : FuzzTargets.All)
    {
        ProcessStartInfo info = new("dotnet",
            [program, "run", target.Name, Text(count), Text(seed), folder]);
        using Process process = Process.Start(info)!;
        process.WaitForExit();
        if (process.ExitCode == 0) continue;
        failed++;
        if (process.ExitCode == 1) continue;
        // The process has ended in the middle of an input.
        string path = Path.Combine(folder, $"{target.Name}-crash"), current = Path.Combine(folder, "current");
        if (File.Exists(current)) File.WriteAllBytes(path, CurrentInput.Read(current));
        Console.WriteLine($"| {target.Name} | the process ended with {process.ExitCode} at {path} |");
    }
    copy.Delete(recursive: true);
    Console.WriteLine(failed == 0 ? "No faults." : Text(failed) + " readers have faults.");
    return failed == 0 ? 0 : 1;
}

static int ReadOne(FuzzTarget target, string file)
{
    try
    {
        target.Read(File.ReadAllBytes(file));
        Console.WriteLine("It is valid.");
    }
    catch (SwishException error)
    {
        Console.WriteLine($"{error.ErrorId}: {error.Message}");
    }
    return 0;
}

static int Copy(FuzzTarget target, string folder)
{
    InstrumentedCopy.Make(Directory.CreateDirectory(folder).FullName);
    string seeds = Directory.CreateDirectory(Path.Combine(folder, "seeds")).FullName;
    for (int i = 0; i < target.Seeds.Count; i++) File.WriteAllBytes(Path.Combine(seeds, Text(i)), target.Seeds[i]);
    return 0;
}

static int RunUnderAfl(FuzzTarget target)
{
    Fuzzer.Run(stream =>
    {
        using MemoryStream input = new();
        stream.CopyTo(input);
        try
        {
            target.Read(input.ToArray());
        }
        catch (SwishException)
        {
            // Rejected.
        }
    });
    return 0;
}

static FuzzTarget Target(string name) => FuzzTargets.All.FirstOrDefault(t => t.Name == name)
    ?? throw new ArgumentException($"There is no target '{name}'. There are: {string.Join(", ", FuzzTargets.All.Select(t => t.Name))}.");

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
