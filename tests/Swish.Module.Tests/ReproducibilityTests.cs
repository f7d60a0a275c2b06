using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>The same sweep through every way into the module comes to the same bits.</summary>
[Trait("Speed", "Slow")]
public sealed class ReproducibilityTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Parameters = "-Activation ReLU, 'PReLU(per=unit)' -HiddenLayer 20, 33 -BatchSize 17 -Epoch 2 "
        + "-ValidationCount 60 -BatchNorm 2 -Dropout 0.2 -Optimizer Nesterov -LearningRate 0.05 -Repeat 2";

    [Theory]
    [InlineData("-ThrottleLimit 1 -Thread 1")]
    [InlineData("-ThrottleLimit 1 -Thread 3")]
    [InlineData("-ThrottleLimit 2 -Thread 2")]
    [InlineData("-ThrottleLimit 4")]
    public void Threads_and_runs_at_once_change_nothing(string parallel) =>
        Assert.Equal(Hashes(""), Hashes(parallel));

    [Theory]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("LC_ALL", "de_DE.UTF-8")]
    public void A_process_of_PowerShell_comes_to_the_same_bits(string variable, string value)
    {
        PowerShellProcess process = PowerShellProcess.Run(
            $"(Invoke-SwishTraining -Dataset '{session.Folder}' {Parameters}).WeightHash", (variable, value));
        Assert.Equal("", process.Error);
        Assert.Equal(Hashes(""), process.Output);
    }

    [Fact]
    public void Several_runspaces_at_once_come_to_the_same_bits()
    {
        IEnumerable<string> Train()
        {
            using PowerShellSession other = new();
            return other.Values<string>($"Invoke-SwishTraining -Dataset $args[0] {Parameters}", "WeightHash", session.Folder);
        }
        string[] expected = Hashes("");
        string[][] found = [[], [], []];
        Thread[] threads = [.. Enumerable.Range(0, found.Length).Select(i => new Thread(() => found[i] = [.. Train()]))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(found, hashes => Assert.Equal(expected, hashes));
    }

    private string[] Hashes(string parallel)
    {
        IReadOnlyList<PSObject> results = session.Objects($"Invoke-SwishTraining -Dataset $data {Parameters} {parallel}");
        Assert.Equal(4, results.Count);
        return [.. results.Select(result => (string)result.Properties["WeightHash"].Value)];
    }
}
