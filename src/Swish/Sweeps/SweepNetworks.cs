using Swish.Data;
using Swish.Models;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>
/// Represents the networks of a sweep's runs: in a folder, with the results, in both or in neither, as the options say.
/// </summary>
/// <param name="options">The options of the sweep.</param>
/// <param name="dataset">The data set that the networks are trained on.</param>
internal sealed class SweepNetworks(SweepOptions options, Dataset dataset)
{
    /// <summary>
    /// Determines whether the options ask for the network of a run that is in the log, and it must be trained again:
    /// there is none, or it is damaged. Only runs that completed have a network. A file that is not the run's stays,
    /// and so there is no place for its network.
    /// </summary>
    /// <param name="logged">The result in the log.</param>
    /// <returns>Whether the run must be trained again.</returns>
    public bool Lacks(TrainingResult logged)
    {
        if (logged.RunStatus != RunStatus.Completed) return false;
        if (options.NetworkFolder is not string folder) return options.KeepsNetworks;
        string path = NetworkFile.PathOf(folder, logged.RunId);
        return File.Exists(path)
            ? NetworkFile.IsOfRun(path, logged.RunId) && !NetworkFile.IsIntact(path, logged.RunId)
            : !Path.Exists(path);
    }

    /// <summary>
    /// Writes the network of a finished run to its file. If that fails, the result keeps the network. Does nothing if
    /// the options have no folder, or the run no network.
    /// </summary>
    /// <param name="finished">The run that was trained, with its network.</param>
    /// <returns>The run with the path of the file, or with the error.</returns>
    public SweepOutcome Write(SweepOutcome finished)
    {
        TrainingResult result = finished.Result;
        if (options.NetworkFolder is not string folder || result.GetNetwork() is not TrainedNetwork network)
            return finished;
        string path;
        try
        {
            path = NetworkFile.WriteOfRun(network, folder);
        }
        catch (SwishException error)
        {
            return finished with { NetworkError = error };
        }
        result = result with { NetworkPath = path };
        return finished with { Result = options.KeepsNetworks ? result : result.WithNetwork(null) };
    }

    /// <summary>Adds the network file to a result from the log, and the network if it is asked for.</summary>
    /// <param name="logged">The run in the log.</param>
    /// <returns>
    /// The run with the path of its file, or with the error. It is returned as it is if the options have no folder.
    /// </returns>
    public SweepOutcome Add(SweepOutcome logged)
    {
        if (options.NetworkFolder is not string folder) return logged;
        string path = NetworkFile.PathOf(folder, logged.Result.RunId);
        if (!NetworkFile.IsOfRun(path, logged.Result.RunId))
            return logged.Result.RunStatus == RunStatus.Completed && Path.Exists(path)
                ? logged with { NetworkError = NetworkFile.NotOfRun(path) }
                : logged;
        bool hasNames = dataset.HasClassNames || dataset.FeatureNames.Count > 0;
        SweepOutcome found = logged with { Result = logged.Result.WithLogPath(null) with { NetworkPath = path } };
        if (!options.KeepsNetworks && !hasNames) return found;
        try
        {
            TrainedNetwork network = NetworkFile.ReadOfRun(
                path, logged.Result.RunId, logged.Result.WeightHash, dataset);
            return options.KeepsNetworks ? found with { Result = found.Result.WithNetwork(network) } : found;
        }
        catch (SwishException error)
        {
            return logged with { NetworkError = error };
        }
    }
}
