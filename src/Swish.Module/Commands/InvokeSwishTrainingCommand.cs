using System.Globalization;
using System.Management.Automation;
using Swish.Data;
using Swish.Models;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>
/// Trains every combination of its parameters and returns one result per run, in the order of the grid.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "SwishTraining", SupportsShouldProcess = true)]
[Alias("swish")]
[OutputType(typeof(TrainingResult))]
public sealed class InvokeSwishTrainingCommand : RecipeCommand
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly List<TrainingRecipe> _recipes = [];
    private Task<Dataset>? _reading;
    private Shard? _shard;
    private TrainedNetwork? _initial;

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

    /// <summary>
    /// Gets or sets the number of steps after which the state of each run is written to a file beside the log of
    /// -ResultPath, so that the run continues there if it is ended.
    /// </summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of steps between checkpoints", AtLeast = 1, AtMost = int.MaxValue)]
    [NumberCompletion(1000, 10000)]
    public int CheckpointEvery { get; set; }

    /// <summary>Gets or sets the shard of the sweep to run: 'i/n' stands for runs i, i + n, i + 2n, ….</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ShardCompleter))]
    public string? Shard { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether to record diagnostics of the hidden layers at each evaluation, for
    /// Get-TrainingDiagnostic.
    /// </summary>
    [Parameter]
    [SettingArgument(nameof(Diagnostic))]
    public SwitchParameter Diagnostic { get; set; }

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

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        if (Force && ResultPath is null)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-Force trains the runs of a log again and needs -ResultPath.", "-Force");
        if (CheckpointEvery > 0 && ResultPath is null)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-CheckpointEvery writes files beside the log and needs -ResultPath.", "-CheckpointEvery");
        if (Shard is not null) _shard = Sweeps.Shard.Parse(Shard);
        if (InitialNetwork is not null) _initial = NetworkArgument.Read(this, InitialNetwork);
        if (_initial is not null && !IsBound(nameof(Recipe)) && !MyInvocation.ExpectingInput)
            Recipe = [new RecipeGrid(_initial.GetRecipe())];
        // Begin reading once the parameters are checked: it takes longer than everything else before the first step.
        _reading = DatasetArgument.Begin(this, Dataset);
    }

    /// <inheritdoc/>
    protected override void Process() => _recipes.AddRange(_initial is null ? ReadRecipes()
        : ReadRecipes().Select(recipe => recipe with { InitialNetwork = _initial.WeightHash }));

    /// <inheritdoc/>
    protected override void End()
    {
        IReadOnlyList<TrainingRecipe> recipes = _shard is null ? _recipes : _shard.Select(_recipes);
        if (recipes.Count == 0)
        {
            if (_shard is not null) WriteVerbose($"The shard {Shard} has none of the {_recipes.Count} runs.");
            return;
        }
        // Nothing waits for the warm-up. Code that it has not compiled when the data set is ready is compiled by the
        // run.
        CancellationToken stop = StopToken;
        if (!WantsNoChange) Task.Run(() => JitWarmup.Run(recipes[0], _reading!, stop), stop);
        Dataset dataset = _reading!.WaitAsync(stop).GetAwaiter().GetResult();
        SweepOptions options = new()
        {
            ThrottleLimit = ThrottleLimit,
            Threads = IsBound(nameof(Thread)) ? Thread : null,
            Force = Force,
            CheckpointEvery = CheckpointEvery,
            KeepsNetworks = KeepNetwork,
            InitialNetwork = _initial,
            NetworkFolder = NetworkPath is null ? null : this.ResolveNew(NetworkPath),
        };
        string? path = ResolveLog();
        SweepPlan plan = SweepPlan.Make(recipes, dataset, options, path);
        string question = plan.Summary + " Train?";
        if (!ShouldProcess(plan.Summary, question, "Invoke-SwishTraining", out ShouldProcessReason reason))
        {
            if (reason == ShouldProcessReason.WhatIf)
                foreach (string run in plan.Runs)
                    ShouldProcess(run, run, "Invoke-SwishTraining");
            return;
        }
        if (options.NetworkFolder is string folder) NetworkFile.PrepareFolder(folder);
        using ResultLog? log = OpenLog(path);
        Sweep sweep = new(recipes, dataset, options with { Log = log });
        WarnAboutNetworks(sweep);
        Train(sweep);
    }

    /// <summary>
    /// Gets a value indicating whether -WhatIf or its preference is set, so that nothing may be trained, not even for
    /// the warm-up.
    /// </summary>
    private bool WantsNoChange =>
        LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    private void WarnAboutNetworks(Sweep sweep)
    {
        int count = sweep.LoggedWithoutNetwork.Count;
        if (count == 0) return;
        string runs = string.Create(CultureInfo.InvariantCulture,
            $"{count} of the runs in the log {(count == 1 ? "is" : "are")} trained again, because ");
        WriteWarning(runs + (sweep.Options.NetworkFolder is string folder
            ? $"'{folder}' does not contain {(count == 1 ? "its network" : "their networks")}."
            : "a log does not contain networks, and -KeepNetwork asks for them. With -NetworkPath they are read from files."));
    }

    private void Train(Sweep sweep)
    {
        SweepProgressBars bars = new(this, Sweep.Describe);
        using SweepRun running = sweep.Start(StopToken);
        try
        {
            for (bool explained = false; !running.IsDone; explained = true)
            {
                SweepOutcome? outcome = running.Take(Tick);
                // Write the result before anything else that could end the pipeline, or it would be lost.
                if (outcome is not null) Write(outcome);
                // Write these after the first wait, since compiling this code takes as long as some first steps.
                if (!explained)
                    foreach (string line in sweep.Explain()) WriteVerbose(line);
                bars.Update(running);
            }
            if (running.FirstStep is DateTime done)
                WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"The first step was done at {done:O}."));
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
        if (outcome.Checkpoint is { ResumedStep: > 0 and int step })
            WriteVerbose(string.Create(CultureInfo.InvariantCulture,
                $"Run {outcome.Index + 1} continued after step {step} of a checkpoint."));
        foreach (string warning in outcome.Checkpoint?.Warnings ?? []) WriteWarning(warning);
        if (outcome.Result.Status == nameof(RunStatus.Diverged))
            WriteVerbose(string.Create(CultureInfo.InvariantCulture,
                $"Run {outcome.Index + 1} diverged after {outcome.Result.Steps} steps."));
    }
}
