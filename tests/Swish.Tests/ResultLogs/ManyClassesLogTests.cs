using Swish.Data;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.ResultLogs;

/// <summary>Runs with as many classes, and as strange names of them, as there can be; what is written is read again.</summary>
[Trait("Speed", "Slow")]
public sealed class ManyClassesLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(30_000, 40, false)]
    [InlineData(30_000, 40, true)]
    [InlineData(Dataset.MaxClasses, 100, true)]
    public void A_run_with_many_long_names_of_classes_is_read_again(int classes, int length, bool weighs)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(c => $"{c}".PadLeft(length, 'n'))];
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        if (weighs) recipe = recipe with { ClassWeight = ClassWeightList.Of(names.Select(n => KeyValuePair.Create(n, 2.0))) };
        TrainingResult result = Append(recipe, names);
        Assert.Equal(names, result.GetDatasetIdentity().ClassNames);
        Assert.Equal(weighs, result.OtherSettings.Contains($"{names[^1]}=2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_would_act_on_a_terminal_can_have_a_weight()
    {
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0] with { ClassWeight = ClassWeightList.Parse("a\u202E\u001B[2Jb=2") };
        Assert.Equal("ValidationCount=0; ClassWeight=a\\u202E\\u001B[2Jb=2", Append(recipe, ["a\u202E\u001B[2Jb", "c"]).OtherSettings);
    }

    [Fact]
    public void A_result_that_could_not_be_read_again_does_not_spoil_the_log()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(3);
        string path = _folder.File("runs.jsonl");
        using ResultLog log = ResultLog.Open(path);
        ResultLogActions.Append(log, recipes[0]);
        TrainingResult other = SweepSamples.Finish(recipes[1]);
        foreach (TrainingResult wrong in new[]
        {
            other with { TestAccuracy = 2 },
            other.WithDatasetIdentity(new() { ClassNames = [new string('n', 1 << 17)] }),
            other.WithDatasetIdentity(new() { ClassNames = [.. Enumerable.Repeat(new string('n', 1 << 15), 1 << 11)] }),
        })
        {
            SwishException error = Assert.Throws<SwishException>(() => log.Append(recipes[1], SweepSamples.Data, wrong));
            Assert.Equal("ResultLogWriteFailed", error.ErrorId);
            Assert.Equal(SweepSamples.LogBytes(1), File.ReadAllBytes(path));
        }
        ResultLogActions.Append(log, recipes[1]);
        Assert.Equal(SweepSamples.LogBytes(2), File.ReadAllBytes(path));
    }

    private TrainingResult Append(TrainingRecipe recipe, string[] names)
    {
        string path = _folder.File("runs.jsonl");
        TrainingResult result = (SweepSamples.Finish(recipe) with { Classes = names.Length })
            .WithDatasetIdentity(new() { ClassNames = names });
        using (ResultLog log = ResultLog.Open(path)) log.Append(recipe, SweepSamples.Data, result);
        using (ResultLog log = ResultLog.Open(path)) Assert.NotNull(log.Find(result.RunId));
        return Assert.Single(ResultLogReader.Read(path)).Result;
    }
}
