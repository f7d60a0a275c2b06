using System.Management.Automation;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.ResultLogs;

namespace Swish.Module.Base;

/// <summary>The base of cmdlets that train networks: on what data, how many at once, and with which log.</summary>
public abstract class TrainingCommand : SwishCommand
{
    /// <summary>
    /// Gets or sets the data: what Import-MnistDataset gives, or a folder; the shipped MNIST where it is not given.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Dataset { get; set; }

    /// <summary>Networks that are trained at once; the number of processors where it is not given.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of runs at once", AtLeast = 1, AtMost = 4096)]
    [NumberCompletion(1, 2, 4, 8)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// Gets or sets a result log: runs that it has are not done again, runs that are done are appended.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResultPath { get; set; }

    /// <summary>Returns the log's full path; null where there is none.</summary>
    /// <exception cref="SwishException">It is no path of the file system.</exception>
    protected string? ResolveLog() => ResultPath is null ? null : this.ResolveNew(ResultPath);

    /// <summary>Opens a log to append to, and warns where a torn line was cut off.</summary>
    /// <param name="path">The log's full path; null: none.</param>
    /// <exception cref="SwishException">As of <see cref="ResultLog.Open"/>.</exception>
    protected ResultLog? OpenLog(string? path)
    {
        ResultLog? log = path is null ? null : ResultLog.Open(path);
        try
        {
            if (log?.Warning is string warning) WriteWarning(warning);
            return log;
        }
        catch
        {
            // Where a warning ends the pipeline, nobody else has the log to close it.
            log?.Dispose();
            throw;
        }
    }
}
