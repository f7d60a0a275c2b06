using System.Globalization;
using System.Management.Automation.Host;

namespace Swish.Shell;

/// <summary>The engine's view of the process it runs in.</summary>
internal sealed class ShellHost(bool showProgress) : PSHost
{
    /// <summary>The terminal, or what stands for it.</summary>
    public Terminal Terminal { get; } = new(showProgress);

    /// <summary>What a script's <c>exit</c> asked for, or null.</summary>
    public int? ExitCode { get; private set; }

    public override PSHostUserInterface UI => Terminal;
    public override string Name => "Swish.Shell";
    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
    public override void EnterNestedPrompt() => throw new NotSupportedException("This shell has no prompt.");
    public override void ExitNestedPrompt() => throw new NotSupportedException("This shell has no prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
