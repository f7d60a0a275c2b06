using System.Collections;
using System.Management.Automation;
using Swish.Data;

namespace Swish.Module.Parameters;

/// <summary>Reads the data set of a parameter.</summary>
internal static class DatasetArgument
{
    /// <summary>Starts reading a data set on another thread.</summary>
    /// <param name="command">The cmdlet, whose session resolves paths; the call must be on its thread.</param>
    /// <param name="value">A data set, the path of a folder, or null for the included MNIST.</param>
    /// <returns>
    /// A task that ends with the data set, or with a <see cref="SwishException"/>: the value is not a data set
    /// (InvalidDataset), or the files of the folder are not valid. The task need not be awaited.
    /// </returns>
    public static Task<Dataset> Begin(PSCmdlet command, object? value)
    {
        Task<Dataset> reading = BeginFinding(command, value);
        // Observe the exception even if the cmdlet ends before it needs the data, so that no unobserved exception
        // remains.
        reading.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return reading;
    }

    /// <summary>Starts reading one or more data sets; see <see cref="Begin"/>.</summary>
    /// <param name="command">The cmdlet.</param>
    /// <param name="value">A data set or a path, or a list of these; null for the included MNIST.</param>
    /// <returns>A task for each data set, in order.</returns>
    /// <exception cref="SwishException">The list is empty (InvalidDataset).</exception>
    public static IReadOnlyList<Task<Dataset>> BeginMany(PSCmdlet command, object? value)
    {
        if (ActivationArgument.Unwrap(value) is not IList list) return [Begin(command, value)];
        if (list.Count == 0)
            throw new SwishException("InvalidDataset", ErrorKind.InvalidArgument,
                "The list of data sets is empty; specify one or more.", value);
        return [.. list.Cast<object?>().Select(item => Begin(command, item ?? ""))];
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
            case FileSystemInfo entry: return Task.Run(() => MnistDataset.Load(entry.FullName));
            case string path:
                string folder = command.ResolveExisting(path, literal: true)[0];
                return Task.Run(() => MnistDataset.Load(folder));
            case object rows when IsRow(rows) || (rows is IList { Count: > 0 } list && IsRow(list[0])):
                throw new SwishException("InvalidDataset", ErrorKind.InvalidArgument,
                    "Rows of a table, such as those of Import-Csv, are not a data set. Make one of them with "
                    + "ConvertTo-SwishDataset and the name of the column to predict (-Label), and specify what it returns.",
                    value);
            case object other:
                throw new SwishException("InvalidDataset", ErrorKind.InvalidArgument,
                    $"An object of type {other.GetType().Name} is not a data set; specify what a cmdlet such as "
                    + "Import-MnistDataset returned in this process, or the path of a folder with the four IDX files.", other);
        }
    }

    // A data set from another process is a custom object too.
    private static bool IsRow(object? value) => value is PSObject { BaseObject: PSCustomObject } row
        && !row.TypeNames[0].StartsWith("Deserialized.", StringComparison.Ordinal);
}
