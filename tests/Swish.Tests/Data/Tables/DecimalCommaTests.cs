using System.Globalization;
using Swish.Data;
using Swish.Data.Tables;
using Xunit;

namespace Swish.Tests.Data.Tables;

/// <summary>Numbers with a decimal comma that are read in another culture do not become text without a word.</summary>
public sealed class DecimalCommaTests
{
    private const string Culture = "[cultureinfo]::CurrentCulture = 'de-DE'";

    [Theory]
    [InlineData("1,5;-2,25;3;4e1;,5;1,", "'1,5'", Culture)]
    [InlineData("7;1,234;0,5;2", "'1,234'", Culture)]
    [InlineData("1.5;2,5;3;4", "'2,5'", "all of them with a decimal point")]
    [InlineData("1,234;12,345;-123,456;7", "'1,234'", "between thousands")]
    [InlineData("1.000,5;2.000,5;3;4", "'1.000,5'", "points between thousands")]
    public void A_feature_is_warned_of(string values, string first, string advice)
    {
        string note = Assert.Single(Read(values.Split(';'), "a;b;a;b;a;b".Split(';')).Notes);
        Assert.StartsWith("The column x is read as text", note, StringComparison.Ordinal);
        Assert.Contains(first, note, StringComparison.Ordinal);
        Assert.Contains(advice, note, StringComparison.Ordinal);
        Assert.Equal(advice == Culture, note.Contains(Culture, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1.5;-2.25;3;4")]
    [InlineData("1,5;2,5;a;3,5")]
    [InlineData("1,5,2;1,5;2,5;3")]
    [InlineData("a,b;c,d;e;f")]
    [InlineData("red;blue;red;blue")]
    public void Other_columns_are_not_warned_of(string values) =>
        Assert.Empty(Read(values.Split(';'), ["a", "b", "a", "b"]).Notes);

    [Fact]
    public void A_mistake_in_one_of_many_numbers_is_warned_of()
    {
        string[] numbers = [.. Enumerable.Range(1, 100).Select(i => i == 7 ? "7.7." : $"{i}")];
        string[] classes = [.. Enumerable.Range(1, 100).Select(i => i % 2 == 0 ? "a" : "b")];
        Assert.Equal("The column x is read as text, because 1 of its 100 values is no number, such as '7.7.' in row 7. Correct it, or "
            + "leave it empty as a missing value.", Assert.Single(Read(numbers, classes).Notes));
        // Codes of which many are numbers.
        Assert.Empty(Read([.. numbers.Select((n, i) => i % 10 == 0 ? "none" : n)], classes).Notes);
        Assert.Empty(Read([.. numbers.Select((n, i) => i == 0 ? "none" : $"{i % 5}")], classes).Notes);
    }

    [Fact]
    public void Nothing_is_warned_of_in_the_culture_of_the_numbers() =>
        Assert.Empty(Read(["1,5", "2,5", "3", "4"], ["a", "b", "a", "b"], "de-DE").Notes);

    [Fact]
    public void A_label_is_warned_of_and_its_errors_say_why()
    {
        string[] numbers = ["1", "2", "3", "4"];
        Assert.Contains("The column y is read as text", Assert.Single(Read(numbers, ["1,5", "2", "1,5", "2"]).Notes), StringComparison.Ordinal);
        foreach ((string id, PredictionTask task) in new[]
        {
            ("TableLabelNotNumeric", PredictionTask.Regression), ("TableUnknownClass", PredictionTask.Auto),
        })
        {
            SwishException error = Assert.Throws<SwishException>(() => Read(numbers, ["1,5", "2,5", "3,5", "4"], task: task));
            Assert.Equal(id, error.ErrorId);
            Assert.Contains("such as '1,5'. Write them with a decimal point", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_column_of_too_many_numbers_is_rejected_with_what_to_do()
    {
        int[] rows = [.. Enumerable.Range(0, 300)];
        SwishException error = Assert.Throws<SwishException>(() =>
            Read([.. rows.Select(row => $"{row},5")], [.. rows.Select(row => row % 2 == 0 ? "a" : "b")]));
        Assert.Equal("TableTooManyCategories", error.ErrorId);
        Assert.Contains(Culture, error.Message, StringComparison.Ordinal);
    }

    private static Dataset Read(string[] x, string[] y, string culture = "en-US", PredictionTask task = PredictionTask.Auto)
    {
        Table table = new(CultureInfo.GetCultureInfo(culture));
        foreach ((string feature, string label) in x.Zip(y))
        {
            table.Column("x").Add(feature);
            table.Column("y").Add(label);
            table.EndRow();
        }
        return table.ToDataset(new() { Label = "y", TestShare = 0.5, Task = task });
    }
}
