using System.Management.Automation;
using Swish.Module.Parameters;

namespace Swish.Module.Base;

/// <summary>
/// The base of the cmdlets. A derived class overrides <see cref="Begin"/>, <see cref="Process"/> and <see cref="End"/>;
/// a <see cref="SwishException"/> that leaves one of them ends the cmdlet with an error record of its id, category and
/// target, and whatever ends the cmdlet cancels <see cref="StopToken"/>.
/// </summary>
public abstract class SwishCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>
    /// Canceled on Ctrl+C, when a command downstream has enough, and when the cmdlet ends with an error.
    /// </summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Done once, before any input.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Done for each object from the pipeline, or once without one.</summary>
    protected virtual void Process()
    {
    }

    /// <summary>Done once, after all input.</summary>
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
            // Called from another thread than the pipeline's, which may just have come to its end by itself.
        }
    }

    /// <summary>Writes a rejection as an error that does not end the cmdlet; for one of many inputs.</summary>
    /// <param name="error">The rejection.</param>
    /// <param name="target">What it is about, where the rejection names no value itself.</param>
    protected void WriteError(SwishException error, object? target = null) => WriteError(error.ToErrorRecord(target));

    /// <summary>
    /// Does a part for one of many inputs: a rejection becomes an error that does not end the cmdlet.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="target">The input, for the error record where the rejection names no value itself.</param>
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
            _stopping.Cancel();
            ThrowTerminatingError(error.ToErrorRecord());
        }
        catch
        {
            _stopping.Cancel();
            throw;
        }
    }

    /// <summary>Called by PowerShell at the end of the pipeline, however it ended.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels <see cref="StopToken"/>; override to let go of more.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
