using System.Diagnostics;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Tests.Sweeps;
using Xunit;
using static Swish.Tests.ResultLogs.ResultLogActions;

namespace Swish.Tests.ResultLogs;

/// <summary>Result logs that are links to files.</summary>
[Trait("Speed", "Slow")]
public sealed class LinkedResultLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _link, _file;

    public LinkedResultLogTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        _file = _folder.File("runs.jsonl", []);
        _link = _folder.File("link.jsonl");
        File.CreateSymbolicLink(_folder.File("second.jsonl"), _file);
        File.CreateSymbolicLink(_link, "second.jsonl");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sweep_writes_through_links_and_resumes()
    {
        foreach (int count in new[] { 3, 5 })
        {
            using ResultLog log = ResultLog.Open(_link);
            Sweep sweep = new(SweepSamples.Recipes(count), SweepSamples.Data, new() { Log = log, ThrottleLimit = 1 },
                SweepSamples.FinishRun);
            Assert.All(sweep.Run(TestContext.Current.CancellationToken), outcome => Assert.Null(outcome.LogError));
            Assert.Equal("ResultLogInUse", OpenError(_file).ErrorId);
            Assert.Equal(SweepSamples.LogBytes(count), File.ReadAllBytes(_file));
        }
        Assert.NotNull(new FileInfo(_link).LinkTarget);
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
    }

    /// <summary>
    /// Each name has a lock file of its own. So has a file that is mounted into two containers, in their folders.
    /// </summary>
    [Fact]
    public void Only_one_process_writes_to_a_log_with_two_names()
    {
        string[] names = [_file, Path.Combine(Directory.CreateDirectory(_folder.File("other")).FullName, "runs.jsonl")];
        using (Process link = Process.Start("ln", names)) link.WaitForExit();
        int writers = 0, opened = 0, most = 0;
        Thread[] threads = [.. names.Select(name => new Thread(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                using ResultLog log = ResultLog.Open(name);
                int now = Interlocked.Increment(ref writers);
                Interlocked.Increment(ref opened);
                for (int seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
                Thread.Sleep(1);
                Interlocked.Decrement(ref writers);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.Equal(200, opened);
        Assert.Equal(1, most);
    }

    [Fact]
    public void A_link_to_a_file_that_does_not_exist_yet_has_no_runs()
    {
        File.Delete(_file);
        SweepPlan plan = SweepPlan.Make(
            SweepSamples.Recipes(2), SweepSamples.Data, new(), _link, TestContext.Current.CancellationToken);
        Assert.Equal(2, plan.Runs.Count);
    }

    [Fact]
    public void A_log_is_merged_into_a_link_to_another_one_and_to_itself()
    {
        string source = _folder.File("source.jsonl", SweepSamples.LogBytes(3));
        foreach (string from in new[] { source, _file, _link })
        {
            using ResultLog destination = ResultLog.Open(_link);
            Assert.Equal(3, new ResultLogMerge().Add(from, _ => { }, destination).Count);
        }
        Assert.Equal(SweepSamples.LogBytes(3), File.ReadAllBytes(_file));
    }

    [Fact]
    public void A_link_whose_file_is_deleted_or_that_is_turned_to_another_file_loses_no_run()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(4);
        using (ResultLog log = ResultLog.Open(_link))
        {
            Append(log, recipes[0]);
            File.Delete(_file);
            Append(log, recipes[1]);
            Assert.Equal(SweepSamples.LogBytes(2), File.ReadAllBytes(_file));
            string other = _folder.File("other.jsonl");
            File.Delete(_link);
            File.CreateSymbolicLink(_link, other);
            Append(log, recipes[2]);
            Append(log, recipes[3]);
            Assert.Equal(SweepSamples.LogBytes(4), File.ReadAllBytes(other));
        }
        Assert.Equal(4, ResultLogReader.Read(_link).Count());
    }
}
