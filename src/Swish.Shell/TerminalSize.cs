using System.Globalization;
using System.Management.Automation.Host;

namespace Swish.Shell;

/// <summary>
/// The terminal's size, for the engine's formatter. Where output is redirected, COLUMNS or 120: as wide as
/// PowerShell itself makes it then.
/// </summary>
internal sealed class TerminalSize : PSHostRawUserInterface
{
    private const int RedirectedColumns = 120;
    private const int RedirectedRows = 50;

    /// <summary>Characters in a line.</summary>
    public static int Columns =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture,
            out int asked) && asked > 0 ? asked
        : Console.IsOutputRedirected || Console.WindowWidth <= 0 ? RedirectedColumns
        : Console.WindowWidth;

    private static int Rows =>
        Console.IsOutputRedirected || Console.WindowHeight <= 0 ? RedirectedRows : Console.WindowHeight;

    public override Size BufferSize
    {
        get => new(Columns, Rows);
        set => throw new NotSupportedException();
    }

    public override Size WindowSize
    {
        get => new(Columns, Rows);
        set => throw new NotSupportedException();
    }

    public override Size MaxWindowSize => WindowSize;
    public override Size MaxPhysicalWindowSize => WindowSize;
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;
    public override Coordinates CursorPosition { get; set; }
    public override Coordinates WindowPosition { get; set; }
    public override int CursorSize { get; set; } = 25;
    public override bool KeyAvailable => false;
    public override string WindowTitle { get; set; } = "Swish";

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException();
}
