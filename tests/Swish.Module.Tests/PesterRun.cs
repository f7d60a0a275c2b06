using System.Diagnostics;
using System.Text.Json;

namespace Swish.Module.Tests;

/// <summary>
/// Runs the Pester suite in PowerShell, both restored from NuGet. All files run in one process, because starting it and
/// loading Pester takes longer than most of them.
/// </summary>
/// <param name="filter">Which tests run, as properties of Pester's <c>Filter</c>.</param>
/// <param name="name">The name of the report in <c>artifacts/test-results</c>.</param>
public abstract class PesterRun(string filter, string name) : IAsyncLifetime
{
    private const string Marker = "RESULTS: ";

    private readonly Dictionary<string, List<string>> _failures = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private string _log = "";

    /// <summary>Where the files of the suite are.</summary>
    public static string Folder { get; } = Path.Combine(BuiltModule.Repository, "tests");

    /// <summary>The files with tests that have the tag Slow, or with tests that do not have it.</summary>
    /// <param name="slow">Which of the two.</param>
    public static IEnumerable<string> Files(bool slow) =>
        from path in Directory.GetFiles(Folder, "*.Tests.ps1").Order(StringComparer.Ordinal)
        where slow
            ? File.ReadAllText(path).Contains("-Tag Slow", StringComparison.Ordinal)
            : File.ReadLines(path).Any(line => line.StartsWith("Describe ", StringComparison.Ordinal)
                && !line.Contains("-Tag Slow", StringComparison.Ordinal))
        select Path.GetFileName(path);

    /// <summary>Fails unless at least one test of a file ran and all that ran passed.</summary>
    /// <param name="file">The name of the file.</param>
    public void AssertPassed(string file)
    {
        // As the message of a failure: an assertion on the text would show only its first words.
        if (_failures.TryGetValue(file, out List<string>? failures)) Assert.Fail(string.Join('\n', failures));
        if (!_files.Contains(file)) Assert.Fail($"No test of {file} ran. {_log}");
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string report = Path.Combine(BuiltModule.Repository, "artifacts", "test-results", name);
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        string script = $$"""
            Import-Module '{{BuiltModule.Pester}}'
            $run = Invoke-Pester -Configuration @{
                Run = @{ Path = '{{Folder}}'; PassThru = $true }
                Filter = @{ {{filter}} }
                Output = @{ Verbosity = 'None' }
                TestResult = @{ Enabled = $true; OutputFormat = 'JUnitXml'; OutputPath = '{{report}}.xml' }
            }
            $results = @(
                foreach ($test in $run.Tests.Where{ $_.Result -ne 'NotRun' }) {
                    $failure = $test.Result -in 'Passed', 'Skipped' ? $null : "$($test.ExpandedPath): $($test.ErrorRecord)"
                    @{ Path = $test.ScriptBlock.File; Failure = $failure }
                }
                $run.FailedContainers | ForEach-Object { @{ Path = "$($_.Item)"; Failure = "$($_.ErrorRecord)" } }
                $run.FailedBlocks | ForEach-Object { @{ Path = $_.ScriptBlock.File; Failure = "$($_.ErrorRecord)" } }
            )
            '{{Marker}}' + (ConvertTo-Json $results -Compress)
            """;
        using Process process = PowerShellProcess.Start(script, ("SWISH_MODULE", BuiltModule.Manifest));
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        int start = output.IndexOf(Marker, StringComparison.Ordinal);
        _log = $"Exit code {process.ExitCode}. {(start < 0 ? output : output[..start])}{await error}";
        if (start < 0) return;
        foreach (Result result in JsonSerializer.Deserialize<Result[]>(output[(start + Marker.Length)..])!)
        {
            string file = Path.GetFileName(result.Path);
            _files.Add(file);
            if (result.Failure is null) continue;
            if (!_failures.TryGetValue(file, out List<string>? failures)) _failures[file] = failures = [];
            failures.Add(result.Failure);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private sealed record Result(string Path, string? Failure);
}
