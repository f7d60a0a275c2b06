using System.Globalization;
using System.Management.Automation;
using Swish.Data;
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

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        if (Force && ResultPath is null)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-Force trains the runs of a log again and needs -ResultPath.", "-Force");
        if (Shard is not null) _shard = Sweeps.Shard.Parse(Shard);
        // Begin reading once the parameters are checked: it takes longer than everything else before the first step.
        _reading = DatasetArgument.Begin(this, Dataset);
    }

    /// <inheritdoc/>
    protected override void Process() => _recipes.AddRange(ReadRecipes());

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
        foreach (string warning in RecipeWarnings.OfLength(recipes, dataset)) WriteWarning(warning);
        SweepOptions options = new()
        {
            ThrottleLimit = ThrottleLimit,
            Threads = IsBound(nameof(Thread)) ? Thread : null,
            Force = Force,
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
        using ResultLog? log = OpenLog(path);
        Train(new Sweep(recipes, dataset, options with { Log = log }));
    }

    /// <summary>
    /// Gets a value indicating whether -WhatIf or its preference is set, so that nothing may be trained, not even for
    /// the warm-up.
    /// </summary>
    private bool WantsNoChange =>
        LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

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
        if (outcome.Result.Status == nameof(RunStatus.Diverged))
            WriteVerbose(string.Create(CultureInfo.InvariantCulture,
                $"Run {outcome.Index + 1} diverged after {outcome.Result.Steps} steps."));
    }
}
