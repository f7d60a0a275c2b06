namespace Swish.Module.Tests;

public sealed class GetActivationTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Fact]
    public void Lists_all_without_a_name() =>
        Assert.InRange(session.Values<string>("Get-Activation", "Name").Distinct().Count(), 19, 100);

    [Fact]
    public void Finds_names_by_wildcard_and_alias()
    {
        Assert.Contains("ReLU", session.Values<string>("Get-Activation *elu*", "Name"));
        Assert.Equal(["Swish"], session.Values<string>("Get-Activation silu", "Name"));
        Assert.Equal(["Swish"], session.Values<string>("[pscustomobject]@{ Name = 'SWISH' } | Get-Activation", "Name"));
        Assert.Empty(session.Objects("Get-Activation nothing*"));
    }

    [Fact]
    public void Names_the_nearest_where_there_is_none() =>
        Assert.Contains("Swish", session.Error("Get-Activation Swihs").ToString(), StringComparison.Ordinal);

    [Fact]
    public void Shows_formulas_and_constants_as_text_within_a_hundred_columns()
    {
        IReadOnlyList<string> lines = session.Lines("Get-Activation");
        Assert.Contains(lines, line => line.StartsWith("Swish", StringComparison.Ordinal)
            && line.Contains("x·σ(βx)", StringComparison.Ordinal) && line.Contains("SiLU", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void Is_flat_so_that_it_makes_a_row_of_a_table()
    {
        Assert.Equal("SiLU", session.Objects("Get-Activation Swish")[0].Properties["Aliases"].Value.ToString()![..4]);
        Assert.All(
            session.Objects("Get-Activation").SelectMany(a => a.Properties),
            p => Assert.DoesNotContain("System.", p.Value?.ToString() ?? "", StringComparison.Ordinal));
    }
}
