using System.Management.Automation;
using Swish.Data;

namespace Swish.Module.Parameters;

/// <summary>Reads the data set that a parameter asks for.</summary>
internal static class DatasetArgument
{
    /// <summary>Begins to read the data set that a value stands for, on another thread.</summary>
    /// <param name="command">The cmdlet, whose session resolves paths; this is its thread.</param>
    /// <param name="value">A data set, the path of a folder, or null for the shipped one.</param>
    /// <returns>
    /// The data set, or a <see cref="SwishException"/>: the value stands for none (InvalidDataset), or the folder's files
    /// are rejected. Whoever does not want the data need not wait for it.
    /// </returns>
    public static Task<Dataset> Begin(PSCmdlet command, object? value)
    {
        Task<Dataset> reading = BeginFinding(command, value);
        // Looked at in any case: a cmdlet that is rejected or stopped before it wants the data leaves no error behind.
        reading.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return reading;
    }

    private static Task<Dataset> BeginFinding(PSCmdlet command, object? value)
    {
        try
        {
            return Find(command, value);
        }
        catch (SwishException error)
        {
            return Task.FromException<Dataset>(error);
        }
    }

    private static Task<Dataset> Find(PSCmdlet command, object? value)
    {
        switch (ActivationArgument.Unwrap(value))
        {
            case null: return Task.Run(MnistDataset.LoadShipped);
            case Dataset dataset: return Task.FromResult(dataset);
            case string path:
                string folder = command.ResolveExisting(path, literal: true)[0];
                return Task.Run(() => MnistDataset.Load(folder));
            case object other:
                throw new SwishException("InvalidDataset", ErrorKind.InvalidArgument,
                    $"An object of type {other.GetType().Name} is no data set; give what Import-MnistDataset gave in "
                    + "this process, or the path of a folder with the four IDX files.", other);
        }
    }
}
