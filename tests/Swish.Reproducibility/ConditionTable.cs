using System.Diagnostics;
using System.Globalization;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Reproducibility;

/// <summary>Two recipes on MNIST under every condition that must not change a bit, a line each, in Markdown.</summary>
internal static class ConditionTable
{
    private static readonly (string Condition, Func<string[]> Hashes)[] Lines =
    [
        ("one thread", () => MnistRuns.Do(new())),
        ("the same again", () => MnistRuns.Do(new())),
        ("two threads", () => MnistRuns.Do(new() { Threads = 2 })),
        ("three threads", () => MnistRuns.Do(new() { Threads = 3 })),
        ("zeros of the input skipped", () => MnistRuns.Do(new() { SkipZeros = true })),
        ("zeros of the input multiplied", () => MnistRuns.Do(new() { SkipZeros = false })),
        ("a sweep, one run at once", () => Sweep(1)),
        ("a sweep, two runs at once", () => Sweep(2)),
        ("a sweep, killed after its first run and resumed", KillAndResume),
        ("a culture with a decimal comma (de-DE)", () => In("de-DE")),
        ("512-bit vectors (SWISH_VECTOR_BITS=512)", () => Child("SWISH_VECTOR_BITS=512")),
        ("256-bit vectors (SWISH_VECTOR_BITS=256)", () => Child("SWISH_VECTOR_BITS=256")),
        ("128-bit vectors (SWISH_VECTOR_BITS=128)", () => Child("SWISH_VECTOR_BITS=128")),
        ("one number at a time (SWISH_VECTOR_BITS=32)", () => Child("SWISH_VECTOR_BITS=32")),
        ("no AVX-512 (DOTNET_EnableAVX512=0)", () => Child("DOTNET_EnableAVX512=0")),
        ("no AVX2 and no FMA (DOTNET_EnableAVX2=0)", () => Child("DOTNET_EnableAVX2=0")),
        ("no intrinsics (DOTNET_EnableHWIntrinsic=0)", () => Child("DOTNET_EnableHWIntrinsic=0")),
        ("no intrinsics, two threads, zeros multiplied",
            () => Child("DOTNET_EnableHWIntrinsic=0", "-threads", "2", "-zeros", "keep")),
        ("no tiered compilation (DOTNET_TieredCompilation=0)", () => Child("DOTNET_TieredCompilation=0")),
        ("no precompiled code (DOTNET_ReadyToRun=0)", () => Child("DOTNET_ReadyToRun=0")),
        ("the module in PowerShell", () => Split(ChildProcess.Run(
            null, "dotnet", Places.PowerShell, "-NoProfile", "-NonInteractive", "-Command",
            $"$ProgressPreference = 'SilentlyContinue'; Import-Module '{Places.ModuleManifest}'\n{MnistRuns.Script}"))),
    ];

    /// <summary>Writes the table.</summary>
    /// <returns>0 where all lines have the same bits, else 1.</returns>
    public static int Write(TextWriter text)
    {
        MachineInfo machine = MachineInfo.Current;
        text.WriteLine($"On {machine.Processor}, {machine.OperatingSystem}, {machine.Runtime}, "
            + $"{machine.VectorBits.ToString(CultureInfo.InvariantCulture)}-bit vectors unless noted otherwise; numerics version "
            + $"{NumericsVersion.Current.ToString(CultureInfo.InvariantCulture)}.");
        text.WriteLine();
        text.WriteLine($"| condition | {string.Join(" | ", MnistRuns.Names)} | |");
        text.WriteLine("| --- | --- | --- | --- |");
        string[]? expected = null;
        int different = 0;
        foreach ((string condition, Func<string[]> hashes) in Lines)
        {
            string[] found = hashes();
            expected ??= found;
            bool isSame = found.SequenceEqual(expected);
            if (!isSame) different++;
            text.WriteLine($"| {condition} | {string.Join(" | ", found.Select(h => $"`{h}`"))} | {(isSame ? "same" : "DIFFERENT")} |");
        }
        text.WriteLine();
        text.WriteLine(different == 0 ? "All rows are bit-identical." : $"{different} rows differ.");
        return different == 0 ? 0 : 1;
    }

    /// <summary>Does both runs as a sweep into a log, for <see cref="KillAndResume"/>.</summary>
    public static string[] Sweep(int throttleLimit, ResultLog? log = null)
    {
        Sweep sweep = new(MnistRuns.Recipes, MnistRuns.Dataset, new() { ThrottleLimit = throttleLimit, Log = log });
        return [.. sweep.Run(CancellationToken.None).Select(outcome => outcome.Result.WeightHash)];
    }

    private static string[] KillAndResume()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("swish-");
        try
        {
            string path = Path.Combine(folder.FullName, "runs.jsonl");
            using (Process process = ChildProcess.Start(null, "dotnet", Places.Program, "sweep", path))
            {
                while (!process.HasExited && (!File.Exists(path) || new FileInfo(path).Length < 1000)) Thread.Sleep(5);
                process.Kill();
                process.WaitForExit();
            }
            if (ResultLogReader.Read(path).Count() != 1)
                throw new InvalidOperationException("The sweep was to be killed between its two runs.");
            return Split(ChildProcess.RunSelf(null, "sweep", path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] In(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return MnistRuns.Do(new());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string[] Child(string setting, params string[] options) =>
        Split(ChildProcess.RunSelf(setting, ["mnist", .. options]));

    private static string[] Split(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
