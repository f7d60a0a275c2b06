using System.Security.Cryptography;
using System.Text;
using Swish.Data;
using Swish.Data.Toys;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.ResultLogs;

/// <summary>Runs that predict numbers have no classes and no accuracies; their logs are read like others.</summary>
public sealed class RegressionLogTests : IDisposable
{
    private static readonly TrainingRecipe Small = new()
    {
        HiddenLayers = HiddenLayerList.Uniform(1, 4), BatchSize = 20, Steps = 20, ValidationCount = 20, Diagnostic = true,
    };

    private static readonly Dataset Sine = ToyDataset.Create(new() { Kind = ToyKind.Sine, Count = 80, TestCount = 20 });

    private static readonly Dataset Constant = new(
        "constant", ExampleShape.OfFeatures(1), 0, Sine.Training,
        ExampleSet.WithTargets([0, 1, 2], [0.5f, 0.5f, 0.5f], 1));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 0.01, "Completed")]
    [InlineData(false, 1e6, "Diverged")]
    [InlineData(true, 0.01, "Completed")]
    public void A_run_is_read_back_and_not_trained_again(bool isConstant, double learningRate, string status)
    {
        Dataset data = isConstant ? Constant : Sine;
        TrainingRecipe recipe = Small with { LearningRate = learningRate, Optimizer = OptimizerKind.SGD };
        string path = _folder.File("runs.jsonl");
        TrainingResult trained = Train(recipe, data, path, isLogged: false);
        Assert.Equal(status, trained.Status);
        SweepSamples.AssertSame(trained, Train(recipe, data, path, isLogged: true));
        string merged = _folder.File("merged.jsonl");
        using (ResultLog destination = ResultLog.Open(merged))
            Assert.Single(new ResultLogMerge().Add(path, _ => { }, destination));
        SweepSamples.AssertSame(trained, Assert.Single(ResultLogReader.Read(merged)).Result);
    }

    [Theory]
    [InlineData("\"classes\":0", "\"classes\":-1", "classes is -1")]
    [InlineData("\"classes\":0", "\"classes\":2", "it has classes and errors of predicted numbers")]
    [InlineData("\"testAccuracy\":\"NaN\"", "\"testAccuracy\":0.5", "classes is 0")]
    [InlineData("\"validationAccuracy\":\"NaN\"", "\"validationAccuracy\":0.5", "classes is 0")]
    [InlineData("\"chanceAccuracy\":0", "\"chanceAccuracy\":0.5", "classes is 0")]
    [InlineData("\"rmse\":2", "\"rmse\":-2", "rmse is -2")]
    [InlineData("\"mae\":1", "\"mae\":-1", "mae is -1")]
    [InlineData("\"r2\":0.5", "\"r2\":1.5", "r2 is 1.5")]
    public void Numbers_that_no_run_has_are_rejected(string field, string value, string message)
    {
        TrainingResult result = TrainingResult.CreateFailed(Small, Sine) with
        {
            Steps = 20,
            Epochs = 20 / 3.0,
            RunStatus = RunStatus.Completed,
            R2 = 0.5,
            RMSE = 2,
            MAE = 1,
        };
        string line = Encoding.UTF8.GetString(ResultLogLine.Write(
            new(result, RecipeJson.Write(Small), Sine.Fingerprint, MachineInfo.Current)));
        Assert.Contains(field, line, StringComparison.Ordinal);
        _ = ResultLogLine.Read(Sign(line));
        Assert.Contains(message, Assert.Throws<ResultLogLineException>(
            () => ResultLogLine.Read(Sign(line.Replace(field, value, StringComparison.Ordinal)))).Message,
            StringComparison.Ordinal);
    }

    private static TrainingResult Train(TrainingRecipe recipe, Dataset data, string path, bool isLogged)
    {
        using ResultLog log = ResultLog.Open(path);
        SweepOutcome outcome = Assert.Single(
            new Sweep([recipe], data, new() { Log = log }).Run(TestContext.Current.CancellationToken));
        Assert.Null(outcome.LogError);
        Assert.Equal(isLogged, outcome.FromLog);
        return outcome.Result;
    }

    private static byte[] Sign(string line)
    {
        string body = line[..line.LastIndexOf(",\"check\"", StringComparison.Ordinal)];
        string check = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..16];
        return Encoding.UTF8.GetBytes($"{body},\"check\":\"{check}\"}}");
    }
}
