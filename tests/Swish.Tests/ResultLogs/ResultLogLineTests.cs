using System.Globalization;
using System.Text;
using System.Text.Json;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Tests.Recipes;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.ResultLogs;

public class ResultLogLineTests
{
    private static readonly TrainingRecipe Recipe = SweepSamples.Recipes(1)[0];

    [Fact]
    public void A_run_reads_back_as_it_was_to_the_last_bit()
    {
        ResultLogEntry entry = SweepSamples.Entry(Recipe);
        ResultLogEntry back = ResultLogLine.Read(ResultLogLine.Write(entry).AsMemory()[..^1]);
        SweepSamples.AssertSame(entry.Result, back.Result);
        Assert.Equal(entry.RecipeJson, back.RecipeJson);
        Assert.Equal(Recipe, RecipeJson.Read(back.RecipeJson));
        Assert.Equal(entry.DatasetFingerprint, back.DatasetFingerprint);
        Assert.Equal(entry.Machine, back.Machine);
    }

    [Fact]
    public void What_was_seen_of_the_layers_reads_back_and_is_written_where_there_is_some_alone()
    {
        ResultLogEntry entry = SweepSamples.Entry(Recipe);
        string without = Encoding.UTF8.GetString(ResultLogLine.Write(entry));
        Assert.DoesNotContain("diagnostics", without, StringComparison.Ordinal);
        Assert.Empty(Read(without[..^1]).Result.GetDiagnostics());

        TrainingResult seen = entry.Result.WithDiagnostics(
        [
            new(0, 1, 0.1 + 0.2, 1e-300, 0, 1.0 / 3, 5, new([])),
            new(21, 2, double.NaN, double.PositiveInfinity, 1, double.NaN, double.Epsilon,
                new([new("beta", 1, 0.5, 1.5), new("k", double.NaN, -0.25, double.PositiveInfinity)])),
        ]);
        string line = Encoding.UTF8.GetString(ResultLogLine.Write(entry with { Result = seen }));
        Assert.Contains("[0,1,0.30000000000000004,1E-300,0,", line, StringComparison.Ordinal);
        SweepSamples.AssertSame(seen, Read(line[..^1]).Result);
    }

    [Theory]
    [InlineData("[[1,1,0,0,0,0]]")]
    [InlineData("[[1,1,0,0,0,0,0,[\"beta\",1,1]]]")]
    [InlineData("[[1,1,0,0,0,0,0,1]]")]
    [InlineData("[[1.5,1,0,0,0,0,0]]")]
    [InlineData("[7]")]
    [InlineData("7")]
    public void What_is_nothing_that_could_be_seen_is_damage(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        Assert.ThrowsAny<Exception>(
            () => document.RootElement.EnumerateArray().Select(TrainingResultJson.ReadDiagnostic).ToList());
    }

    [Fact]
    public void Widths_that_differ_and_figures_that_do_not_exist_read_back()
    {
        TrainingResult failed = TrainingResult.CreateFailed(
            RecipeSamples.Unusual, SweepSamples.Data) with
        { RunStatus = RunStatus.Diverged };
        Assert.Null(failed.Width);
        Assert.Equal("3 (AfterActivation)", failed.BatchNorm);
        ResultLogEntry entry = new(
            failed, RecipeJson.Write(RecipeSamples.Unusual), SweepSamples.Data.Fingerprint, MachineInfo.Current);
        SweepSamples.AssertSame(failed, ResultLogLine.Read(ResultLogLine.Write(entry).AsMemory()[..^1]).Result);
    }

    [Fact]
    public void A_line_is_one_line_of_invariant_text_and_begins_with_the_version()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            string line = Encoding.UTF8.GetString(ResultLogLine.Write(SweepSamples.Entry(Recipe)));
            Assert.StartsWith("{\"version\":1,\"fingerprint\":\"", line, StringComparison.Ordinal);
            Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
            Assert.Contains("\"trainLoss\":0.30000000000000004,", line, StringComparison.Ordinal);
            Assert.Contains("\"testLoss\":\"Infinity\",", line, StringComparison.Ordinal);
            Assert.Contains("[7,1,0.001,2.5,\"NaN\",\"NaN\"]", line, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        byte[] line = ResultLogLine.Write(SweepSamples.Entry(Recipe))[..^1];
        for (int i = 0; i < line.Length; i++)
        {
            // The low bit turns a digit into another, so that most changed lines are valid JSON still.
            byte[] changed = [.. line];
            changed[i] ^= 1;
            Assert.Throws<ResultLogLineException>(() => ResultLogLine.Read(changed));
        }
    }

    [Fact]
    public void A_missing_or_additional_field_is_noticed()
    {
        string line = Encoding.UTF8.GetString(ResultLogLine.Write(SweepSamples.Entry(Recipe)))[..^1];
        Assert.Throws<ResultLogLineException>(() => Read(line.Replace(",\"seconds\":1.5", "",
            StringComparison.Ordinal)));
        Assert.Throws<ResultLogLineException>(() => Read(line.Replace(",\"check\"", ",\"x\":1,\"check\"",
            StringComparison.Ordinal)));
        Assert.Throws<ResultLogLineException>(() => Read(line[..^29] + "}"));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    [InlineData("-1")]
    public void Another_version_is_told_from_damage(string version)
    {
        ResultLogLineException error = Assert.Throws<ResultLogLineException>(
            () => Read($"{{\"version\":{version},\"anything\":[]}}"));
        Assert.Equal(int.Parse(version, CultureInfo.InvariantCulture), error.OtherVersion);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{\"version\":null}")]
    [InlineData("{\"version\":\"1\"}")]
    [InlineData("{\"version\":1.5}")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":1,\"version\":1}")]
    public void What_is_no_run_is_damage(string text) =>
        Assert.Null(Assert.Throws<ResultLogLineException>(() => Read(text)).OtherVersion);

    private static ResultLogEntry Read(string line) => ResultLogLine.Read(Encoding.UTF8.GetBytes(line));
}
