using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>Export-SwishPlot and Show-SwishPlot in the real engine.</summary>
public sealed class SwishPlotTests : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly PowerShellSession _session;
    private readonly string _folder = Directory.CreateTempSubdirectory("swish-plots-").FullName;

    public SwishPlotTests(PowerShellSession session)
    {
        _session = session;
        _session.Objects("[void]$ExecutionContext.SessionState.Path.SetLocation($args[0])", _folder);
    }

    [Theory]
    [InlineData("curves.svg")]
    [InlineData("curves.png")]
    public void Writes_a_picture_relative_to_the_location(string name)
    {
        PSObject file = Assert.Single(
            _session.Objects($"Get-ActivationCurve Swish, ReLU | Export-SwishPlot {name} -PassThru"));
        Assert.Equal(Path.Combine(_folder, name), ((FileInfo)file.BaseObject).FullName);
        Assert.True(new FileInfo(Path.Combine(_folder, name)).Length > 1000);
    }

    [Fact]
    public void Takes_results_from_a_file_and_gives_nothing_unasked()
    {
        const string script = """
            $runs = foreach ($depth in 10, 20) { foreach ($seed in 1..3) {
                [pscustomobject]@{ Activation = 'ReLU'; Depth = $depth; Seed = $seed; TestAccuracy = "0.9$seed" } } }
            $runs | Export-SwishPlot sweep.svg -Title 'A title' -YLabel 'Share' -Width 800 -Height 400
            """;
        Assert.Empty(_session.Objects(script));
        string svg = File.ReadAllText(Path.Combine(_folder, "sweep.svg"));
        foreach (string part in new[] { ">A title<", ">Share<", ">Hidden layers<", "width=\"800\"", "height=\"400\"" })
            Assert.Contains(part, svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_an_existing_file_without_force()
    {
        string path = Path.Combine(_folder, "old.svg");
        File.WriteAllText(path, "old");
        ErrorRecord error = _session.Error("Get-ActivationCurve Swish | Export-SwishPlot old.svg");
        Assert.StartsWith("FileExists,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal("old", File.ReadAllText(path));
        _session.Objects("Get-ActivationCurve Swish | Export-SwishPlot old.svg -Force");
        Assert.NotEqual("old", File.ReadAllText(path));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        _session.Objects("Get-ActivationCurve Swish | Export-SwishPlot new.svg -WhatIf");
        Assert.Empty(Directory.GetFiles(_folder));
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
    public void Rejects_a_path_before_it_takes_input()
    {
        ScriptOutcome outcome = _session.Run("& { 'asked'; $script:asked = $true } | Export-SwishPlot a.gif");
        Assert.StartsWith("UnknownPictureFormat,", outcome.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Null(_session.Objects("$script:asked").SingleOrDefault());
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
        _session.Objects("[void]$ExecutionContext.SessionState.Path.SetLocation($args[0])", Path.GetTempPath());
        Directory.Delete(_folder, recursive: true);
    }
}
