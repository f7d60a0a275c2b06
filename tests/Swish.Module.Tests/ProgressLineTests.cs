using System.Management.Automation;
using System.Text.RegularExpressions;
using Swish.Shell;

namespace Swish.Module.Tests;

/// <summary>The shell's line of progress.</summary>
public sealed class ProgressLineTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(200)]
    public void Keeps_within_any_terminal(int columns)
    {
        using StringWriter writer = new();
        ProgressLine line = new(writer, columns);
        line.Show(new ProgressRecord(1, "Training", "3 of 4 runs done") { PercentComplete = 75 });
        string shown = Regex.Replace(writer.ToString(), "\r|\e\\[K", "");
        Assert.InRange(shown.Length, 0, Math.Max(0, columns - 1));
        if (columns == 20) Assert.Equal("Training 75 %: 3 o…", shown);
        if (columns == 200) Assert.Equal("Training 75 %: 3 of 4 runs done", shown);
    }

    [Fact]
    public void Is_gone_when_all_is_done()
    {
        using StringWriter writer = new();
        ProgressLine line = new(writer, 80);
        line.Show(new ProgressRecord(1, "Training", "Step 1"));
        line.Clear();
        Assert.EndsWith("\r\e[K", writer.ToString(), StringComparison.Ordinal);
        int length = writer.ToString().Length;
        line.Clear();
        Assert.Equal(length, writer.ToString().Length);
    }
}
