using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using Swish.Data;
using Swish.Data.Tables;
using Swish.Models;
using Swish.Module.Base;
using Swish.Module.JobScripts;
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
[OutputType(typeof(TrainingResult), typeof(string))]
public sealed class InvokeSwishTrainingCommand : RecipeCommand
{
    // The parameters that are only for rows from the pipeline.
    private static readonly string[] TableParameters =
        [nameof(Exclude), nameof(TestShare), nameof(SplitSeed), nameof(MissingValue)];

    private readonly List<(TrainingRecipe Run, bool IsDefault)> _recipes = [];
    private IReadOnlyList<Task<Dataset>> _reading = [];
    private readonly List<Task<Dataset>> _piped = [];
    private readonly HashSet<string> _notes = [];
    private ColumnPatterns? _exclude;
    private TableRows? _rows;
    private bool _recipeIsNamed;
    private bool _recipeIsPiped;
    private bool _inputIsNamed;
    private Shard? _shard;
    private TrainedNetwork? _initial;
    private string _chosen = "";

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        RequireExclusive(nameof(AsJobScript), nameof(Shard));
        RequireExclusive(nameof(AsJobScript), nameof(Force));
        RequireExclusive(nameof(AsJobScript), nameof(Label));
        // The networks would end with the processes of the tasks.
        RequireExclusive(nameof(AsJobScript), nameof(KeepNetwork));
        if (IsBound(nameof(ShardCount)) && !IsBound(nameof(AsJobScript)))
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-ShardCount is the number of shards of a script and needs -AsJobScript; use -Shard i/n to train one.",
                "-ShardCount");
        foreach (string other in (string[])[nameof(Seed), nameof(Repeat), nameof(Shard), nameof(AsJobScript)])
            RequireExclusive(nameof(Until), other);
        if (IsBound(nameof(MaximumRepeat)) && Until is null)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-MaximumRepeat is for -Until Decided; use -Repeat for a fixed number of seeds.", "-MaximumRepeat");
        // In Begin, only parameters of the command line are bound.
        _recipeIsNamed = IsBound(nameof(Recipe));
        _inputIsNamed = IsBound(nameof(InputObject));
        if (Force && ResultPath is null)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-Force trains the runs of a log again and needs -ResultPath.", "-Force");
        if (CheckpointEvery > 0 && ResultPath is null && NetworkPath is null)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-CheckpointEvery writes files beside the log, or to the folder of the networks, and needs -ResultPath or "
                + "-NetworkPath.", "-CheckpointEvery");
        if (Shard is not null) _shard = Sweeps.Shard.Parse(Shard);
        if (InitialNetwork is not null) _initial = NetworkArgument.Read(this, InitialNetwork);
        if (_initial is not null && !IsBound(nameof(Recipe)) && (Label is not null || !MyInvocation.ExpectingInput))
            Recipe = [InitialRecipe(_initial)];
        if (Label is null)
        {
            string? needsLabel = Array.Find(TableParameters, IsBound);
            if (needsLabel is not null)
                throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                    $"-{needsLabel} is for rows from the pipeline and needs -Label, the column to predict.",
                    $"-{needsLabel}");
        }
        else
        {
            RequireExclusive(nameof(Label), nameof(Dataset));
            _exclude = new(Exclude);
            _rows = new(_exclude);
            return;
        }
        // Begin reading once the parameters are checked: it takes longer than everything else before the first step.
        _reading = DatasetArgument.BeginMany(this, Dataset);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (_rows is null && (MyInvocation.ExpectingInput || _inputIsNamed) && TakeDatasets()) return;
        // Properties of objects from the pipeline bind to other parameters; those of a named one do not.
        if (_inputIsNamed && _rows is null)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-InputObject takes data sets, or rows with -Label. Pipe recipes to the cmdlet, or give them as -Recipe, and "
                + "activations as -Activation.", "-InputObject");
        if (_rows is null) AddRecipes(Recipe);
        else if (MyInvocation.ExpectingInput || _inputIsNamed) AddRows();
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_rows is not null)
        {
            AddRecipes(_recipeIsPiped ? [_initial is null ? DefaultName : InitialRecipe(_initial)] : Recipe);
            _reading = MakeDatasets(_rows.Table);
        }
        else if (_piped.Count > 0)
        {
            RequireNoDataset();
            AddRecipes(_recipeIsNamed ? Recipe : [_initial is null ? DefaultName : InitialRecipe(_initial)]);
            _reading = _piped;
        }
        if (Until is not null && _reading.Count > 1)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-Until Decided compares activations on one data set; train on each by itself.", "-Until");
        if (_reading.Count > 1) RequireDifferentDatasets();
        bool isFirst = true;
        foreach (Task<Dataset> reading in _reading)
        {
            if (!TryFit(reading, isFirst, out Dataset? dataset, out IReadOnlyList<TrainingRecipe>? recipes)) return;
            if (AsJobScript is not null)
                WriteObject(DescribeJob(recipes, dataset).Write(Enum.Parse<JobScheduler>(AsJobScript)));
            else Train(recipes, dataset);
            isFirst = false;
        }
    }

    /// <summary>Checks before the first run that no data set is given twice.</summary>
    private void RequireDifferentDatasets()
    {
        Dictionary<string, Dataset> known = [];
        foreach (Task<Dataset> reading in _reading)
        {
            Dataset dataset = reading.WaitAsync(StopToken).GetAwaiter().GetResult();
            if (known.TryAdd(dataset.Fingerprint, dataset)) continue;
            throw new SwishException("DuplicateRun", ErrorKind.Contradiction,
                dataset.SplitSeed is int seed && known[dataset.Fingerprint].SplitSeed is int other && seed != other
                    ? $"The split seeds {other} and {seed} split {dataset.Name} in the same way, because it has few rows; leave one out."
                    : $"The data set {dataset.Name} is given twice; the same recipe gives bit-identical results on it.",
                dataset.Name);
        }
    }

    private void AddRecipes(IEnumerable<object> recipes) => _recipes.AddRange(ReadRecipes(recipes).Select(
        recipe => _initial is null
            ? recipe
            : recipe with { Run = recipe.Run with { InitialNetwork = _initial.Fingerprint } }));

    /// <summary>Adds rows from the pipeline, which also bind to -Recipe unless it was named.</summary>
    private void AddRows()
    {
        _recipeIsPiped |= IsBound(nameof(Recipe)) && !_recipeIsNamed;
        foreach (PSObject row in IsBound(nameof(InputObject)) ? InputObject : Recipe.Select(PSObject.AsPSObject))
            _rows!.Add(row);
    }

    /// <summary>Takes data sets from the pipeline; returns false if the objects are something else.</summary>
    private bool TakeDatasets()
    {
        Dataset?[] datasets =
        [
            .. (IsBound(nameof(InputObject)) ? InputObject : Recipe).Select(
                input => ActivationArgument.Unwrap(input) as Dataset),
        ];
        if (datasets.Length == 0 || datasets.Any(dataset => dataset is null)) return false;
        foreach (Dataset? dataset in datasets) _piped.Add(Task.FromResult(dataset!));
        return true;
    }

    private void RequireNoDataset()
    {
        if (IsBound(nameof(Dataset)))
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "Data sets come from the pipeline and from -Dataset; use one of them.", "-Dataset");
    }

    private IReadOnlyList<Task<Dataset>> MakeDatasets(Table table)
    {
        _exclude!.RequireFound(table);
        return
        [
            .. SplitSeed.StopWith(StopToken).Select(seed => Task.FromResult(table.ToDataset(new()
            {
                Label = Label!,
                TestShare = TestShare,
                SplitSeed = seed,
                MissingValue = Enum.Parse<MissingValueRule>(MissingValue),
            }))),
        ];
    }

    /// <summary>Waits for a data set, and returns its runs; false if there are none.</summary>
    private bool TryFit(
        Task<Dataset> reading, bool isFirst, [NotNullWhen(true)] out Dataset? dataset,
        [NotNullWhen(true)] out IReadOnlyList<TrainingRecipe>? recipes)
    {
        CancellationToken stop = StopToken;
        IReadOnlyList<(TrainingRecipe Run, bool IsDefault)> chosen = _shard is null ? _recipes : _shard.Select(_recipes);
        (dataset, recipes) = (null, null);
        if (chosen.Count == 0)
        {
            if (_shard is not null) WriteVerbose($"The shard {Shard} has none of the {_recipes.Count} runs.");
            return false;
        }
        // Nothing waits for the warm-up. Code that it has not compiled when the data set is ready is compiled by the
        // run.
        if (isFirst && !WantsNoChange && !reading.IsCompleted)
            Task.Run(() => JitWarmup.Run(chosen[0].Run, reading, stop), stop);
        Dataset read = reading.WaitAsync(stop).GetAwaiter().GetResult();
        dataset = read;
        foreach (string note in read.Notes.Where(_notes.Add)) WriteWarning(note);
        recipes =
        [
            .. chosen.StopWith(stop).Select(recipe => Fit(recipe, read)),
        ];
        foreach (string warning in RecipeWarnings.OfLength(recipes, read, stop)) WriteWarning(warning);
        _chosen = DescribeFit(chosen, recipes, read);
        return true;
    }

    private void Train(IReadOnlyList<TrainingRecipe> recipes, Dataset dataset)
    {
        SweepOptions options = Options() with { InitialNetwork = _initial };
        string? path = ResolveLog();
        SweepPlan plan = SweepPlan.Make(recipes, dataset, options, path, StopToken);
        plan = plan with { Summary = (Until is null ? "" : "At most ") + plan.Summary + _chosen };
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
        if (Until is not null)
        {
            TrainUntilDecided(recipes, dataset, options with { Log = log });
            return;
        }
        Sweep sweep = new(recipes, dataset, options with { Log = log }, StopToken);
        WarnAboutNetworks(sweep);
        Train(sweep);
    }

    private void TrainUntilDecided(IReadOnlyList<TrainingRecipe> recipes, Dataset dataset, SweepOptions options)
    {
        SequentialSweep sequence = new(recipes, new(SequentialPlan.DefaultLooks, MaximumRepeat), StopToken);
        bool hasPlan = options.Log is null;
        while (sequence.Next() is { Count: > 0 } block)
        {
            Sweep sweep = new(block, dataset, options with { Plan = sequence.Plan }, StopToken);
            hasPlan |= sweep.LogHasPlan;
            WarnAboutNetworks(sweep);
            Train(sweep, sequence.Add);
            WriteVerbose(sequence.Look());
        }
        if (!hasPlan)
            WriteWarning($"All runs were in '{options.Log!.Path}', where they have no plan: they were trained without -Until. "
                + "Compare what this command returns; read from the log, the results are compared without the looks.");
        // Compare-Activation, which often comes next, says it too.
        if (sequence.NextStep is { } step && MyInvocation.PipelinePosition == MyInvocation.PipelineLength)
            WriteWarning(step);
    }

    private JobScript DescribeJob(IReadOnlyList<TrainingRecipe> recipes, Dataset dataset)
    {
        if (_reading.Count > 1)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                $"-AsJobScript writes a script for one data set, not {_reading.Count}; write one for each.", "-AsJobScript");
        try
        {
            _ = new Sweep(recipes, dataset, new() { InitialNetwork = _initial }, StopToken);
        }
        catch (SwishException error) when (error.ErrorId == "NetworkTooLarge")
        {
            // The machines of the tasks may have more memory; they check it.
        }
        Dictionary<string, object> given = new(MyInvocation.BoundParameters);
        // A task has no drives of this session. A relative path starts from the folder of the script.
        if (NetworkPath is not null && SessionState.Path.IsPSAbsolute(NetworkPath, out _))
            given[nameof(NetworkPath)] = this.ResolveNew(NetworkPath);
        object? source = _piped.Count > 0 ? dataset
            : ActivationArgument.Unwrap(Dataset) is IList { Count: 1 } list ? list[0] : Dataset;
        return new()
        {
            Recipes = Grids,
            Dataset = this.Describe(source),
            DatasetFingerprint = ActivationArgument.Unwrap(source) is Dataset ? dataset.Fingerprint : null,
            InitialNetwork = _initial is null ? null : this.DescribeNetwork(InitialNetwork!),
            InitialFingerprint = _initial?.Fingerprint,
            LogPath = ResolveLog() ?? this.ResolveNew("runs.jsonl"),
            Folder = SessionState.Path.CurrentFileSystemLocation.ProviderPath,
            Shards = Math.Min(ShardCount, recipes.Count),
            ThrottleLimit = IsBound(nameof(ThrottleLimit)) ? ThrottleLimit : null,
            Parameters = JobParameters.Of(given),
        };
    }

    /// <summary>
    /// Gets a value indicating whether -WhatIf or its preference is set, so that nothing may be trained, not even for
    /// the warm-up.
    /// </summary>
    private bool WantsNoChange =>
        LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    // The name keeps the settings from being fitted to small data, as those of the default recipe are.
    private static RecipeGrid InitialRecipe(TrainedNetwork initial) =>
        new(initial.GetRecipe()) { Name = nameof(InitialNetwork) };
}
