using System.Globalization;
using System.Reflection;
using Swish.Analysis;
using Swish.Tests.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Analysis;

public sealed class ResultRowTests
{
    public static TrainingResult Result { get; } = TrainingResult.CreateFailed(
        RecipeSamples.Unusual, RecipeSamples.Blank(100)) with
    {
        Epochs = 1.5,
        Steps = 825,
        RunStatus = RunStatus.Completed,
        TestAccuracy = 0.9712,
        ValidationAccuracy = 0.97,
        TestLoss = 0.1,
        TrainLoss = 0.05,
        Parameters = 123,
        Seconds = 4.5,
        SamplesPerSecond = 1000,
        WeightHash = "ab",
    };

    [Fact]
    public void A_result_becomes_its_public_properties_in_their_order()
    {
        ResultRow row = ResultRow.From(Result);
        PropertyInfo[] properties = typeof(TrainingResult).GetProperties();
        Assert.Equal(properties.Select(p => p.Name), row.Columns);
        Assert.All(properties, p => Assert.Equal(p.GetValue(Result), row[p.Name]));
        Assert.DoesNotContain(properties, p => p.PropertyType.IsEnum);
    }

    [Theory]
    [InlineData("Status", 1, "Diverged")]
    [InlineData("Status", 1L, "Diverged")]
    [InlineData("Status", "1", "Diverged")]
    [InlineData("status", "Diverged", "Diverged")]
    [InlineData("Optimizer", 4.0, "Adam")]
    [InlineData("Status", 17, 17)]
    [InlineData("Seed", 1, 1)]
    public void The_number_of_an_enumeration_is_read_as_its_text(string column, object value, object read) =>
        Assert.Equal(read, new ResultRow([new(column, value)])[column]);

    public static TheoryData<object> LargeNumbers() =>
        [System.Numerics.BigInteger.Parse("7", CultureInfo.InvariantCulture), (Int128)7, (UInt128)7, (Half)7, 7m, 7UL];

    [Theory]
    [MemberData(nameof(LargeNumbers))]
    public void Any_numeric_type_is_a_number(object value)
    {
        Assert.True(ResultRow.TryReadNumber(value, out double number));
        Assert.Equal(7, number);
    }

    [Fact]
    public void The_old_name_of_the_run_id_is_read_from_files()
    {
        string hash = new('a', 32);
        Assert.Equal(hash, new ResultRow([new("Activation", "ReLU"), new("Recipe", hash)])["RunId"]);
        Assert.Equal("mine", new ResultRow([new("Recipe", "mine")])["Recipe"]);
    }

    [Theory]
    [InlineData("0.9712", 0.9712)]
    [InlineData("0,9712", 0.9712)]
    [InlineData("1e-4", 1e-4)]
    [InlineData("-3", -3)]
    public void Text_is_read_as_invariant_and_then_as_the_cultures(string text, double expected)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.True(ResultRow.TryReadNumber(text, out double number));
            Assert.Equal(expected, number);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("0,9712")]
    [InlineData("1,000")]
    [InlineData("Swish")]
    public void Text_with_thousands_is_no_number(string text)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Assert.False(ResultRow.TryReadNumber(text, out _));
            SwishException rejection = Assert.Throws<SwishException>(() => new ResultRow([new("A", text)]).Number("A"));
            Assert.Equal("InvalidNumber", rejection.ErrorId);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Names_are_case_blind_and_what_is_missing_is_empty()
    {
        ResultRow row = new([new("Depth", "3"), new("depth", "4"), new("Width", null)]);
        Assert.Equal("3", row.Text("DEPTH"));
        Assert.Equal(["Depth", "Width"], row.Columns);
        Assert.Equal(double.NaN, row.Number("Width"));
        Assert.Equal("", row.Text("Steps"));
        Assert.True(row.Has("width"));
        Assert.False(row.Has("Steps"));
    }
}
