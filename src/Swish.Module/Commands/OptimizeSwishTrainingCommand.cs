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
using Swish.Tuning;

namespace Swish.Module.Commands;

/// <summary>
/// Tunes settings such as the learning rate for each activation under equal budgets, and trains each activation with its
/// best setting and the seeds that are compared.
/// </summary>
[Cmdlet(VerbsCommon.Optimize, "SwishTraining", SupportsShouldProcess = true)]
[OutputType(typeof(TrainingResult))]
public sealed class OptimizeSwishTrainingCommand : RecipeCommand
{
    private const string Command = "Optimize-SwishTraining";
    private const double MinRate = 0.0001, MaxRate = 1;

    private static readonly TuningOptions Defaults = new() { Ranges = [] };

    private readonly List<(TrainingRecipe Run, bool IsDefault)> _recipes = [];
    private Task<Dataset>? _reading;

    /// <summary>
    /// Gets or sets the smallest and the largest learning rate to try. By default they are 0.0001 and 1, unless -LearningRate
    /// is given.
    /// </summary>
    [Parameter]
    [NumberArgument(List = true)]
    [ValidateCount(2, 2)]
    [NumberCompletion(0.0001, 0.001, 0.01, 0.1, 1)]
    public double[] LearningRateRange { get; set; } = [];

    /// <summary>Gets or sets the smallest and the largest L2 penalty to try, both above 0.</summary>
    [Parameter]
    [NumberArgument(List = true)]
    [ValidateCount(2, 2)]
    [NumberCompletion(0.000001, 0.0001, 0.01)]
    public double[] L2Range { get; set; } = [];

    /// <summary>Gets or sets the smallest and the largest weight decay to try, both above 0.</summary>
    [Parameter]
    [NumberArgument(List = true)]
    [ValidateCount(2, 2)]
    [NumberCompletion(0.0001, 0.01, 1)]
    public double[] WeightDecayRange { get; set; } = [];

    /// <summary>Gets or sets the smallest and the largest dropout to try.</summary>
    [Parameter]
    [NumberArgument(List = true)]
    [ValidateCount(2, 2)]
    [NumberCompletion(0, 0.5)]
    public double[] DropoutRange { get; set; } = [];

    /// <summary>Gets or sets the smallest and the largest momentum to try.</summary>
    [Parameter]
    [NumberArgument(List = true)]
    [ValidateCount(2, 2)]
    [NumberCompletion(0.5, 0.9, 0.99)]
    public double[] MomentumRange { get; set; } = [];

    /// <summary>Gets or sets the number of settings to try for each activation.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of settings", AtLeast = 2, AtMost = TuningOptions.MaxCount)]
    [NumberCompletion(9, 18, 27, 54)]
    public int Count { get; set; } = Defaults.Count;

    /// <summary>
    /// Gets or sets the number of rungs of successive halving; with 1, all settings are trained for the whole length.
    /// </summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of rungs", AtLeast = 1, AtMost = 10)]
    [NumberCompletion(1, 2, 3, 4)]
    public int Rung { get; set; } = Defaults.Rungs;

    /// <summary>
    /// Gets or sets the reduction factor n of successive halving: one in n settings reaches the next rung, where networks
    /// are trained for n times as many steps.
    /// </summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The reduction", AtLeast = 2, AtMost = 100)]
    [NumberCompletion(2, 3, 4)]
    public int Reduction { get; set; } = Defaults.Reduction;

    /// <summary>Gets or sets the first seed of tuning, which draws the settings.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("A seed of tuning", AtLeast = 0, AtMost = 2_000_000_000)]
    [NumberCompletion(1000000, 2000000)]
    public int TuningSeed { get; set; } = Defaults.Seed;

    /// <summary>Gets or sets the number of seeds with which each setting is trained.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of repetitions of tuning", AtLeast = 1, AtMost = 1000)]
    [NumberCompletion(1, 3)]
    public int TuningRepeat { get; set; } = Defaults.Repeat;

    /// <summary>
    /// Gets or sets the name of a variable, without a dollar sign, that receives what tuning tried: rows that
    /// Export-SwishPlot draws as tuning curves.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TuningVariable { get; set; }

    // Tuning has its own order of runs, and takes a data set. Without the attribute these are no parameters.
    /// <inheritdoc/>
    public override string? Shard { get; set; }

    /// <inheritdoc/>
    public override string? Until { get; set; }

    /// <inheritdoc/>
    public override int MaximumRepeat { get; set; }

    /// <inheritdoc/>
    public override PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    public override string? Label { get; set; }

    /// <inheritdoc/>
    public override string[] Exclude { get; set; } = [];

    /// <inheritdoc/>
    public override double TestShare { get; set; }

    /// <inheritdoc/>
    public override int[] SplitSeed { get; set; } = [];

