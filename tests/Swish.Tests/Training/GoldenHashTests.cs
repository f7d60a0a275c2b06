using Swish.Recipes;
using Swish.Reproducibility;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>Runs whose bits are known, in tests/Swish.SameBits/GoldenRuns.tsv.</summary>
public sealed class GoldenHashTests
{
    private const string HowToRenew =
        "If the change of the arithmetic is meant, raise NumericsVersion.Current (logs of the old one must not mix with the new) "
        + "and renew the table with: dotnet run --project tests/Swish.Reproducibility -- renew";

    internal static GoldenTable Table { get; } = ReadTable();

    public static TheoryData<string> Names => [.. GoldenRuns.All.Select(run => run.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_run_comes_to_its_bits(string name)
    {
        GoldenBits actual = GoldenRuns.All.Single(run => run.Name == name).Do(new(), TestContext.Current.CancellationToken);
        GoldenBits? expected = Table.Find(name);
        Assert.True(expected is not null, $"The table lacks '{name}'. {HowToRenew}");
        Assert.True(expected.Weights == actual.Weights, $"'{name}' comes to other weights. {HowToRenew}");
        Assert.True(expected.Figures == actual.Figures, $"'{name}' comes to other losses or accuracies. {HowToRenew}");
    }

    [Fact]
    public void The_table_holds_these_runs_under_this_version_of_the_arithmetic()
    {
        Assert.Equal(GoldenRuns.All.Select(run => run.Name), Table.Names);
        Assert.True(Table.Version == NumericsVersion.Current, $"The table is of arithmetic {Table.Version}. {HowToRenew}");
    }

    [Fact]
    public void Every_golden_run_stands_for_something_of_its_own()
    {
        GoldenBits[] bits = [.. Table.Names.Select(name => Table.Find(name)!)];
        Assert.All(bits, b => Assert.Equal(32, b.Weights.Length));
        Assert.Equal(bits.Length, bits.Distinct().Count());
    }

    private static GoldenTable ReadTable()
    {
        using StreamReader reader = File.OpenText(Places.GoldenTable);
        return GoldenTable.Read(reader);
    }
}
