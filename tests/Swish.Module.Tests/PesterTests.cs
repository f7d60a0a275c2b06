using System.Diagnostics;

namespace Swish.Module.Tests;

/// <summary>Runs the Pester suite in a real PowerShell where there is one, a test a file.</summary>
public sealed class PesterTests
{
    private const string MissingPester = "PESTER-MISSING";

    private static readonly string Folder = Path.Combine(BuiltModule.Repository, "tests");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.Tests.ps1").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Passes_in_PowerShell(string file)
    {
        string script = $$"""
            if (-not (Get-Module Pester -ListAvailable)) { '{{MissingPester}}'; exit 0 }
            $configuration = New-PesterConfiguration
            $configuration.Run.Path = $env:SWISH_PESTER_FILE
            $configuration.Run.PassThru = $true
            $configuration.Output.Verbosity = 'None'
            $run = Invoke-Pester -Configuration $configuration
            foreach ($test in $run.Failed) { "FAILED: $($test.ExpandedPath): $($test.ErrorRecord)" }
            foreach ($block in $run.FailedContainers + $run.FailedBlocks) { "FAILED: $($block.ErrorRecord)" }
            if ($run.TotalCount -eq 0) { 'FAILED: there is no test in the file' }
            "$($run.PassedCount) passed"
            """;
        using Process? process = StartPowerShell(script, Path.Combine(Folder, file));
        if (process is null)
        {
            Assert.Skip("There is no pwsh on this machine.");
            return;
        }
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.SkipWhen(output.Contains(MissingPester, StringComparison.Ordinal), "Pester is not installed on this machine.");
        Assert.True(process.ExitCode == 0 && !output.Contains("FAILED", StringComparison.Ordinal), output + await error);
    }

    private static Process? StartPowerShell(string script, string file)
    {
        ProcessStartInfo info = new("pwsh") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "-NoProfile", "-NonInteractive", "-Command", script }) info.ArgumentList.Add(argument);
        info.Environment["SWISH_MODULE"] = BuiltModule.Manifest;
        info.Environment["SWISH_PESTER_FILE"] = file;
        info.Environment["NO_COLOR"] = "1";
        try
        {
            return Process.Start(info);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
