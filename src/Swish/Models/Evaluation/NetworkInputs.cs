using Swish.Data;

namespace Swish.Models.Evaluation;

/// <summary>Checks that a network can read the examples of a data set, and means the same by each input.</summary>
internal static class NetworkInputs
{
    /// <summary>Finds in what the examples of a data set differ from those that a network reads.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The data set.</param>
    /// <returns>A part of a sentence that begins with the network; null if nothing differs.</returns>
    public static string? FindDifference(TrainedNetwork network, Dataset dataset)
    {
        if (network.Input != dataset.Shape)
            return $"reads {Describe(network.Input)}, and '{dataset.Name}' has {Describe(dataset.Shape)}";
        // Names are compared only where both have them: arrays and files of images have none.
        if (network.FeatureNames.Count != dataset.FeatureNames.Count || network.FeatureNames.SequenceEqual(dataset.FeatureNames))
            return null;
        int first = Enumerable.Range(0, dataset.FeatureNames.Count)
            .First(i => network.FeatureNames[i] != dataset.FeatureNames[i]);
        return $"reads {network.FeatureNames[first]} as input {first + 1}, and '{dataset.Name}' has {dataset.FeatureNames[first]} there";
    }

    /// <summary>Throws if the examples of a data set differ from those that a network reads.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The data set.</param>
    /// <exception cref="SwishException">They differ in their shape or in the names of features (NetworkInputMismatch).</exception>
    public static void Require(TrainedNetwork network, Dataset dataset)
    {
        if (FindDifference(network, dataset) is { } difference)
            throw new SwishException("NetworkInputMismatch", ErrorKind.Contradiction,
                $"The network {difference}. Specify a data set with the same inputs in the same order"
                + (network.FeatureNames.Count > 0 ? ", or pass the rows of the table, whose columns are found by their names" : "")
                + (network.Dataset.Length > 0 ? $"; the network was trained on {network.Dataset}." : "."), dataset.Name);
    }

    private static string Describe(ExampleShape shape) =>
        shape.IsImage ? $"images of {shape}" : $"{shape.InputCount} {(shape.InputCount == 1 ? "feature" : "features")}";
}
