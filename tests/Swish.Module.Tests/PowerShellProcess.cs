using System.Diagnostics;

namespace Swish.Module.Tests;

/// <summary>A script in a PowerShell process of its own, with the module imported.</summary>
/// <param name="ExitCode">The exit code of the process.</param>
/// <param name="Output">What it wrote to standard output, line by line, without empty lines.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record PowerShellProcess(int ExitCode, IReadOnlyList<string> Output, string Error)
{
    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">The script.</param>
    /// <param name="environment">Variables for the process, besides those of this one.</param>
    public static PowerShellProcess Run(string script, params (string Name, string Value)[] environment)
    {
        using Process process = Start(script, environment);
        return End(process);
    }

    /// <summary>Starts a script with its output and errors redirected.</summary>
    /// <inheritdoc cref="Run"/>
    public static Process Start(string script, params (string Name, string Value)[] environment)
    {
        // Where the tests run in the background of a shell, SIGINT is ignored, and child processes inherit that.
        string[] host = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        ProcessStartInfo info = new(host[0], [
            .. host[1..], BuiltModule.PowerShell, "-NoProfile", "-NonInteractive", "-Command",
            $"$ProgressPreference = 'Ignore'; Import-Module '{BuiltModule.Manifest}'; {script}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        info.Environment["NO_COLOR"] = "1";
        info.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        foreach ((string name, string value) in environment) info.Environment[name] = value;
        Process process = Process.Start(info)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for the end of a process, and reads what it wrote.</summary>
    public static PowerShellProcess End(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(
            process.ExitCode,
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), error.Result);
    }
}
