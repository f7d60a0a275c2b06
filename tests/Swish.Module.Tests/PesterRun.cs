using System.ComponentModel;
using System.Diagnostics;

namespace Swish.Module.Tests;

/// <summary>One run of the whole Pester suite in a real PowerShell, where there is one.</summary>
public sealed class PesterRun : IAsyncLifetime
{
    private const string FileMark = "FILE: ";
    private const string FailureMark = "FAILED: ";
    private const string MissingMark = "PESTER-MISSING";

    // A process for all files: starting PowerShell and loading Pester takes longer than most of them.
    private const string Script = $$"""
        if (-not (Get-Module Pester -ListAvailable)) { '{{MissingMark}}'; exit 0 }
        foreach ($file in Get-ChildItem -LiteralPath $env:SWISH_PESTER_FOLDER -Filter *.Tests.ps1) {
            $configuration = New-PesterConfiguration
            $configuration.Run.Path = $file.FullName
            $configuration.Run.PassThru = $true
            $configuration.Output.Verbosity = 'None'
            $run = Invoke-Pester -Configuration $configuration
            "{{FileMark}}$($file.Name)"
            foreach ($test in $run.Failed) { "{{FailureMark}}$($test.ExpandedPath): $($test.ErrorRecord)" }
            foreach ($block in $run.FailedContainers + $run.FailedBlocks) { "{{FailureMark}}$($block.ErrorRecord)" }
            if ($run.TotalCount -eq 0) { '{{FailureMark}}there is no test in the file' }
            "$($run.PassedCount) passed in $([int]$run.Duration.TotalSeconds) s"
        }
        """;

    private readonly Dictionary<string, string> _reports = new(StringComparer.Ordinal);

    /// <summary>Where the files of the suite are.</summary>
    public static string Folder { get; } = Path.Combine(BuiltModule.Repository, "tests");

    /// <summary>Why nothing ran; null where it ran.</summary>
    public string? SkipReason { get; private set; }

    /// <summary>What a file's tests came to, failures with their reasons; null where all passed.</summary>
    /// <param name="file">The file's name.</param>
    public string? Failure(string file) =>
        !_reports.TryGetValue(file, out string? report) ? $"{file} did not run. {_reports.GetValueOrDefault("")}"
        : report.Contains(FailureMark, StringComparison.Ordinal) ? report
        : null;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        using Process? process = Start();
        if (process is null)
        {
            SkipReason = "There is no pwsh on this machine.";
            return;
        }
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (output.Contains(MissingMark, StringComparison.Ordinal)) SkipReason = "Pester is not installed on this machine.";
        string[] parts = output.Split(FileMark);
        _reports[""] = $"Exit code {process.ExitCode}. {parts[0]}{await error}";
        foreach (string part in parts.Skip(1)) _reports[part[..part.IndexOf('\n', StringComparison.Ordinal)].Trim()] = part;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Process? Start()
    {
        ProcessStartInfo info = new("pwsh")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string argument in new[] { "-NoProfile", "-NonInteractive", "-Command", Script }) info.ArgumentList.Add(argument);
        info.Environment["SWISH_MODULE"] = BuiltModule.Manifest;
        info.Environment["SWISH_PESTER_FOLDER"] = Folder;
        info.Environment["NO_COLOR"] = "1";
        try
        {
            return Process.Start(info);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
