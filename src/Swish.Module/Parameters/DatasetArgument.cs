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
    /// <exception cref="SwishException">It stands for none (InvalidDataset), or the folder's files are
    /// refused.</exception>
    public static Dataset Read(PSCmdlet command, object? value) => ActivationArgument.Unwrap(value) switch
    {
        null => MnistDataset.LoadShipped(),
        Dataset dataset => dataset,
        string path => MnistDataset.Load(command.ResolveExisting(path, literal: true)[0]),
        object other => throw new SwishException("InvalidDataset", FaultKind.InvalidArgument,
            $"An object of type {other.GetType().Name} is no data set; give what Import-MnistDataset gave in this "
            + "process, or the path of a folder with the four IDX files.", other),
    };
}