    /// <inheritdoc/>
    public override string MissingValue { get; set; } = "";

    /// <inheritdoc/>
    public override object? InitialNetwork { get; set; }

    /// <inheritdoc/>
    public override string? AsJobScript { get; set; }

    /// <inheritdoc/>
    public override int ShardCount { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        foreach (string setting in (string[])["LearningRate", "L2", "WeightDecay", "Dropout", "Momentum"])
            RequireExclusive(setting, setting + "Range");
        if (Force && ResultPath is null)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-Force trains the runs of a log again and needs -ResultPath.", "-Force");
        double[]? comma = Array.Find(
            [LearningRateRange, L2Range, WeightDecayRange, DropoutRange, MomentumRange], range => range is [0, _]);
        SplitDecimal.Check(comma, () => ReadOptions().Validate());
        _reading = DatasetArgument.Begin(this, Dataset);
    }

    /// <inheritdoc/>
    protected override void Process() => _recipes.AddRange(ReadRecipes(Recipe));

    /// <inheritdoc/>
    protected override void End()
    {
        TuningOptions options = ReadOptions();
        Dataset dataset = _reading!.WaitAsync(StopToken).GetAwaiter().GetResult();
        // The pipeline had no recipe.
        if (_recipes.Count == 0) return;
        foreach (string note in dataset.Notes) WriteWarning(note);
        // The runs that differ only in their seed are trained with one setting.
        TrainingRecipe[] fitted = [.. _recipes.StopWith(StopToken).Select(recipe => Fit(recipe, dataset))];
        string chosen = DescribeFit(_recipes, fitted, dataset);
        IGrouping<string, TrainingRecipe>[] targets =
            [.. fitted.StopWith(StopToken).GroupBy(recipe => RecipeJson.Write(options.WithoutTuned(recipe with { Seed = 0 })))];
        RequireDifferentRuns(options, targets, dataset);
        RequireOtherSeeds(options, targets.SelectMany(t => t).StopWith(StopToken));
        TrainingRecipe[] first = [.. targets.Select(t => t.First())];
        int runs = targets.Max(t => t.Count());
        SweepOptions sweep = Options();
        string? path = ResolveLog();
        TuningPlan plan = new Tuner(first, dataset, options, sweep, stop: StopToken).Plan(runs, StopToken);
        if (!ShouldTune(plan with { Summary = plan.Summary + chosen })) return;
        if (sweep.NetworkFolder is string folder) NetworkFile.PrepareFolder(folder);
        // A name that cannot be set ends the pipeline now, and not after the tuning.
        CheckTuningVariable();

        // So does a log that cannot be written.
        using ResultLog? log = OpenLog(path);
        IReadOnlyList<TunedRecipe> tuned = Tune(first, dataset, options, sweep, path);
        SetTuningVariable(tuned.SelectMany(t => t.Trials).ToArray<object>());
        Sweep final = new(
            [.. targets.Zip(tuned).SelectMany(t => t.First.Select(run => t.Second.Recipe with { Seed = run.Seed }))],
            dataset, sweep with { Log = log }, StopToken);
        WarnAboutNetworks(final);
        Train(final);
    }

    /// <summary>Checks that the variable can be set. It keeps its value until there are trials.</summary>
    private void CheckTuningVariable()
    {
        if (TuningVariable is null) return;
        object? before = null;
        try
        {
            before = SessionState.PSVariable.GetValue(TuningVariable);
        }
        catch (RuntimeException)
        {
            // Setting it says why.
        }
        SetTuningVariable(Array.Empty<object>());
        if (before is not null) SetTuningVariable(before);
    }

    private void SetTuningVariable(object trials)
    {
        if (TuningVariable is null) return;
        try
        {
            SessionState.PSVariable.Set(TuningVariable, trials);
        }
        catch (Exception error) when (error is RuntimeException or ArgumentException)
        {
            throw new SwishException("InvalidVariable", ErrorKind.InvalidArgument,
                $"The variable '{PrintableText.EscapeName(TuningVariable)}' cannot receive what tuning tried: {error.Message} "
                + "Name another one, without a dollar sign.", TuningVariable, error);
        }
    }

