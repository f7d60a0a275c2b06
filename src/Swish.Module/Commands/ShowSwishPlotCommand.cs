using System.Management.Automation;
using System.Management.Automation.Host;
using Swish.Analysis.Charts;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Plots the objects in the pipeline in the terminal.</summary>
[Cmdlet(VerbsCommon.Show, "SwishPlot")]
[Alias("swishplot", "Show-SwishImage")]
[OutputType(typeof(string))]
public sealed class ShowSwishPlotCommand : PlotCommand
{
    private const int DefaultWidth = 80;
    private const int DefaultHeight = 24;
    private const int MaxHeight = 30;

    /// <summary>Gets or sets the maximum number of columns. By default it is the width of the terminal.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The width of a chart", AtLeast = TerminalChart.MinWidth, AtMost = 1000)]
    [NumberCompletion(80, 100, 120)]
    public int Width { get; set; }

    /// <summary>
    /// Gets or sets the number of lines of the plot. By default it is chosen from the height of the terminal.
    /// </summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The height of a chart", AtLeast = TerminalChart.MinHeight, AtMost = 1000)]
    [NumberCompletion(10, 20, 30)]
    public int Height { get; set; }

    /// <inheritdoc/>
    protected override void End()
    {
        (int columns, int lines) = Room();
        int width = Width > 0 ? Width : Math.Max(columns - 1, TerminalChart.MinWidth);
        // The title, the legend and the prompt need lines too.
        int height = Height > 0 ? Height : Math.Clamp(lines - 8, TerminalChart.MinHeight, MaxHeight);
        WriteObject(TerminalChart.Draw(Design(), width, height, HasColor()), enumerateCollection: true);
    }

    private (int Columns, int Lines) Room()
    {
        try
        {
            Size size = Host.UI?.RawUI?.WindowSize ?? default;
            return (size.Width > 0 ? size.Width : DefaultWidth, size.Height > 0 ? size.Height : DefaultHeight);
        }
        catch (Exception cause)
            when (cause is HostException or NotImplementedException or NotSupportedException or IOException)
        {
            return (DefaultWidth, DefaultHeight); // a host without a window
        }
    }

    /// <summary>Returns whether to use colors, according to the terminal, $PSStyle and NO_COLOR.</summary>
    private bool HasColor()
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))) return false;
        string rendering = SessionState.PSVariable.GetValue("PSStyle") is { } style
            ? PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString() ?? ""
            : "";
        return rendering switch
        {
            "PlainText" => false,
            "Ansi" => true,
            _ => !Console.IsOutputRedirected && (Host.UI?.SupportsVirtualTerminal ?? false),
        };
    }
}
