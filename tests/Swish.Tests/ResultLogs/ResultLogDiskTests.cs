using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.ResultLogs;

/// <summary>Result logs on a disk that is full or fails.</summary>
public sealed class ResultLogDiskTests
{
    [Fact]
    public void A_full_disk_leaves_the_log_whole_and_is_tried_again()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(3);
        byte[] expected = SweepSamples.LogBytes(3);
        int first = SweepSamples.LogBytes(1).Length;
        using SmallDisk disk = new(capacity: first + 100);
        using ResultLog log = ResultLog.Open(disk, "runs.jsonl");
        log.Append(recipes[0], SweepSamples.Data, SweepSamples.Finish(recipes[0]));
        SwishException error = Assert.Throws<SwishException>(
            () => log.Append(recipes[1], SweepSamples.Data, SweepSamples.Finish(recipes[1])));
        Assert.Equal("ResultLogFull", error.ErrorId);
        Assert.Equal(ErrorKind.LimitExceeded, error.Kind);
        Assert.Equal(expected[..first], disk.ToArray());
        Assert.Equal(1, log.Count);
        disk.Room = int.MaxValue;
        foreach (TrainingRecipe recipe in recipes.Skip(1))
            log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe));
        Assert.Equal(expected, disk.ToArray());
    }

    [Fact]
    public void Another_error_in_writing_has_its_own_id()
    {
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        using SmallDisk disk = new(capacity: 100) { Error = new IOException("Input/output error", 5) };
        using ResultLog log = ResultLog.Open(disk, "runs.jsonl");
        SwishException error = Assert.Throws<SwishException>(
            () => log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe)));
        Assert.Equal("ResultLogWriteFailed", error.ErrorId);
        Assert.Equal(ErrorKind.ResourceUnavailable, error.Kind);
        Assert.Contains("Input/output error", error.Message, StringComparison.Ordinal);
        Assert.Equal(SweepSamples.Header, disk.ToArray());
    }

    [Fact]
    public void A_disk_that_is_full_from_the_start_is_said_before_anything_runs()
    {
        using SmallDisk disk = new(capacity: 10);
        Assert.Equal("ResultLogFull", Assert.Throws<SwishException>(() => ResultLog.Open(disk, "runs.jsonl")).ErrorId);
        Assert.Empty(disk.ToArray());
    }

    /// <summary>A network drive can deny a write to a file that it has opened.</summary>
    [Fact]
    public void A_write_that_is_denied_is_an_error_of_writing()
    {
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        using SmallDisk denied = new(capacity: 10) { Error = new UnauthorizedAccessException("Access is denied.") };
        Assert.Equal("ResultLogWriteFailed", Assert.Throws<SwishException>(() => ResultLog.Open(denied, "runs.jsonl")).ErrorId);
        Assert.Empty(denied.ToArray());
        using SmallDisk later = new(capacity: 100) { Error = new UnauthorizedAccessException("Access is denied.") };
        using ResultLog log = ResultLog.Open(later, "runs.jsonl");
        Assert.Equal("ResultLogWriteFailed", Assert.Throws<SwishException>(
            () => log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe))).ErrorId);
        Assert.Equal(SweepSamples.Header, later.ToArray());
    }

    [Fact]
    public void A_disk_that_cannot_even_cut_off_is_cut_at_the_next_append()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(1);
        using SmallDisk disk = new(capacity: 100) { CanBeCut = false };
        using ResultLog log = ResultLog.Open(disk, "runs.jsonl");
        Assert.Throws<SwishException>(() => log.Append(recipes[0], SweepSamples.Data, SweepSamples.Finish(recipes[0])));
        Assert.Equal(100, disk.Length);
        disk.CanBeCut = true;
        disk.Room = int.MaxValue;
        log.Append(recipes[0], SweepSamples.Data, SweepSamples.Finish(recipes[0]));
        Assert.Equal(SweepSamples.LogBytes(1), disk.ToArray());
    }

    [Fact]
    public void The_kernels_own_full_device_is_a_full_disk()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        IOException error = Assert.Throws<IOException>(() => full.Write([1]));
        using SmallDisk disk = new(capacity: SweepSamples.Header.Length) { Error = error };
        using ResultLog log = ResultLog.Open(disk, "runs.jsonl");
        Assert.Equal("ResultLogFull", Assert.Throws<SwishException>(
            () => log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe))).ErrorId);
    }
}
