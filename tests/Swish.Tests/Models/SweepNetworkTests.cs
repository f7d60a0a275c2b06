using Swish.Models;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.Models;

/// <summary>The networks of a sweep: in files, in memory, and beside a result log.</summary>
public sealed class SweepNetworkTests : IDisposable
{
    private static readonly IReadOnlyList<TrainingRecipe> Recipes =
        new RecipeGrid(GoldenRuns.All[0].Recipe).Sweep(RecipeSettings.Seed, 1, 2).Expand();

    private readonly TemporaryFolder _folder = new();

    private string Networks => Path.Combine(_folder.Path, "networks");

    private string LogPath => Path.Combine(_folder.Path, "log.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_run_is_written_before_it_is_taken_and_its_result_names_the_file()
    {
        NetworkFile.PrepareFolder(Networks);

        foreach (SweepOutcome outcome in Run(new() { NetworkFolder = Networks }))
        {
            Assert.Equal(NetworkFile.PathOf(Networks, outcome.Result.RunId), outcome.Result.NetworkPath);
            Assert.Equal(outcome.Result.WeightHash, NetworkFile.Read(outcome.Result.NetworkPath!).WeightHash);
            Assert.Null(outcome.Result.GetNetwork());
        }
    }

    [Fact]
    public void Networks_are_kept_in_memory_on_request() => Assert.All(
        Run(new() { KeepsNetworks = true }),
        outcome =>
        {
            Assert.Equal(outcome.Result.WeightHash, outcome.Result.GetNetwork()!.WeightHash);
            Assert.Null(outcome.Result.NetworkPath);
        });

    [Fact]
    public void A_network_that_cannot_be_written_is_an_error_beside_the_result_which_keeps_it() => Assert.All(
        Run(new() { NetworkFolder = Networks }), // The folder does not exist.
        outcome =>
        {
            Assert.Equal("NetworkFileUnavailable", outcome.NetworkError!.ErrorId);
            Assert.Equal(outcome.Result.WeightHash, outcome.Result.GetNetwork()!.WeightHash);
            Assert.Null(outcome.Result.NetworkPath);
        });

    [Fact]
    public void A_logged_run_whose_file_is_missing_is_trained_again()
    {
        NetworkFile.PrepareFolder(Networks);
        string[] paths = [.. RunLogged(new() { NetworkFolder = Networks }, out _).Select(o => o.Result.NetworkPath!)];
        File.Delete(paths[1]);

        List<SweepOutcome> again = RunLogged(new() { NetworkFolder = Networks }, out Sweep sweep);

        Assert.Equal([1], sweep.LoggedWithoutNetwork);
        Assert.Equal([true, false], again.Select(outcome => outcome.FromLog));
        Assert.Equal(paths, again.Select(outcome => outcome.Result.NetworkPath));
        Assert.All(paths, path => Assert.True(File.Exists(path)));
    }

    [Fact]
    public void Logged_runs_with_files_are_not_trained_and_their_networks_are_read_on_request()
    {
        NetworkFile.PrepareFolder(Networks);
        RunLogged(new() { NetworkFolder = Networks }, out _);

        List<SweepOutcome> again =
            RunLogged(new() { NetworkFolder = Networks, KeepsNetworks = true }, out Sweep sweep);

        Assert.Empty(sweep.LoggedWithoutNetwork);
        Assert.All(again, outcome =>
        {
            Assert.True(outcome.FromLog);
            Assert.Equal(outcome.Result.WeightHash, outcome.Result.GetNetwork()!.WeightHash);
        });
    }

    [Fact]
    public void A_log_has_no_networks_so_that_runs_whose_network_is_wanted_in_memory_are_trained_again()
    {
        RunLogged(new(), out _);

        List<SweepOutcome> again = RunLogged(new() { KeepsNetworks = true }, out Sweep sweep);

        Assert.Equal([0, 1], sweep.LoggedWithoutNetwork);
        Assert.All(again, outcome => Assert.NotNull(outcome.Result.GetNetwork()));
    }

    [Fact]
    public void A_logged_run_whose_file_is_damaged_is_trained_again_to_the_same_file()
    {
        NetworkFile.PrepareFolder(Networks);
        string path = RunLogged(new() { NetworkFolder = Networks }, out _)[0].Result.NetworkPath!;
        byte[] intact = File.ReadAllBytes(path), flipped = [.. intact];
        // A weight; the graph is far longer than its metadata.
        flipped[flipped.Length / 2] ^= 1;
        foreach (byte[] damaged in (byte[][])[flipped, intact[..^40]])
        {
            File.WriteAllBytes(path, damaged);

            SweepOutcome outcome = RunLogged(new() { NetworkFolder = Networks }, out Sweep sweep)[0];

            Assert.Equal([0], sweep.LoggedWithoutNetwork);
            Assert.Null(outcome.NetworkError);
            Assert.Equal(intact, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void A_foreign_file_in_place_of_a_network_is_not_taken_for_it_and_not_changed()
    {
        NetworkFile.PrepareFolder(Networks);
        string path = RunLogged(new() { NetworkFolder = Networks }, out _)[0].Result.NetworkPath!;
        File.WriteAllBytes(path, [1]);

        SweepOutcome outcome = RunLogged(new() { NetworkFolder = Networks }, out Sweep sweep)[0];

        // Its network could not be written, so it is not trained again.
        Assert.Empty(sweep.LoggedWithoutNetwork);
        Assert.True(outcome.FromLog);
        Assert.Equal("NetworkFileExists", outcome.NetworkError!.ErrorId);
        Assert.Equal([1], File.ReadAllBytes(path));
    }

    [Fact]
    public void The_path_is_in_the_log_only_if_there_is_one()
    {
        NetworkFile.PrepareFolder(Networks);
        RunLogged(new(), out _);
        Assert.DoesNotContain("networkPath", File.ReadAllText(LogPath), StringComparison.OrdinalIgnoreCase);

        RunLogged(new() { NetworkFolder = Networks }, out _);
        Assert.All(
            ResultLogReader.Read(LogPath).Skip(Recipes.Count),
            entry => Assert.Equal(NetworkFile.PathOf(Networks, entry.Result.RunId), entry.Result.NetworkPath));
    }

    private static List<SweepOutcome> Run(SweepOptions options) =>
        [.. new Sweep(Recipes, GoldenData.Patterns, options with { Threads = 1 }).Run()];

    private List<SweepOutcome> RunLogged(SweepOptions options, out Sweep sweep)
    {
        using ResultLog log = ResultLog.Open(LogPath);
        sweep = new(Recipes, GoldenData.Patterns, options with { Threads = 1, Log = log });
        return [.. sweep.Run()];
    }
}
