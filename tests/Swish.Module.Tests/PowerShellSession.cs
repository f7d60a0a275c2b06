using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace Swish.Module.Tests;

/// <summary>A session of PowerShell in this process, with the built module imported.</summary>
public sealed class PowerShellSession : IDisposable
{
    // The engine's runspaces now and then come up without their drives when two are opened at once.
    private static readonly Lock Opening = new();

    private readonly RecordingHost _host = new();
    private readonly Runspace _runspace;

    public PowerShellSession()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = ExecutionPolicy.Bypass;
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        lock (Opening) _runspace.Open();
        Run("Import-Module $args[0] -ErrorAction Stop", BuiltModule.Manifest).RequireNoError();
    }

    /// <summary>Runs a script with arguments in $args and collects all that comes of it.</summary>
    public ScriptOutcome Run(string script, params object?[] arguments)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (object? argument in arguments) shell.AddArgument(argument);
        List<PSObject> objects = [];
        PSDataCollection<PSObject> output = [];
        output.DataAdded += (_, e) => objects.Add(output[e.Index]);
        ErrorRecord? terminating = null;
        try
        {
            shell.Invoke<PSObject>(null, output, null);
        }
        catch (RuntimeException exception)
        {
            terminating = exception.ErrorRecord;
        }
        return new(
            objects, [.. shell.Streams.Error], terminating, [.. shell.Streams.Warning.Select(w => w.Message)],
            [.. shell.Streams.Verbose.Select(v => v.Message)], [.. shell.Streams.Progress]);
    }

    /// <summary>Runs a script that must do without errors and gives its objects.</summary>
    public IReadOnlyList<PSObject> Objects(string script, params object?[] arguments) =>
        Run(script, arguments).RequireNoError().Objects;

    /// <summary>The values of one property of a script's objects.</summary>
    public IReadOnlyList<T> Values<T>(string script, string property, params object?[] arguments) =>
        [.. Objects(script, arguments).Select(o => LanguagePrimitives.ConvertTo<T>(o.Properties[property].Value))];

    /// <summary>The one error of a script that must have one.</summary>
    public ErrorRecord Error(string script, params object?[] arguments) => Run(script, arguments).SingleError;

    /// <summary>What a person would see of a script's objects, by the engine's own formatter, line by line.</summary>
    public IReadOnlyList<string> Lines(string script, int width = 100)
    {
        _host.Clear(width);
        Run($"& {{ {script} }} | Out-Default").RequireNoError();
        return [.. _host.Text.Split('\n').Select(line => line.TrimEnd())];
    }

    public void Dispose() => _runspace.Dispose();
}