    private IReadOnlyList<TunedRecipe> Tune(
        TrainingRecipe[] targets, Dataset dataset, TuningOptions options, SweepOptions sweep, string? path)
    {
        // Apart from the runs that are compared, which would otherwise differ in more than the activation.
        using ResultLog? log = OpenLog(path is null ? null : TuningLog(path));
        TuningProgressBars bars = new(this);
        Tuner tuner = new(
            targets, dataset, options,
            sweep with { Log = log, KeepsNetworks = false, NetworkFolder = null, CheckpointEvery = log is null ? 0 : CheckpointEvery },
            bars.Update, StopToken);
        IReadOnlyList<TunedRecipe> tuned;
        try
        {
            tuned = tuner.Run(StopToken);
        }
        finally
        {
            bars.Complete();
        }
        foreach (SwishException error in tuner.Errors) WriteError(error);
        string[] edges =
        [
            .. tuned.Where(t => t.Edges.Count > 0)
                .Select(t => $"{Sweep.Describe(t.Recipe)}: {string.Join(", ", t.Edges)}"),
        ];
        if (edges.Length > 0)
            WriteWarning($"The best setting is at the edge of those tried: {string.Join("; ", edges)}. One beyond may be "
                + "better: use a wider range, such as -LearningRateRange, or more settings with -Count.");
        string[] alike = [.. tuned.Where(t => t.HasNoBest).Select(t => Sweep.Describe(t.Recipe))];
        if (alike.Length > 0)
            WriteWarning($"All settings that were tried were equally good, as where none learns, and the first was taken: "
                + $"{string.Join("; ", alike)}. Use another range or more steps.");
        foreach (TunedRecipe one in tuned) WriteVerbose($"Best setting: {Sweep.Describe(one.Recipe)}");
        return tuned;
    }

    /// <summary>Returns the path of the log of tuning: <c>runs.tuning.jsonl</c> next to <c>runs.jsonl</c>.</summary>
    private static string TuningLog(string path) => Path.ChangeExtension(path, ".tuning" + Path.GetExtension(path));

    private bool ShouldTune(TuningPlan plan)
    {
        if (ShouldProcess(plan.Summary, plan.Summary + " Train?", Command, out ShouldProcessReason reason)) return true;
        if (reason == ShouldProcessReason.WhatIf)
            foreach (string rung in plan.Rungs) ShouldProcess(rung, rung, Command);
        return false;
    }

    /// <summary>
    /// Checks before the tuning that the runs after it differ: those that differ only in a setting that is tuned will not.
    /// </summary>
    private void RequireDifferentRuns(
        TuningOptions options, IReadOnlyList<IGrouping<string, TrainingRecipe>> targets, Dataset dataset)
    {
        foreach (IGrouping<string, TrainingRecipe> target in targets.StopWith(StopToken))
            if (target.GroupBy(run => run.Seed).FirstOrDefault(runs => runs.Distinct().Skip(1).Any())
                is IEnumerable<TrainingRecipe> same)
            {
                string tuned = string.Join(" and ", options.Ranges.Select(range => range.Setting.Name));
                string described = Sweep.Describe(same.First());
                throw new SwishException("DuplicateRun", ErrorKind.Contradiction,
                    $"Several recipes differ at most in {tuned}, which is tuned: {described}. Give {tuned} one value in the recipes, "
                    + $"or, to keep the values, with -{options.Ranges[0].Setting.Name} and tune another setting.", described);
            }
        // There are also recipes that are the same, and settings without an effect, such as a width without hidden layers.
        _ = new Sweep([.. targets.SelectMany(t => t).Select(options.WithoutTuned)], dataset, stop: StopToken);
    }

    private static void RequireOtherSeeds(TuningOptions options, IEnumerable<TrainingRecipe> runs)
    {
        int? shared = runs.Select(r => (int?)r.Seed).FirstOrDefault(seed => options.Seeds.Contains(seed!.Value));
        if (shared is not null)
            throw new SwishException("InvalidTuning", ErrorKind.Contradiction,
                $"The seed {shared} is for tuning and for the runs that are compared, which would favor the settings that "
                + "suit it; specify another -TuningSeed.", shared);
    }

    private TuningOptions ReadOptions()
    {
        List<TuningRange> ranges = [];
        if (IsBound(nameof(LearningRateRange)))
            Add(RecipeSettings.LearningRate, LearningRateRange, TuningScale.Logarithmic);
        else if (!IsBound(nameof(LearningRate)))
            Add(RecipeSettings.LearningRate, [MinRate, MaxRate], TuningScale.Logarithmic);
        Add(RecipeSettings.L2, L2Range, TuningScale.Logarithmic);
        Add(RecipeSettings.WeightDecay, WeightDecayRange, TuningScale.Logarithmic);
        Add(RecipeSettings.Dropout, DropoutRange, TuningScale.Linear);
        Add(RecipeSettings.Momentum, MomentumRange, TuningScale.LogarithmicBelowOne);
        return new()
        {
            Ranges = ranges, Count = Count, Rungs = Rung, Reduction = Reduction, Seed = TuningSeed, Repeat = TuningRepeat,
        };

        void Add(RecipeSetting<double> setting, double[] range, TuningScale scale)
        {
            if (range is [double minimum, double maximum]) ranges.Add(new(setting, minimum, maximum, scale));
        }
    }
}
