using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.PowerShell;

namespace Swish.Shell;

/// <summary>One session of the engine: imports the module, runs one script, and gives an exit code.</summary>
internal sealed partial class ShellSession : IDisposable
{
    private readonly ShellOptions _options;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly PowerShell _shell;
    private int _signalExitCode;

    public ShellSession(string manifest, ShellOptions options)
    {
        _options = options;
        if (Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 })
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        InitialSessionState state = InitialSessionState.CreateDefault2();
        // Elsewhere the engine knows no policies, and rejects to be given one.
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        state.ImportPSModule([manifest]);
        _host = new ShellHost(showProgress: !options.NoProgress);
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        _shell = PowerShell.Create(_runspace);
    }

    /// <summary>Runs what the options say; gives the process's exit code.</summary>
    public int Run()
    {
        using PosixSignalRegistration interrupt = Register(PosixSignal.SIGINT, ExitCode.Interrupted);
        using PosixSignalRegistration terminate = Register(PosixSignal.SIGTERM, ExitCode.Terminated);
        AddScript();
        // Errors take the same way as objects, so that they show in their place.
        _shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        _shell.AddCommand("Out-Default");
        try
        {
            _shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            // What stopped it is known: a signal.
        }
        catch (RuntimeException failure)
        {
            Show(failure.ErrorRecord);
        }
        _host.Terminal.EndProgress();
        if (_signalExitCode != 0) return _signalExitCode;
        if (_host.ExitCode is { } asked) return asked;
        if (!_host.Terminal.ErrorShown) return ScriptExitCode();
        if (PowerShellCommands.Advice((IEnumerable)_runspace.SessionStateProxy.GetVariable("Error")) is { } advice)
            _host.Terminal.WriteErrorLine(advice);
        return ScriptExitCode() is not 0 and int code ? code : ExitCode.Error;
    }

    private void AddScript()
    {
        if (_options.File is null)
        {
            _shell.AddScript(_options.Command == "-" ? Console.In.ReadToEnd() : _options.Command);
            return;
        }
        // As a command, and not as text, so that $PSScriptRoot and the file's own parameters work.
        Command file = new(Path.GetFullPath(_options.File));
        foreach (string argument in _options.Arguments) file.Parameters.Add(Parameter(argument));
        _shell.Commands.AddCommand(file);
    }

    private static CommandParameter Parameter(string argument)
    {
        Match named = NamedParameter().Match(argument);
        if (!named.Success) return new(null, argument);
        string name = named.Groups["name"].Value;
        if (!named.Groups["value"].Success) return new(name);
        return new(name, named.Groups["value"].Value switch { "$true" => true, "$false" => false, string text => text });
    }

    [GeneratedRegex(@"^(?<name>-[A-Za-z]\w*)(:(?<value>.+))?$")]
    private static partial Regex NamedParameter();

    // A script file's exit N arrives here, and not at the host; so does the code of its last native command.
    private int ScriptExitCode() =>
        _options.File is not null && _shell.HadErrors && _runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int code ? code : 0;

    // Outside the pipeline that it ended, the engine's formatter takes an error for an object like any other.
    private void Show(ErrorRecord error)
    {
        using PowerShell display = PowerShell.Create(_runspace);
        using (_host.Terminal.ShowAsError())
            display.AddCommand("Out-Default").AddParameter("InputObject", error).Invoke();
    }

    private PosixSignalRegistration Register(PosixSignal signal, int exitCode) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // The second time the process ends as it would without us.
            context.Cancel = Interlocked.Exchange(ref _signalExitCode, exitCode) == 0;
            if (context.Cancel) _shell.BeginStop(null, null);
        });

    public void Dispose()
    {
        _shell.Dispose();
        _runspace.Dispose();
    }
}
