namespace Swish.Module.Tests;

/// <summary>What is written in a table: numbers of another culture, and names that act on a terminal.</summary>
public sealed class TableTextTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private const string Rows = "$rows = 1..40 | ForEach-Object { [pscustomobject]@{ "
        + "Size = \"$_,5\" -replace '^\\d\\d', '3'; Kind = 'a', 'b' | Select-Object -Index ($_ % 2) } }; ";

    [Theory]
    [InlineData("$rows | ConvertTo-SwishDataset -Label Kind -SplitSeed 1, 2")]
    [InlineData("$rows | Export-Csv $args[0] -Delimiter ';'; Import-TableDataset $args[0] -Label Kind -SplitSeed 1, 2")]
    [InlineData("$rows | Invoke-SwishTraining -Label Kind -SplitSeed 1, 2 -Step 2 -Width 4")]
    public void A_decimal_comma_in_another_culture_is_warned_of_once(string command)
    {
        string path = Path.GetTempFileName();
        try
        {
            ScriptOutcome english = session.Run(
                $"[cultureinfo]::CurrentCulture = 'en-US'; {Rows}{command}", path).RequireNoError();
            string warning = Assert.Single(english.Warnings, w => w.Contains("decimal", StringComparison.Ordinal));
            Assert.StartsWith("The column Size is read as text", warning, StringComparison.Ordinal);
            Assert.Contains("'1,5'", warning, StringComparison.Ordinal);
            const string Advice = "[cultureinfo]::CurrentCulture = 'de-DE'";
            Assert.Contains(Advice, warning, StringComparison.Ordinal);
            ScriptOutcome german = session.Run($"{Advice}; {Rows}{command}", path).RequireNoError();
            Assert.DoesNotContain(german.Warnings, w => w.Contains("decimal", StringComparison.Ordinal));
            Assert.Equal(2, german.Objects.Count);
        }
        finally
        {
            session.Run("[cultureinfo]::CurrentCulture = ''");
            File.Delete(path);
        }
    }

    [Fact]
    public void Objects_are_predicted_by_properties_whose_names_are_escaped()
    {
        session.Objects("$global:odd = 1..40 | ForEach-Object { [pscustomobject]@{ "
            + "\"x`e[2J\" = $_; Color = \"r`u{202E}\", 'g' | Select-Object -Index ($_ % 2); Kind = $_ -gt 20 ? 'a' : 'b' } }; "
            + "$global:data = $odd | ConvertTo-SwishDataset -Label Kind; "
            + "$global:network = (Invoke-SwishTraining -Dataset $data -Step 2 -Width 4 -KeepNetwork).GetNetwork()");
        Assert.Equal(["x\\u001B[2J", "Color=g", "Color=r\\u202E"], session.Objects("$data.FeatureNames").Select(n => $"{n}"));
        Assert.Equal(40, session.Objects("$odd | Invoke-SwishNetwork $network").Count);
        string missing = session.Error("[pscustomobject]@{ Color = 'g' } | Invoke-SwishNetwork $network").Exception.Message;
        Assert.Contains("no value of 'x\\u001B[2J'", missing, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', string.Join('\n', session.Lines(
            "$network | Get-PredictionGrid $data -Side 2 -Feature 'x\\u001B[2J', 'Color=g' | Select-Object -First 2 | Format-List *")));
    }
}
