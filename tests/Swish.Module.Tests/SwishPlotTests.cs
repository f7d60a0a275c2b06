namespace Swish.Module.Tests;

/// <summary>Export-SwishPlot and Show-SwishPlot in the real engine.</summary>
public sealed class SwishPlotTests : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly PowerShellSession _session;
    private readonly string _folder = Directory.CreateTempSubdirectory("swish-plots-").FullName;

    public SwishPlotTests(PowerShellSession session)
    {
        _session = session;
        _session.Objects("Set-Location -LiteralPath $args[0]", _folder);
    }

    [Theory]
    [InlineData("Get-ActivationCurve Swish | Export-SwishPlot a.gif", "UnknownPictureFormat")]
    [InlineData("Get-ActivationCurve Swish | Export-SwishPlot nowhere/a.svg", "PathNotFound")]
    [InlineData("Get-ActivationCurve Swish | Export-SwishPlot \"a`0b.svg\"", "InvalidPath")]
    [InlineData("1 | Export-SwishPlot a.svg", "NothingToPlot")]
    [InlineData("1 | Show-SwishPlot", "NothingToPlot")]
    [InlineData("Get-ActivationCurve Swish | Show-SwishPlot -Y Height", "UnknownColumn")]
    public void Rejects_what_makes_no_picture(string script, string id)
    {
        Assert.StartsWith(id + ",", _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Shows_plain_lines_within_the_width_of_the_window()
    {
        IReadOnlyList<string> lines = _session.Lines("Get-ActivationCurve Swish, ReLU | Show-SwishPlot", 70);
        Assert.Contains(lines, l => l.Contains("● Swish", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 69));
        Assert.DoesNotContain(lines, l => l.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public void Shows_color_where_it_is_wanted_and_never_under_NO_COLOR()
    {
        const string show = """
            $PSStyle.OutputRendering = 'Ansi'
            Get-ActivationCurve Swish | Show-SwishPlot
            $PSStyle.OutputRendering = 'Host'
            """;
        string? before = Environment.GetEnvironmentVariable("NO_COLOR");
        try
        {
            Environment.SetEnvironmentVariable("NO_COLOR", null);
            Assert.Contains(_session.Objects(show), l => l.ToString().Contains('\u001b'));
            Environment.SetEnvironmentVariable("NO_COLOR", "1");
            Assert.DoesNotContain(_session.Objects(show), l => l.ToString().Contains('\u001b'));
        }
        finally
        {
            Environment.SetEnvironmentVariable("NO_COLOR", before);
        }
    }

    public void Dispose()
    {
        _session.Objects("Set-Location -LiteralPath $args[0]", Path.GetTempPath());
        Directory.Delete(_folder, recursive: true);
    }
}
