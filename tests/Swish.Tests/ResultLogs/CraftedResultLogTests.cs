using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.ResultLogs;

/// <summary>Lines that somebody made, whose check is right: a log is input like any other.</summary>
public sealed partial class CraftedResultLogTests : IDisposable
{
    private static readonly string Line =
        Encoding.UTF8.GetString(ResultLogLine.Write(SweepSamples.Entry(SweepSamples.Recipes(1)[0])))[..^1];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("testAccuracy", "2", "testAccuracy is 2")]
    [InlineData("testAccuracy", "-0.1", "testAccuracy is -0.1")]
    [InlineData("testAccuracy", "\"Infinity\"", "testAccuracy is Infinity")]
    [InlineData("validationAccuracy", "1.5", "validationAccuracy is 1.5")]
    [InlineData("chanceAccuracy", "3", "chanceAccuracy is 3")]
    [InlineData("depth", "-1", "depth is -1")]
    [InlineData("width", "-5", "width is -5")]
    [InlineData("batchSize", "-128", "batchSize is -128")]
    [InlineData("learningRate", "-1", "learningRate is -1")]
    [InlineData("learningRate", "\"NaN\"", "learningRate is NaN")]
    [InlineData("l2", "-1", "l2 is -1")]
    [InlineData("dropout", "2", "dropout is 2")]
    [InlineData("seed", "-1", "seed is -1")]
    [InlineData("epochs", "-1", "epochs is -1")]
    [InlineData("steps", "-1", "more entries than the run has steps")]
    [InlineData("testLoss", "-1", "testLoss is -1")]
    [InlineData("trainLoss", "\"-Infinity\"", "trainLoss is -Infinity")]
    [InlineData("parameters", "-1", "parameters is -1")]
    [InlineData("seconds", "-2", "seconds is -2")]
    [InlineData("samplesPerSecond", "-2", "samplesPerSecond is -2")]
    [InlineData("classes", "0", "classes is 0")]
    [InlineData("testCount", "-1", "testCount is -1")]
    [InlineData("vectorBits", "-1", "vectorBits is -1")]
    [InlineData("status", "77", "status is 77")]
    [InlineData("status", "\"77\"", "status is 77")]
    public void A_number_that_no_run_has_is_rejected(string field, string number, string message)
    {
        Regex value = new($"\"{field}\":(\"[^\"]*\"|[^,}}]*)");
        string result = Line[Line.IndexOf("\"result\"", StringComparison.Ordinal)..];
        Assert.Matches(value, result);
        Reject(Line.Replace(result, value.Replace(result, $"\"{field}\":{number}", 1), StringComparison.Ordinal), message);
    }

    [Theory]
    [InlineData("activation", "\"ReLU\"")]
    [InlineData("hiddenLayers", "\"64x3\"")]
    [InlineData("batchSize", "64")]
    [InlineData("learningRate", "0.5")]
    [InlineData("optimizer", "\"SGD\"")]
    [InlineData("schedule", "\"Cosine\"")]
    [InlineData("l2", "0.5")]
    [InlineData("dropout", "0.5")]
    [InlineData("residual", "true")]
    [InlineData("initializer", "\"GlorotUniform\"")]
    [InlineData("seed", "2")]
    public void A_column_that_contradicts_the_recipe_is_rejected(string field, string value)
    {
        Regex column = new($"\"{field}\":(\"[^\"]*\"|[^,}}]*)");
        string result = Line[Line.IndexOf("\"result\"", StringComparison.Ordinal)..];
        Reject(
            Line.Replace(result, column.Replace(result, $"\"{field}\":{value}", 1), StringComparison.Ordinal),
            $"its {field} is {value.Trim('"')}, and that of its recipe");
    }

    [Theory]
    [InlineData("depth", "7")]
    [InlineData("width", "999")]
    [InlineData("width", "null")]
    public void A_depth_or_width_that_the_hidden_layers_do_not_have_is_rejected(string field, string value)
    {
        Regex column = new($"\"{field}\":(\"[^\"]*\"|[^,}}]*)");
        string result = Line[Line.IndexOf("\"result\"", StringComparison.Ordinal)..];
        Reject(
            Line.Replace(result, column.Replace(result, $"\"{field}\":{value}", 1), StringComparison.Ordinal),
            "its depth and width are not those of its hidden layers");
    }

    [Theory]
    [InlineData("epochs", "2.5", "it cannot have 2.5 epochs with 21 steps")]
    [InlineData("epochs", "0", "it cannot have 0 epochs with 21 steps")]
    [InlineData("epochs", "\"Infinity\"", "it cannot have Infinity epochs with 21 steps")]
    [InlineData("epochs", "\"NaN\"", "it cannot have NaN epochs with 21 steps")]
    [InlineData("batchNorm", "\"All\"", "its batchNormInterval is All, and that of its recipe None")]
    [InlineData("epochs", "7", "its epochs is 7, and that of its recipe")]
    [InlineData("classes", "11", "it has 11 classes and names of 3")]
    [InlineData("chanceAccuracy", "0.1234", "no class has 0.1234 of its test examples")]
    [InlineData("chanceAccuracy", "0", "no class has 0 of its test examples")]
    [InlineData("gateLayers", "\"5x2\"", "it has widths of gates, and its recipe has no gate")]
    public void What_follows_from_the_recipe_and_the_data_set_is_checked(string field, string value, string message)
    {
        Regex column = new($"\"{field}\":(\"[^\"]*\"|[^,}}]*)");
        string result = Line[Line.IndexOf("\"result\"", StringComparison.Ordinal)..];
        string crafted = column.IsMatch(result)
            ? column.Replace(result, $"\"{field}\":{value}", 1)
            : result.Replace("\"result\":{", $"\"result\":{{\"{field}\":{value},", StringComparison.Ordinal);
        string line = Line.Replace(result, crafted, StringComparison.Ordinal);
        if (field == "classes")
            line = line.Replace("\"dataset\":{", "\"dataset\":{\"classNames\":[\"a\",\"b\",\"c\"],", StringComparison.Ordinal);
        Reject(line, message);
    }

    [Theory]
    [InlineData("Newer", true)]
    [InlineData("Newer(beta=2)", true)]
    [InlineData("", false)]
    [InlineData("ReLU", false)]
    public void The_label_of_an_activation_that_is_not_known_begins_its_text(string label, bool isRead)
    {
        ResultLogEntry entry = SweepSamples.Entry(SweepSamples.Recipes(1)[0]);
        string json = entry.RecipeJson.Replace(
            "\"activation\":\"Swish\"", "\"activation\":\"Newer(beta=2)\"", StringComparison.Ordinal);
        Assert.NotEqual(entry.RecipeJson, json);
        string fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{json}\n{entry.DatasetFingerprint}\n{NumericsVersion.Current}"))))[..32];
        TrainingResult result = entry.Result.WithIdentity(
            entry.Result.GetIdentity() with { Activation = label, RunId = fingerprint });
        byte[] line = ResultLogLine.Write(entry with { RecipeJson = json, Result = result });
        if (isRead) Assert.Equal(label, ResultLogLine.Read(line.AsMemory()[..^1]).Result.Activation);
        else Reject(Encoding.UTF8.GetString(line)[..^1], "its activation is");
    }

    [Fact]
    public void A_recipe_or_a_data_set_that_is_not_that_of_the_fingerprint_is_rejected()
    {
        const string Message = "fingerprint is not that of its recipe and its data set";
        Reject(Line.Replace("\"momentum\":0.9", "\"momentum\":0.8", StringComparison.Ordinal), Message);
        string data = SweepSamples.Data.Fingerprint;
        Reject(Line.Replace(data, new string('0', data.Length), StringComparison.Ordinal), Message);
        Reject(Line.Replace("\"fingerprint\":\"", "\"fingerprint\":\"0", StringComparison.Ordinal), Message);
    }

    [Theory]
    [InlineData(7, RunStatus.Completed, 0, false)]
    [InlineData(21, RunStatus.Completed, 0, true)]
    [InlineData(7, RunStatus.Diverged, 0, true)]
    [InlineData(7, RunStatus.Completed, 2, true)]
    [InlineData(22, RunStatus.Diverged, 0, false)]
    public void Steps_are_those_of_the_recipe_or_fewer_where_a_run_may_end_early(
        int steps, RunStatus status, int patience, bool isRead)
    {
        ResultLogEntry entry = SweepSamples.Entry(SweepSamples.Recipes(1)[0] with { Steps = 21, Patience = patience });
        string line = Encoding.UTF8.GetString(ResultLogLine.Write(
            entry with { Result = (entry.Result with { Steps = steps, Epochs = steps / 7.0, RunStatus = status }).WithHistory([]) }))[..^1];
        if (isRead) Assert.Equal(steps, ResultLogLine.Read(Sign(line)).Result.Steps);
        else Reject(line, $"its steps is {steps}, and that of its recipe 21");
    }

    [Theory]
    [InlineData("[[7,-1,0.1,2,2,0.5]]", "epoch")]
    [InlineData("[[7,1,0.1,-2,2,0.5]]", "training loss")]
    [InlineData("[[7,1,0.1,2,2,1.5]]", "validation accuracy")]
    [InlineData("[[22,1,0.1,2,2,0.5]]", "step of the learning curve is 22")]
    [InlineData("[[7,1,0.1,2,2,0.5],[7,1,0.1,2,2,0.5]]", "step of the learning curve is 7")]
    [InlineData("[[0,1,0.1,2,2,0.5]]", "step of the learning curve is 0")]
    [InlineData("[[7,1,0.1,2,2,0.5,1]]", "not the JSON of a result")]
    [InlineData("[7]", "not the JSON of a result")]
    [InlineData("{}", "not the JSON of a result")]
    [InlineData("[],\"history\":[]", "not the JSON of a result")]
    public void A_learning_curve_that_no_run_has_is_rejected(string history, string message) =>
        Reject(History().Replace(Line, $"\"history\":{history},\"weightHash\""), message);

    [Theory]
    [InlineData("[[-1,1,0,0,0,0,0]]", "step of the diagnostics")]
    [InlineData("[[1,-1,0,0,0,0,0]]", "layer of the diagnostics")]
    [InlineData("[[1,1,0,0,2,0,0]]", "dead units")]
    [InlineData("[[1,1,0,0,0,-1,0]]", "gradient norm")]
    public void Diagnostics_that_no_run_has_are_rejected(string diagnostics, string message) =>
        Reject(Line.Replace(",\"weightHash\"", $",\"diagnostics\":{diagnostics},\"weightHash\"",
            StringComparison.Ordinal), message);

    [Fact]
    public void A_name_that_would_act_on_a_terminal_is_rejected_or_escaped()
    {
        Reject(Line.Replace("\"activation\":\"Swish\",\"depth\"", "\"activation\":\"\\u001b[2J\",\"depth\"",
            StringComparison.Ordinal), "activation contains a control character");
        string name = Line.Replace("\"dataset\":{\"name\":\"", "\"dataset\":{\"name\":\"\\u001b[2J\\u202e",
            StringComparison.Ordinal);
        Assert.StartsWith(
            "\\u001B[2J\\u202E", ResultLogLine.Read(Sign(name)).Result.Dataset, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("looks")]
    [InlineData("gateLayers")]
    [InlineData("networkPath")]
    public void A_text_that_would_act_on_a_terminal_is_rejected(string field) =>
        Reject(Line.Replace("\"result\":{", $"\"result\":{{\"{field}\":\"\\u001b[2J\",", StringComparison.Ordinal),
            $"{field} contains a control character");

    [Fact]
    public void A_long_learning_curve_is_rejected_in_bounded_memory()
    {
        // 31 MB: two million points of a run of 21 steps, and of one that claims to have as many steps.
        StringBuilder points = new("[[1,1,1,1,1,1]");
        for (int i = 2; points.Length < 31 << 20; i++)
            points.Append(CultureInfo.InvariantCulture, $",[{i},1,1,1,1,1]");
        foreach (string steps in new[] { "21", "2000000000" })
        {
            byte[] line = Sign(History().Replace(Line, $"\"history\":{points}],\"weightHash\"").Replace(
                "\"steps\":21,", $"\"steps\":{steps},", StringComparison.Ordinal));
            long before = GC.GetAllocatedBytesForCurrentThread();
            ResultLogLineException error = Assert.Throws<ResultLogLineException>(() => ResultLogLine.Read(line));
            Assert.Contains("more entries than", error.Message, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 << 20);
        }
    }

    [Fact]
    public void A_long_field_is_rejected_in_bounded_memory()
    {
        foreach (string field in new[] { new string('a', 30 << 20), "\",\"x\":[" + new string('1', 1 << 24) + "],\"y\":\"" })
        {
            byte[] line = Sign(Line.Replace("\"name\":\"", $"\"name\":\"{field}", StringComparison.Ordinal));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<ResultLogLineException>(() => ResultLogLine.Read(line));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
        }
        string point = "[[" + string.Join(',', Enumerable.Repeat("1", 1 << 20)) + "]]";
        Reject(History().Replace(Line, $"\"history\":{point},\"weightHash\""), "longer than any");
    }

    [Fact]
    public void The_longest_learning_curve_of_a_run_is_read()
    {
        int points = Swish.Training.RecipeValidator.MaximumPoints + 1;
        ResultLogEntry entry = SweepSamples.Entry(SweepSamples.Recipes(1)[0]);
        entry = entry with
        {
            Result = (entry.Result with { Steps = points, Epochs = points, RunStatus = RunStatus.Diverged }).WithHistory(
                [.. Enumerable.Range(1, points).Select(i => new Swish.Training.TrainingPoint(
                    i, i / 3.0, 1.0 / i, 1.0 / i, 1.0 / i, 1.0 / i))]),
        };
        SweepSamples.AssertSame(entry.Result, ResultLogLine.Read(ResultLogLine.Write(entry).AsMemory()[..^1]).Result);
    }

    private static byte[] Sign(string line)
    {
        string body = line[..line.LastIndexOf(",\"check\"", StringComparison.Ordinal)];
        string check = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..16];
        return Encoding.UTF8.GetBytes($"{body},\"check\":\"{check}\"}}");
    }

    private void Reject(string line, string message)
    {
        byte[] content = [.. SweepSamples.Header, .. Sign(line), (byte)'\n'];
        string path = _folder.File("crafted.jsonl", content);
        SwishException error = Assert.Throws<SwishException>(() => ResultLog.Open(path));
        Assert.Equal("ResultLogDamaged", error.ErrorId);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("[[1]]", "not the JSON of a result")]
    [InlineData("[null]", "not the JSON of a result")]
    [InlineData("\"a\"", "not the JSON of a result")]
    [InlineData("[],\"classNames\":[]", "not the JSON of a result")]
    [InlineData(null, "names of classes have more entries")]
    public void Names_of_classes_that_no_data_set_has_are_rejected(string? names, string message)
    {
        names ??= $"[{string.Join(',', Enumerable.Repeat("\"\"", (1 << 16) + 1))}]";
        Reject(Line.Replace("\"dataset\":{", $"\"dataset\":{{\"classNames\":{names},", StringComparison.Ordinal), message);
    }

    [GeneratedRegex("\"history\":.*,\"weightHash\"")]
    private static partial Regex History();
}
