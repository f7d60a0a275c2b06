namespace Swish.Shell;

/// <summary>The exit codes that the shell gives by itself; a script's <c>exit N</c> gives N.</summary>
internal static class ExitCode
{
    /// <summary>All was done, and no error was shown.</summary>
    public const int Success = 0;

    /// <summary>An error was shown.</summary>
    public const int Error = 1;

    /// <summary>The command line was wrong; the number that PowerShell uses for it.</summary>
    public const int Usage = 64;

    /// <summary>Stopped by Ctrl+C: 128 and the signal's number, as Unix shells have it.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM.</summary>
    public const int Terminated = 143;
}
