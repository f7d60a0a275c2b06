using Swish.Models;
using Swish.ResultLogs;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>Contains the options of a sweep. They do not affect the results.</summary>
public sealed record SweepOptions
{
    /// <summary>
    /// Gets the maximum number of concurrent runs, 1 or more. The default is the number of processors.
    /// </summary>
    public int ThrottleLimit { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Gets the number of threads per run, 1 or more; null to divide the processors among the concurrent runs, using
    /// only as many as make a run faster.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Gets the log to resume from and append to; null for no log. The sweep does not dispose it.
    /// </summary>
    public ResultLog? Log { get; init; }

    /// <summary>Gets whether runs that are in the log are trained again.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// Gets the number of steps after which the state of each run is written to a file next to the log, or without a log
    /// to the folder of the networks, 1 or more, so that a run continues there after its process has ended; 0 for no
    /// such files.
    /// </summary>
    public int CheckpointEvery { get; init; }

    /// <summary>
    /// Gets the plan of the sweep that the runs belong to, which their results and the log show; null for none.
    /// </summary>
    public SequentialPlan? Plan { get; init; }

    /// <summary>Gets whether results keep their networks in memory.</summary>
    public bool KeepsNetworks { get; init; }

    /// <summary>
    /// Gets the network that the recipes name as <see cref="Recipes.TrainingRecipe.InitialNetwork"/>; null for none.
    /// </summary>
    public TrainedNetwork? InitialNetwork { get; init; }

    /// <summary>
    /// Gets the folder to which each network is written as an ONNX file, named after the run; null to write none.
    /// </summary>
    public string? NetworkFolder { get; init; }
}
