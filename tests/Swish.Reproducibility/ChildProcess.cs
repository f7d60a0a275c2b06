using System.Diagnostics;

namespace Swish.Reproducibility;

/// <summary>Programs run for their output.</summary>
public static class ChildProcess
{
    /// <summary>Runs this program's command in a process of its own.</summary>
    /// <param name="setting">An environment variable for it, such as <c>DOTNET_EnableAVX2=0</c>; null: none.</param>
    /// <param name="arguments">The command.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="InvalidOperationException">It ended with an error, which the message tells.</exception>
    public static string RunSelf(string? setting, params string[] arguments) =>
        Run(setting, "dotnet", [Places.Program, .. arguments]);

    /// <summary>Runs a program.</summary>
    /// <inheritdoc cref="RunSelf"/>
    public static string Run(string? setting, string program, params string[] arguments)
    {
        using Process process = Start(setting, program, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.Result}");
        return output;
    }

    /// <summary>Starts a program with its output and errors redirected.</summary>
    /// <inheritdoc cref="RunSelf"/>
    public static Process Start(string? setting, string program, params string[] arguments)
    {
        ProcessStartInfo info = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (setting?.Split('=', 2) is [string name, string value]) info.Environment[name] = value;
        return Process.Start(info)!;
    }
}
