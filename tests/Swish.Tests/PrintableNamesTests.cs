using System.Globalization;
using Swish.Activations;
using Swish.Analysis.Predictions;
using Swish.Data;
using Swish.Data.Tables;
using Swish.Models;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests;

/// <summary>Names from files act on no terminal, wherever an object shows them, and messages have an end.</summary>
public sealed class PrintableNamesTests : IDisposable
{
    private const string Escape = "\u001B[2J";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_of_data_sets_and_classes_are_escaped_and_keep_their_weights()
    {
        ExampleSet examples = ExampleSet.OfFloats(
            [.. Enumerable.Range(0, 40).Select(i => i / 40f)], [.. Enumerable.Range(0, 40).Select(i => (ushort)(i % 2))], 1);
        Dataset data = new("d" + Escape, ExampleShape.OfFeatures(1), 2, examples, examples) { ClassNames = ["a" + Escape, "b"] };
        Assert.Equal("d\\u001B[2J", data.Name);
        Assert.Equal(["a\\u001B[2J", "b"], data.ClassNames);
        TrainingRecipe recipe = new()
        {
            HiddenLayers = HiddenLayerList.Uniform(1, 2), BatchSize = 10, Steps = 3, ValidationCount = 0,
            ClassWeight = ClassWeightList.Parse($"a{Escape}=5"),
        };
        TrainingResult weighted = Run(recipe, data);
        Assert.NotEqual(Run(recipe with { ClassWeight = ClassWeightList.None }, data).WeightHash, weighted.WeightHash);
        Assert.Equal(Run(recipe with { ClassWeight = ClassWeightList.Parse("a\\u001B[2J=5") }, data).WeightHash, weighted.WeightHash);
        Assert.Equal("UnknownClass", Assert.Throws<SwishException>(() => RecipeValidator.Validate(
            recipe with { ClassWeight = ClassWeightList.Parse("c=5") }, data)).ErrorId);

        string path = _folder.File("a.onnx");
        NetworkFile.Write(weighted.GetNetwork()!, path);
        TrainedNetwork read = NetworkFile.Read(path);
        Assert.Equal(data.Name, read.Dataset);
        Assert.Equal(data.ClassNames, read.ClassNames);
    }

    [Fact]
    public void Names_of_features_are_escaped_in_data_sets_networks_and_errors()
    {
        Table table = new(CultureInfo.InvariantCulture);
        for (int row = 0; row < 40; row++)
        {
            table.Column("x" + Escape).Add(row);
            table.Column("c\u202E").Add(row % 3 == 0 ? "t\n" + Escape + "!" : "u");
            table.Column("y\r\n").Add(row % 2 == 0 ? "a" : "b");
            table.EndRow();
        }
        Dataset data = table.ToDataset(new() { Label = "y\r\n" });
        string[] names = ["x\\u001B[2J", "c\\u202E=t\\u000A\\u001B[2J!", "c\\u202E=u"];
        Assert.Equal(names, data.FeatureNames);
        Assert.Equal("y\\u000D\\u000A", data.LabelName);
        Assert.Contains("has x\\u001B[2J, c\\u202E, y\\u000D\\u000A.", table.NotFound("z").Message, StringComparison.Ordinal);

        TrainedNetwork network = Run(
            new() { HiddenLayers = HiddenLayerList.Uniform(1, 2), BatchSize = 10, Steps = 3, ValidationCount = 0 }, data).GetNetwork()!;
        Assert.Equal(names, network.FeatureNames);
        string path = _folder.File("f.onnx");
        NetworkFile.Write(network, path);
        Assert.Equal(names, NetworkFile.Read(path).FeatureNames);
        Assert.Equal(names[0], PredictionGrid.Of(network, data, ["x" + Escape], 2, TestContext.Current.CancellationToken)[0].XName);

        table.Column("x\n" + Escape).Add(double.MaxValue);
        table.EndRow();
        SwishException error = Assert.Throws<SwishException>(() => table.ToDataset(new() { Label = "y\r\n" }));
        Assert.Equal("TableNotFinite", error.ErrorId);
        Assert.Contains("in the column x\\u000A\\u001B[2J;", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{x*}")]
    [InlineData("nothing")]
    public void A_message_about_a_long_text_is_short(string text)
    {
        string source = text.Replace("x", string.Join('+', Enumerable.Repeat("x", 100_000)), StringComparison.Ordinal)
            .Replace("nothing", new string('n', 200_000), StringComparison.Ordinal);
        SwishException error = Assert.Throws<SwishException>(() => ActivationCatalog.Parse(source));
        Assert.InRange(error.Message.Length, 10, 5000);
    }

    [Fact]
    public void The_middle_of_a_long_text_is_left_out_and_no_pair_of_surrogates_is_split()
    {
        Assert.Equal("abc", PrintableText.Shorten("abc", 16));
        for (int offset = 0; offset < 4; offset++)
        {
            string text = new string('a', offset) + string.Concat(Enumerable.Repeat("😀", 50));
            string shortened = PrintableText.Shorten(text, 31 + offset);
            Assert.InRange(shortened.Length, 24, 31 + offset);
            Assert.Contains(" … ", shortened, StringComparison.Ordinal);
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(shortened)));
        }
    }

    [Fact]
    public void A_log_whose_name_is_too_long_for_a_lock_leaves_no_file()
    {
        string name = new('n', 250);
        SwishException error = Assert.Throws<SwishException>(() => ResultLog.Open(_folder.File(name)));
        Assert.Equal("ResultLogUnavailable", error.ErrorId);
        Assert.Contains("11 more characters", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        File.WriteAllBytes(_folder.File(name), [1]);
        Assert.Throws<SwishException>(() => ResultLog.Open(_folder.File(name)));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    private static TrainingResult Run(TrainingRecipe recipe, Dataset data) =>
        Trainer.Run(recipe, data, new() { KeepsNetwork = true }, TestContext.Current.CancellationToken);
}
