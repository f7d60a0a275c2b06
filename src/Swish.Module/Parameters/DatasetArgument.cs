using System.Management.Automation;
using Swish.Data;
using Swish.Module.Pipeline;

namespace Swish.Module.Parameters;

/// <summary>Reads the data set that a parameter asks for.</summary>
internal static class DatasetArgument
{
    /// <summary>The data set that a value stands for.</summary>
    /// <param name="command">The cmdlet, whose session resolves paths.</param>
    /// <param name="value">A data set, the path of a folder, or null for the shipped one.</param>
    /// <param name="meanwhile">What to do while files are read; null: nothing.</param>
    /// <exception cref="SwishException">It stands for none (InvalidDataset), or the folder's files are
    /// refused.</exception>
    public static Dataset Read(PSCmdlet command, object? value, Action? meanwhile = null)
    {
        switch (ActivationArgument.Unwrap(value))
        {
            case null: return Load(MnistDataset.LoadShipped, meanwhile);
            case Dataset dataset: return dataset;
            case string path:
                string folder = command.ResolveExisting(path, literal: true)[0];
                return Load(() => MnistDataset.Load(folder), meanwhile);
            case object other:
                throw new SwishException("InvalidDataset", FaultKind.InvalidArgument,
                    $"An object of type {other.GetType().Name} is no data set; give what Import-MnistDataset gave in "
                    + "this process, or the path of a folder with the four IDX files.", other);
        }
    }

    private static Dataset Load(Func<Dataset> load, Action? meanwhile)
    {
        if (meanwhile is null) return load();
        Task<Dataset> loading = Task.Run(load);
        meanwhile();
        return loading.GetAwaiter().GetResult();
    }
}
