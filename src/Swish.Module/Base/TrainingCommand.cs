using System.Management.Automation;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.ResultLogs;

namespace Swish.Module.Base;

/// <summary>
/// Provides the base class of cmdlets that train networks, with the data set, the number of parallel runs and the
/// result log.
/// </summary>
public abstract class TrainingCommand : SwishCommand
{
    /// <summary>
    /// Gets or sets the data set: an object of Import-MnistDataset or another cmdlet that makes data sets, or a folder of
    /// IDX files. By default it is the included MNIST.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Dataset { get; set; }

    /// <summary>
    /// Gets or sets the number of networks that are trained in parallel. By default it is the number of processors.
    /// </summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of runs at once", AtLeast = 1, AtMost = 4096)]
    [NumberCompletion(1, 2, 4, 8)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// Gets or sets the path of a result log. Runs that it contains are not trained again; new runs are appended.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResultPath { get; set; }

    /// <summary>Returns the full path of the log; null if there is none.</summary>
    /// <exception cref="SwishException">
    /// The path is not valid, not a path of the file system, or that of a folder.
    /// </exception>
    protected string? ResolveLog() => ResultPath is null ? null : FilePaths.RequireFile(this.ResolveNew(ResultPath));

    /// <summary>Opens a log to append to, with a warning if an incomplete line was removed.</summary>
    /// <param name="path">The full path of the log; null for none.</param>
    /// <exception cref="SwishException">The errors of <see cref="ResultLog.Open"/>.</exception>
    protected ResultLog? OpenLog(string? path)
    {
        ResultLog? log = path is null ? null : ResultLog.Open(path, StopToken);
        try
        {
            if (log?.Warning is string warning) WriteWarning(warning);
            return log;
        }
        catch
        {
            // If the warning ends the pipeline, nobody else can close the log.
            log?.Dispose();
            throw;
        }
    }
}
