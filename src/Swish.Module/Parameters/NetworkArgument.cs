using System.Management.Automation;
using Swish.Analysis;
using Swish.Models;
using Swish.Training;

namespace Swish.Module.Parameters;

/// <summary>Reads a trained network from a value that PowerShell passes.</summary>
internal static class NetworkArgument
{
    /// <summary>Reads a trained network.</summary>
    /// <param name="command">The cmdlet, whose session resolves paths.</param>
    /// <param name="value">
    /// A network, a result that keeps one in memory or names its file, or the path of a file.
    /// </param>
    /// <returns>The network.</returns>
    /// <exception cref="SwishException">
    /// The value is not a network (InvalidNetwork), a result has none (NetworkNotKept), the file that it names is not the
    /// network of its run (NetworkOfOtherRun), or the file cannot be read; see <see cref="NetworkFile.Read(string)"/>.
    /// </exception>
    public static TrainedNetwork Read(PSCmdlet command, object? value) => ActivationArgument.Unwrap(value) switch
    {
        TrainedNetwork network => network,
        TrainingResult result => result.GetNetwork()
            ?? ReadFile(command, result.NetworkPath, result.RunId, result.WeightHash, result),
        FileInfo file => NetworkFile.Read(file.FullName),
        string path => ReadPath(command, path),
        null => throw new SwishException("InvalidNetwork", ErrorKind.InvalidArgument,
            "The network is empty; specify a network of Import-SwishNetwork, a result that keeps its network, or a "
            + "path."),
        object other => ReadObject(command, PSObject.AsPSObject(value), other),
    };

    private static TrainedNetwork ReadPath(PSCmdlet command, string path) =>
        NetworkFile.Read(command.ResolveExisting(path, literal: true)[0]);

    private static TrainedNetwork ReadFile(
        PSCmdlet command, string? path, string? runId, string? weightHash, object result)
    {
        if (string.IsNullOrEmpty(path))
            throw new SwishException("NetworkNotKept", ErrorKind.InvalidArgument,
                "The result has no network. Train with -KeepNetwork to keep networks in memory, or with -NetworkPath "
                + "to write them to files. A run that did not complete has none.", result);
        TrainedNetwork network = ReadPath(command, path);
        if (Differs(runId, network.RunId) || Differs(weightHash, network.WeightHash))
            throw new SwishException("NetworkOfOtherRun", ErrorKind.InvalidData,
                $"The file '{path}' is not the network of the run {runId}: it is of the run {network.RunId}, with the weights "
                + $"{network.WeightHash}. To use it for itself, specify its path and not the result.", path);
        return network;

        // A table may have been saved without these columns.
        static bool Differs(string? column, string value) => !string.IsNullOrEmpty(column) && column != value;
    }

    // Rows of a CSV file and objects from another process have the columns of a result.
    private static TrainedNetwork ReadObject(PSCmdlet command, PSObject wrapped, object value) =>
        wrapped.Properties["NetworkPath"] is not null
            ? ReadFile(command, Text(wrapped, "NetworkPath"), Text(wrapped, "RunId"), Text(wrapped, "WeightHash"), value)
            : throw new SwishException("InvalidNetwork", ErrorKind.InvalidArgument,
                $"An object of type {value.GetType().Name} is not a network; specify a network of Import-SwishNetwork, "
                + "a result that keeps its network, or the path of a file.", value);

    private static string Text(PSObject row, string column) => ResultRow.TextOf(row.ValueOf(column));
}
