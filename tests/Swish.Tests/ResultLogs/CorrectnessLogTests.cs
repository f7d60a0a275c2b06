using System.Security.Cryptography;
using System.Text;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.ResultLogs;

/// <summary>The bits of the test examples in a log.</summary>
public sealed class CorrectnessLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // 100 test examples, of which every one but number 0 and 9 is correct.
    private static TrainingResult Finish(TrainingRecipe recipe)
    {
        byte[] bits = [.. Enumerable.Repeat((byte)0xFF, 12), 0x0F];
        bits[0] = 0xFE;
        bits[1] = (byte)(0xFD ^ (recipe.Seed << 2));
        ExampleCorrectness correctness = ExampleCorrectness.TryCreate(bits, 100, SweepSamples.Data.Fingerprint)!;
        return (SweepSamples.Finish(recipe) with { TestAccuracy = correctness.CorrectCount / 100.0 })
            .WithCorrectness(correctness);
    }

    private static string LineOf(TrainingResult result) => Encoding.UTF8.GetString(ResultLogLine.Write(
        SweepSamples.Entry(SweepSamples.Recipes(1)[0]) with { Result = result }))[..^1];

    private static ResultLogEntry Read(string line)
    {
        string body = line[..line.LastIndexOf(",\"check\"", StringComparison.Ordinal)];
        string check = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..16];
        return ResultLogLine.Read(Encoding.UTF8.GetBytes($"{body},\"check\":\"{check}\"}}"));
    }

    [Fact]
    public void Bits_read_back_and_a_run_without_them_writes_no_field()
    {
        TrainingResult result = Finish(SweepSamples.Recipes(1)[0]);
        string line = LineOf(result);
        Assert.Contains(",\"correct\":\"/vn/////////////Dw==\",\"weightHash\"", line, StringComparison.Ordinal);
        SweepSamples.AssertSame(result, Read(line).Result);
        Assert.Equal(result.GetCorrectness(), Read(line).Result.GetCorrectness());
        string without = LineOf(result.WithCorrectness(null));
        Assert.DoesNotContain("correct", without, StringComparison.Ordinal);
        Assert.Null(Read(without).Result.GetCorrectness());
    }

    [Theory]
    [InlineData("\"/vn/////////////Dw==\"", "\"/vn/////////////Dg==\"", "contradict its testAccuracy")]
    [InlineData("\"/vn/////////////Dw==\"", "\"/vn/////////////Hw==\"", "one bit for each test example")]
    [InlineData("\"/vn/////////////Dw==\"", "\"/vn/////////////\"", "one bit for each test example")]
    [InlineData("\"/vn/////////////Dw==\"", "\"\"", "one bit for each test example")]
    [InlineData("\"/vn/////////////Dw==\"", "\"/vn//////?//////Dw==\"", "not the JSON of a result")]
    [InlineData("\"/vn/////////////Dw==\"", "null", "not the JSON of a result")]
    [InlineData("\"/vn/////////////Dw==\"", "[254]", "not the JSON of a result")]
    [InlineData("\"testCount\":100", "\"testCount\":105", "one bit for each test example")]
    [InlineData("\"testCount\":100", "\"testCount\":null", "one bit for each test example")]
    [InlineData("\"status\":\"Completed\"", "\"status\":\"Diverged\"", "contradict its testAccuracy")]
    public void Bits_that_no_run_has_are_rejected(string field, string value, string message)
    {
        string line = LineOf(Finish(SweepSamples.Recipes(1)[0]));
        Assert.Contains(field, line, StringComparison.Ordinal);
        ResultLogLineException error = Assert.Throws<ResultLogLineException>(
            () => Read(line.Replace(field, value, StringComparison.Ordinal)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_sweep_shards_and_a_merged_log_keep_the_bits()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(4);
        string[] shards = [_folder.File("a.jsonl"), _folder.File("b.jsonl")];
        for (int shard = 0; shard < 2; shard++)
        {
            using ResultLog log = ResultLog.Open(shards[shard]);
            foreach (TrainingRecipe recipe in recipes.Skip(2 * shard).Take(2))
                log.Append(recipe, SweepSamples.Data, Finish(recipe));
        }
        string merged = _folder.File("merged.jsonl");
        ResultLogMerge logs = new();
        using (ResultLog destination = ResultLog.Open(merged))
            foreach (string shard in shards)
                Assert.All(logs.Add(shard, Assert.Fail, destination), r => Assert.NotNull(r.GetCorrectness()));

        using ResultLog again = ResultLog.Open(merged);
        Sweep sweep = new(
            recipes, SweepSamples.Data, new() { Log = again }, (_, _, _, _) => throw new InvalidOperationException());
        TrainingResult[] results =
            [.. sweep.Run(TestContext.Current.CancellationToken).Select(outcome => outcome.Result)];
        Assert.Equal(recipes.Select(r => Finish(r).GetCorrectness()), results.Select(r => r.GetCorrectness()));
        Assert.Equal(4, results.Select(r => r.GetCorrectness()!.Bits[1]).Distinct().Count());
    }
}
