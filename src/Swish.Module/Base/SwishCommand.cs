using System.Management.Automation;
using System.Management.Automation.Language;
using Swish.Module.Parameters;

namespace Swish.Module.Base;

/// <summary>
/// Provides the base class of all cmdlets. Derived classes override <see cref="Begin"/>, <see cref="Process"/> and
/// <see cref="End"/>. A <see cref="SwishException"/> from one of these ends the cmdlet with an error record of its
/// id, category and target. However the cmdlet ends, <see cref="StopToken"/> is canceled.
/// </summary>
public abstract class SwishCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>
    /// Gets the token that is canceled on Ctrl+C, when a downstream command stops the pipeline, and when the cmdlet
    /// ends with an error.
    /// </summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Runs once, before any input.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Runs for each object from the pipeline, or once without pipeline input.</summary>
    protected virtual void Process()
    {
    }

    /// <summary>Runs once, after all input.</summary>
    protected virtual void End()
    {
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guard(Begin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(End);

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // This is called on another thread; the pipeline may just have ended by itself.
        }
    }

    /// <summary>Writes a warning; control characters and bidirectional marks of names are escaped.</summary>
    /// <param name="text">The warning.</param>
    protected new void WriteWarning(string text) => base.WriteWarning(PrintableText.Escape(text));

    /// <summary>Writes a verbose message; control characters and bidirectional marks of names are escaped.</summary>
    /// <param name="text">The message.</param>
    protected new void WriteVerbose(string text) => base.WriteVerbose(PrintableText.Escape(text));

    /// <summary>Returns whether a parameter was given.</summary>
    /// <param name="name">Its name.</param>
    protected bool IsBound(string name) => MyInvocation.BoundParameters.ContainsKey(name);

    /// <summary>Checks that two parameters that exclude each other are not both given.</summary>
    /// <param name="first">The name of one parameter.</param>
    /// <param name="second">The name of the other parameter.</param>
    protected void RequireExclusive(string first, string second)
    {
        if (IsBound(first) && IsBound(second))
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                $"-{first} and -{second} exclude each other; specify one of them.", $"-{first} -{second}");
    }

    /// <summary>Writes a non-terminating error, for one of many inputs.</summary>
    /// <param name="error">The error.</param>
    /// <param name="target">The target of the error record, if the error has no value itself.</param>
    protected void WriteError(SwishException error, object? target = null)
    {
        IScriptExtent call = MyInvocation.DisplayScriptPosition;
        Locate(error);
        WriteError(error.ToErrorRecord(target));
        MyInvocation.DisplayScriptPosition = call;
    }

    /// <summary>
    /// Runs an action for one of many inputs; a <see cref="SwishException"/> becomes a non-terminating error.
    /// </summary>
    /// <param name="part">The action.</param>
    /// <param name="target">
    /// The input, which is the target of the error record if the error has no value itself.
    /// </param>
    protected void Attempt(Action part, object? target = null)
    {
        ArgumentNullException.ThrowIfNull(part);
        try
        {
            part();
        }
        catch (SwishException error)
        {
            WriteError(error, target);
        }
    }

    /// <summary>
    /// Makes the position of an error in a formula or a network that place, instead of the call of the cmdlet. Text that
    /// became a script block has no place in a script file.
    /// </summary>
    private void Locate(SwishException error)
    {
        if (ScriptErrorLocation.ExtentOf(error) is { } place
            && (!string.IsNullOrEmpty(place.File) || string.IsNullOrEmpty(MyInvocation.ScriptName)))
            MyInvocation.DisplayScriptPosition = place;
    }

    private void Guard(Action part)
    {
        try
        {
            part();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (SwishException error)
        {
            EndWith(error);
        }
        catch (Exception error) when (IsLackOfMemory(error))
        {
            EndWith(new SwishException("MemoryUnavailable", ErrorKind.ResourceUnavailable,
                "There is not enough memory for this. Close other programs, raise the limit of the container, or use less "
                + "data, smaller batches or fewer runs at once (-ThrottleLimit).", MyInvocation.MyCommand.Name, error));
        }
        catch
        {
            _stopping.Cancel();
            throw;
        }
    }

    // A parallel loop collects the errors of its threads.
    private static bool IsLackOfMemory(Exception error) => error is OutOfMemoryException
        || (error is AggregateException all && all.Flatten().InnerExceptions.Any(inner => inner is OutOfMemoryException));

    private void EndWith(SwishException error)
    {
        _stopping.Cancel();
        Locate(error);
        ThrowTerminatingError(error.ToErrorRecord());
    }

    /// <summary>
    /// Releases the resources of the cmdlet. PowerShell calls this at the end of the pipeline, however it ended.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels <see cref="StopToken"/>; override to release more resources.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
