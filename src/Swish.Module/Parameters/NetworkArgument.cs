using System.Management.Automation;
using Swish.Models;
using Swish.Training;

namespace Swish.Module.Parameters;

/// <summary>Reads the trained network of a parameter or of a pipeline object.</summary>
internal static class NetworkArgument
{
    /// <summary>Returns the network of an object.</summary>
    /// <param name="value">A network, or a result that keeps its network.</param>
    /// <exception cref="SwishException">
    /// A result has no network (NetworkLost), or the object is something else (InvalidNetwork).
    /// </exception>
    public static TrainedNetwork Read(object? value) => ActivationArgument.Unwrap(value) switch
    {
        TrainedNetwork network => network,
        TrainingResult result => result.GetNetwork() ?? throw Lost(result),
        object other => throw new SwishException("InvalidNetwork", ErrorKind.InvalidArgument,
            $"An object of type {other.GetType().Name} is not a trained network; specify a result of "
            + "Invoke-SwishTraining -KeepNetwork.", other),
        null => throw new SwishException("InvalidNetwork", ErrorKind.InvalidArgument, "The network is empty.", value),
    };

    private static SwishException Lost(TrainingResult result) => new("NetworkLost", ErrorKind.InvalidArgument,
        result.Status == nameof(RunStatus.Completed)
            ? "This result has no network. Invoke-SwishTraining keeps it with -KeepNetwork, for runs that it trains."
            : $"This run has no network, because its status is {result.Status}.", result);
}
