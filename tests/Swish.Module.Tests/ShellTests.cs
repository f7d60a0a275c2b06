using System.Diagnostics;

namespace Swish.Module.Tests;

public sealed class ShellTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("swish").FullName;

    [Fact]
    public void Formats_with_the_modules_views_in_plain_text()
    {
        ShellRun run = Run("-Command", "Get-ActivationCurve Swish -Count 3");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("   Activation: Swish", run.Output, StringComparison.Ordinal);
        Assert.Contains("      5.0000       4.966536         1.026547        -0.019499", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'broken'", 1)]
    [InlineData("Get-ActivationCurve Swihs", 1)]
    [InlineData("try { Get-ActivationCurve Swihs } catch { 'caught' }", 0)]
    [InlineData("'Swihs' | Get-ActivationCurve -ErrorAction Ignore", 0)]
    public void Has_the_exit_code_that_scripts_expect(string script, int exitCode) =>
        Assert.Equal(exitCode, Run("-Command", script).ExitCode);

    [Fact]
    public void Shows_errors_on_standard_error_and_goes_on()
    {
        ShellRun run = Run("-Command", "'before'; Get-ActivationCurve Swihs; 'after'");
        Assert.Equal(["before", "after"], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.StartsWith("Get-ActivationCurve: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_a_command_of_PowerShell_comes_from()
    {
        ShellRun run = Run("-Command", "Get-Activation | Export-Csv x.csv");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Export-Csv comes with PowerShell", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("comes with PowerShell", Run("-Command", "Get-Nothing").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_a_file_with_its_parameters()
    {
        string file = Path.Combine(_folder, "a script.ps1");
        File.WriteAllText(file, "param([string[]] $Name, [switch] $Loud, [int] $Code) \"$Name $Loud\"; $PSScriptRoot; exit $Code");
        ShellRun run = Run("-File", file, "-Name", "ReLU", "-Loud", "-Code:3");
        Assert.Equal(3, run.ExitCode);
        Assert.Equal(["ReLU True", _folder], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("is not an option", "-Nothing")]
    [InlineData("needs a script", "-Command")]
    [InlineData("There is no script file", "-File", "nowhere.ps1")]
    [InlineData("Give -Command")]
    public void Rejects_a_wrong_command_line(string message, params string[] arguments)
    {
        ShellRun run = Run(arguments);
        Assert.Equal(64, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_an_endless_script_on_a_signal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process.");
        using Process shell = Start("-Command", "'ready'; for (;;) { }");
        Assert.Equal("ready", shell.StandardOutput.ReadLine());
        try
        {
            using Process kill = Process.Start("kill", ["-INT", $"{shell.Id}"]);
            Assert.True(shell.WaitForExit(TimeSpan.FromSeconds(30)));
            Assert.Equal(130, shell.ExitCode);
        }
        finally
        {
            // a failure must not leave a script that runs for ever
            shell.Kill();
        }
    }

    private sealed record ShellRun(int ExitCode, string Output, string Error);

    private static ShellRun Run(params string[] arguments)
    {
        using Process shell = Start(arguments);
        Task<string> error = shell.StandardError.ReadToEndAsync();
        string output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return new(shell.ExitCode, output, error.Result);
    }

    private static Process Start(params string[] arguments)
    {
        ProcessStartInfo info = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        info.ArgumentList.Add(BuiltModule.Shell);
        foreach (string argument in arguments) info.ArgumentList.Add(argument);
        info.Environment["COLUMNS"] = "120";
        return Process.Start(info)!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
