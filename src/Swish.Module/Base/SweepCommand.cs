using System.Management.Automation;
using Swish.Data.Tables;
using Swish.Module.Completion;
using Swish.Module.JobScripts;
using Swish.Module.Parameters;

namespace Swish.Module.Base;

/// <summary>
/// Provides the base class of cmdlets that train a sweep, with the parameters that do not belong to a recipe: how runs
/// are divided, rows from the pipeline to train on, the files of networks and checkpoints, and scripts for clusters.
/// </summary>
public abstract class SweepCommand : TrainingCommand
{
    /// <summary>
    /// Gets or sets the number of threads per run. By default the processors are divided among the parallel runs.
    /// </summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of threads", AtLeast = 1, AtMost = 4096)]
    [NumberCompletion(1, 2, 4, 8)]
    public int Thread { get; set; }

    /// <summary>Gets or sets a value indicating whether to train all runs again, including those in the log.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets the shard of the sweep to run: 'i/n' stands for runs i, i + n, i + 2n, ….</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ShardCompleter))]
    public string? Shard { get; set; }

    /// <summary>
    /// Gets or sets the rows of a table to train on, from the pipeline: objects with a property for each column. They
    /// need -Label; without it, objects from the pipeline are recipes or activations.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the name of the column of the rows to predict.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TableColumnCompleter))]
    public string? Label { get; set; }

    /// <summary>Gets or sets the columns of the rows to leave out. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TableColumnCompleter))]
    public string[] Exclude { get; set; } = [];

    /// <summary>Gets or sets the share of the rows to test on, above 0 and below 1.</summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("The share of the rows to test on", Above = 0, Below = 1)]
    [NumberCompletion(0.1, 0.2, 0.25, 0.5)]
    public double TestShare { get; set; } = 0.2;

    /// <summary>
    /// Gets or sets the seeds of the split into rows to train on and rows to test on. Swept, outermost.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NumberArgument(Whole = true, List = true)]
    [ValidateNumber("The seed of a split", AtLeast = 0)]
    [NumberCompletion(1, 2, 3, 4, 5)]
    public int[] SplitSeed { get; set; } = [1];

    /// <summary>Gets or sets what to do with missing values of the rows.</summary>
    [Parameter]
    [ChoiceArgument(typeof(MissingValueRule), nameof(MissingValue))]
    [ChoiceCompletion(typeof(MissingValueRule))]
    public string MissingValue { get; set; } = nameof(MissingValueRule.Error);

    /// <summary>
    /// Gets or sets the number of steps after which the state of each run is written to a file next to the log of
    /// -ResultPath, or in the folder of -NetworkPath, so that the run continues there if it is ended.
    /// </summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of steps between checkpoints", AtLeast = 1, AtMost = int.MaxValue)]
    [NumberCompletion(1000, 10000)]
    public int CheckpointEvery { get; set; }

    /// <summary>
    /// Gets or sets the trained network with whose parameters the runs start: a network, a result that keeps one, or the
    /// path of a file. By default, its recipe is used.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public object? InitialNetwork { get; set; }

    /// <summary>
    /// Gets or sets the folder to which the network of each run is written as an ONNX file, named after the run.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NetworkPath { get; set; }

    /// <summary>Gets or sets a value indicating whether results keep their networks in memory.</summary>
    [Parameter]
    public SwitchParameter KeepNetwork { get; set; }

    /// <summary>
    /// Gets or sets the program that a script is written for: Slurm, Kubernetes or GNU parallel. Nothing is trained.
    /// </summary>
    [Parameter]
    [ChoiceArgument(typeof(JobScheduler), nameof(AsJobScript))]
    [ChoiceCompletion(typeof(JobScheduler))]
    public string? AsJobScript { get; set; }

    /// <summary>Gets or sets the number of shards of a script. By default it is the number of runs, 8 at most.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of shards", AtLeast = 1, AtMost = 100_000)]
    [NumberCompletion(4, 8, 16, 32)]
    public int ShardCount { get; set; } = 8;
}
