using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Swish.Data;
using Swish.Data.Tables;
using Swish.Module.Completion;
using Swish.Module.JobScripts;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;
using Swish.Recipes;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Module.Base;

/// <summary>
/// Provides the base class of cmdlets that train a sweep, with the parameters that do not belong to a recipe: how runs
/// are divided, rows from the pipeline to train on, the files of networks and checkpoints, and scripts for clusters.
/// </summary>
/// <remarks>
/// A cmdlet that trains in several stages has no use for some of them. It overrides those without the attribute Parameter,
/// and PowerShell then does not know them.
/// </remarks>
public abstract class SweepCommand : TrainingCommand
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly long _begun = Stopwatch.GetTimestamp();

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
    public virtual string? Shard { get; set; }

    /// <summary>
    /// Gets or sets what ends the sweep: with Decided, seeds are added until each row of the comparison of activations has
    /// a verdict.
    /// </summary>
    [Parameter]
    [ChoiceArgument(typeof(SweepEnd), nameof(Until))]
    [ChoiceCompletion(typeof(SweepEnd))]
    public virtual string? Until { get; set; }

    /// <summary>Gets or sets the maximum number of seeds with -Until.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The maximum number of repetitions", AtLeast = 6, AtMost = 100_000)]
    [NumberCompletion(20, 30, 50)]
    public virtual int MaximumRepeat { get; set; } = 30;

    /// <summary>
    /// Gets or sets the rows of a table to train on, from the pipeline: objects with a property for each column. They
    /// need -Label; without it, objects from the pipeline are recipes or activations.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public virtual PSObject[] InputObject
    {
        get;
        set => field = value ?? [];
    } = [];

    /// <summary>Gets or sets the name of the column of the rows to predict.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TableColumnCompleter))]
    public virtual string? Label { get; set; }

    /// <summary>Gets or sets the columns of the rows to leave out. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TableColumnCompleter))]
    public virtual string[] Exclude { get; set; } = [];

    /// <summary>Gets or sets the share of the rows to test on, above 0 and below 1.</summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("The share of the rows to test on", Above = 0, Below = 1)]
    [NumberCompletion(0.1, 0.2, 0.25, 0.5)]
    public virtual double TestShare { get; set; } = 0.2;

    /// <summary>
    /// Gets or sets the seeds of the split into rows to train on and rows to test on. Swept, outermost.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NumberArgument(Whole = true, List = true)]
    [ValidateNumber("The seed of a split", AtLeast = 0)]
    [NumberCompletion(1, 2, 3, 4, 5)]
    public virtual int[] SplitSeed { get; set; } = [1];

    /// <summary>Gets or sets what to do with missing values of the rows.</summary>
    [Parameter]
    [ChoiceArgument(typeof(MissingValueRule), nameof(MissingValue))]
    [ChoiceCompletion(typeof(MissingValueRule))]
    public virtual string MissingValue { get; set; } = nameof(MissingValueRule.Error);

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
    public virtual object? InitialNetwork { get; set; }

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
    public virtual string? AsJobScript { get; set; }

    /// <summary>Gets or sets the number of shards of a script. By default it is the number of runs, 8 at most.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of shards", AtLeast = 1, AtMost = 100_000)]
    [NumberCompletion(4, 8, 16, 32)]
    public virtual int ShardCount { get; set; } = 8;

    /// <summary>Returns the options of a sweep that the parameters ask for, without its log.</summary>
    protected SweepOptions Options() => new()
    {
        ThrottleLimit = ThrottleLimit,
        Threads = IsBound(nameof(Thread)) ? Thread : null,
        Force = Force,
        CheckpointEvery = CheckpointEvery,
        KeepsNetworks = KeepNetwork,
        NetworkFolder = NetworkPath is null ? null : this.ResolveNew(NetworkPath),
    };

    /// <summary>Returns a run for a data set: settings of the default recipe that were not given suit its size.</summary>
    /// <param name="recipe">The run, with whether it is one of the default recipe.</param>
    /// <param name="dataset">The data set.</param>
    protected TrainingRecipe Fit((TrainingRecipe Run, bool IsDefault) recipe, Dataset dataset) =>
        recipe.IsDefault ? SmallData.Fit(recipe.Run, dataset, Given(recipe.Run)) : recipe.Run;

    /// <summary>Describes what <see cref="Fit"/> chose, and writes it as a verbose message.</summary>
    /// <param name="recipes">The runs, each with whether it is one of the default recipe.</param>
    /// <param name="fitted">The runs for the data set.</param>
    /// <param name="dataset">The data set.</param>
    /// <returns>The sentence after a space, to add to a plan; empty if nothing was chosen.</returns>
    protected string DescribeFit(
        IReadOnlyList<(TrainingRecipe Run, bool IsDefault)> recipes, IReadOnlyList<TrainingRecipe> fitted, Dataset dataset)
    {
        TrainingRecipe[] runs = [.. recipes.StopWith(StopToken).Select(r => r.Run)];
        if (SmallData.Describe(runs, fitted, dataset, StopToken) is not { } chosen) return "";
        WriteVerbose(chosen);
        return " " + chosen;
    }

    /// <summary>Returns whether a setting of the default recipe was given, by a parameter or by changing the
    /// recipe.</summary>
    private Func<RecipeSetting, bool> Given(TrainingRecipe recipe) => setting =>
        IsBound(setting.Name) || !Equals(setting.Get(recipe), setting.Get(TrainingRecipe.Default));

    /// <summary>Warns about logged runs that are trained again because their networks are asked for.</summary>
    /// <param name="sweep">The sweep.</param>
    protected void WarnAboutNetworks(Sweep sweep)
    {
        int count = sweep.LoggedWithoutNetwork.Count;
        if (count == 0) return;
        string runs = string.Create(CultureInfo.InvariantCulture,
            $"{count} of the runs in the log {(count == 1 ? "is" : "are")} trained again, because ");
        WriteWarning(runs + (sweep.Options.NetworkFolder is string folder
            ? $"'{folder}' does not contain {(count == 1 ? "its network" : "their networks")}."
            : "a log does not contain networks, and -KeepNetwork asks for them. With -NetworkPath they are read from files."));
    }

    /// <summary>Trains a sweep with progress bars, and writes each result as soon as it is its turn.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="written">Called with each result after it is written; null for nothing.</param>
    protected void Train(Sweep sweep, Action<TrainingResult>? written = null)
    {
        SweepProgressBars bars = new(this, Sweep.Describe);
        using SweepRun running = sweep.Start(StopToken);
        try
        {
            for (bool explained = false; !running.IsDone; explained = true)
            {
                SweepOutcome? outcome = running.Take(Tick);
                // Write the result before anything else that could end the pipeline, or it would be lost.
                if (outcome is not null)
                {
                    SourceCommand.Remember(outcome.Result, sweep.Dataset);
                    Write(outcome);
                    written?.Invoke(outcome.Result);
                }
                // Write these after the first wait, since compiling this code takes as long as some first steps.
                if (!explained)
                    foreach (string line in sweep.Explain()) WriteVerbose(line);
                bars.Update(running);
            }
            if (running.FirstStep is long done)
                WriteVerbose(string.Create(CultureInfo.InvariantCulture,
                    $"The first step was done after {Stopwatch.GetElapsedTime(_begun, done).TotalSeconds:0.000} s."));
        }
        finally
        {
            bars.Complete();
        }
    }

    private void Write(SweepOutcome outcome)
    {
        // Write the result first, since an error may end the pipeline and the result must not be lost.
        WriteObject(outcome.Result);
        if (outcome.Error is not null) WriteError(outcome.Error, outcome.Result);
        if (outcome.LogError is not null) WriteError(outcome.LogError, outcome.Result);
        if (outcome.NetworkError is not null) WriteError(outcome.NetworkError, outcome.Result);
        if (outcome.LogWarning is not null) WriteWarning(outcome.LogWarning);
        if (outcome.Checkpoint is { ResumedStep: > 0 and int step })
            WriteVerbose(string.Create(CultureInfo.InvariantCulture,
                $"Run {outcome.Index + 1} continued after step {step} of a checkpoint."));
        foreach (string warning in outcome.Checkpoint?.Warnings ?? []) WriteWarning(warning);
        if (outcome.Result.Status == nameof(RunStatus.Diverged))
            WriteVerbose(string.Create(CultureInfo.InvariantCulture,
                $"Run {outcome.Index + 1} diverged after {outcome.Result.Steps} steps."));
    }
}
