using System.Globalization;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>
/// What must not change a bit: registers, compilers, threads, concurrent runs, resuming, zeros skipped, cultures.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ReproducibilityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DOTNET_EnableAVX512=0")]
    [InlineData("DOTNET_EnableAVX2=0")]
    [InlineData("DOTNET_EnableHWIntrinsic=0")]
    [InlineData("SWISH_VECTOR_BITS=512")]
    [InlineData("SWISH_VECTOR_BITS=128")]
    [InlineData("SWISH_VECTOR_BITS=32")]
    [InlineData("DOTNET_TieredCompilation=0")]
    [InlineData("DOTNET_ReadyToRun=0")]
    public void Golden_runs_are_the_same_in_a_process_with(string setting) =>
        AssertGolden(GoldenTable.Read(new StringReader(ChildProcess.RunSelf(setting, "golden"))));

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, null)]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Golden_runs_are_the_same_with_threads_and_zeros_skipped(int threads, bool? skipZeros)
    {
        TrainingOptions options = new() { Threads = threads, SkipZeros = skipZeros };
        AssertGolden(GoldenRuns.All.Select(run => (run.Name, run.Do(options, TestContext.Current.CancellationToken))));
    }

    [Fact]
    public void Golden_runs_are_the_same_when_their_layers_are_looked_into() =>
        AssertGolden(GoldenRuns.All.Select(run => (run.Name, GoldenBits.Of(Trainer.Run(
            run.Recipe with { Diagnostic = true }, run.Dataset, null, TestContext.Current.CancellationToken)))));

    [Theory]
    [InlineData("DOTNET_EnableAVX512=0")]
    [InlineData("DOTNET_EnableHWIntrinsic=0")]
    [InlineData("SWISH_VECTOR_BITS=128")]
    public void What_is_seen_of_layers_is_the_same_in_a_process_with(string setting) =>
        Assert.Equal(
            DiagnosticRuns.Do(new() { Threads = 3 }),
            ChildProcess.RunSelf(setting, "diagnostics").Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Golden_runs_are_the_same_in_a_sweep_of_so_many_at_once(int throttleLimit) =>
        AssertGolden(Sweep(new() { ThrottleLimit = throttleLimit, Threads = 1 }, int.MaxValue));

    [Fact]
    public void Golden_runs_are_the_same_when_a_sweep_was_stopped_and_resumed()
    {
        string path = _folder.File("runs.jsonl");
        foreach (int taken in (int[])[1, 30, int.MaxValue])
        {
            using ResultLog log = ResultLog.Open(path);
            List<(string Name, GoldenBits Bits)> runs = Sweep(new() { ThrottleLimit = 2, Log = log }, taken);
            Assert.Equal(Math.Min(taken, SweptRuns.Length), runs.Count);
            AssertGolden(runs);
        }
        // and as the log tells them
        AssertGolden(ResultLogReader.Read(path).Select(entry => (
            SweptRuns.Single(run => RecipeFingerprint.Compute(run.Recipe, run.Dataset) == entry.Result.RunId).Name,
            GoldenBits.Of(entry.Result))));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Culture_changes_neither_bits_nor_fingerprints(string culture)
    {
        (string, string, string, GoldenBits)[] Do() =>
        [
            .. GoldenRuns.All.Where((_, i) => i % 5 == 0).Append(GoldenRuns.All[^1]).Select(run => (
                RecipeFingerprint.Compute(run.Recipe, run.Dataset),
                RecipeJson.Write(run.Recipe),
                RecipeFingerprint.Compute(RecipeJson.Read(RecipeJson.Write(run.Recipe)), run.Dataset),
                run.Do(new(), TestContext.Current.CancellationToken))),
        ];

        (string, string, string, GoldenBits)[] expected = Do();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(expected, Do());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // A sweep has one data set.
    private static readonly GoldenRun[] SweptRuns = [.. GoldenRuns.All.Where(run => run.Dataset == GoldenData.Patterns)];

    private static List<(string Name, GoldenBits Bits)> Sweep(SweepOptions options, int taken)
    {
        Sweep sweep = new([.. SweptRuns.Select(run => run.Recipe)], GoldenData.Patterns, options);
        return
        [
            .. sweep.Run(TestContext.Current.CancellationToken).Take(taken)
                .Select(outcome => (SweptRuns[outcome.Index].Name, GoldenBits.Of(outcome.Result))),
        ];
    }

    private static void AssertGolden(GoldenTable table)
    {
        Assert.Equal(GoldenHashTests.Table.Names, table.Names);
        AssertGolden(table.Names.Select(name => (name, table.Find(name)!)));
    }

    private static void AssertGolden(IEnumerable<(string Name, GoldenBits Bits)> runs)
    {
        (string Name, GoldenBits Bits)[] all = [.. runs];
        Assert.NotEmpty(all);
        Assert.Empty(all.Where(run => run.Bits != GoldenHashTests.Table.Find(run.Name)).Select(run => run.Name));
    }
}
