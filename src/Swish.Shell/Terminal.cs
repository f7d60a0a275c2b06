using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace Swish.Shell;

/// <summary>Objects to standard output; errors, warnings, messages and progress to standard error.</summary>
internal sealed class Terminal(bool showProgress) : PSHostUserInterface
{
    private const string NoQuestions =
        "This shell asks no questions; give all mandatory parameters, and -Confirm:$false where something is to be confirmed.";

    // Messages may come from other threads than the pipeline's.
    private readonly Lock _lock = new();
    private readonly ProgressLine? _progress =
        showProgress && !Console.IsErrorRedirected ? new(Console.Error, TerminalSize.Columns) : null;

    private bool _asError;

    /// <summary>Whether an error was shown.</summary>
    public bool ErrorShown { get; private set; }

    public override PSHostRawUserInterface RawUI { get; } = new TerminalSize();

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected;

    /// <summary>Has all output taken for an error's text until the returned object is disposed.</summary>
    public IDisposable ShowAsError() => new ErrorScope(this);

    public override void Write(string value) => Print(_asError ? Console.Error : Console.Out, value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        ErrorShown = true;
        Message(PSStyle.Instance.Formatting.Error, value);
    }

    public override void WriteWarningLine(string message) =>
        Message(PSStyle.Instance.Formatting.Warning, $"WARNING: {message}");

    public override void WriteVerboseLine(string message) =>
        Message(PSStyle.Instance.Formatting.Verbose, $"VERBOSE: {message}");

    public override void WriteDebugLine(string message) =>
        Message(PSStyle.Instance.Formatting.Debug, $"DEBUG: {message}");

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock) _progress?.Show(record);
    }

    /// <summary>Takes the progress line away for good.</summary>
    public void EndProgress()
    {
        lock (_lock) _progress?.Clear();
    }

    private void Message(string style, string text) =>
        Print(Console.Error, style + text + PSStyle.Instance.Reset + Environment.NewLine);

    private void Print(TextWriter writer, string text)
    {
        bool redirected = writer == Console.Out ? Console.IsOutputRedirected : Console.IsErrorRedirected;
        // The formatter leaves it to the host to take styles out.
        string shown = redirected || PSStyle.Instance.OutputRendering == OutputRendering.PlainText
            ? new StringDecorated(text).ToString(OutputRendering.PlainText)
            : text;
        lock (_lock)
        {
            _progress?.Clear();
            writer.Write(shown);
        }
    }

    public override string ReadLine() => throw new NotSupportedException(NoQuestions);

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException(NoQuestions);

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new NotSupportedException(NoQuestions);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException(NoQuestions);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException(NoQuestions);

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw new NotSupportedException(NoQuestions);

    private sealed class ErrorScope : IDisposable
    {
        private readonly Terminal _terminal;

        public ErrorScope(Terminal terminal)
        {
            _terminal = terminal;
            terminal._asError = true;
            terminal.ErrorShown = true;
        }

        public void Dispose() => _terminal._asError = false;
    }
}
