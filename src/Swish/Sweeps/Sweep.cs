using System.Globalization;
using Swish.Data;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>
/// Many runs on one data set. Everything that can be rejected is rejected here, before anything is done;
/// <see cref="Start"/> then does the runs.
/// </summary>
public sealed class Sweep
{
    private readonly RunFunction _run;
    private readonly string?[] _fingerprints;

    /// <summary>Checks a sweep.</summary>
    /// <param name="recipes">The runs, in the order in which they are done and come out.</param>
    /// <param name="dataset">The data that all of them share.</param>
    /// <param name="options">How it is done; null: as many runs at once as there are processors, no log.</param>
    /// <exception cref="SwishException">A recipe does not fit the data or the machine, or has values out of range; two
    /// runs are the same (DuplicateRun); an option is out of range (InvalidThrottleLimit, InvalidThread).</exception>
    public Sweep(IReadOnlyList<TrainingRecipe> recipes, Dataset dataset, SweepOptions? options = null)
        : this(recipes, dataset, options, Trainer.Run)
    {
    }

    internal Sweep(
        IReadOnlyList<TrainingRecipe> recipes, Dataset dataset, SweepOptions? options, RunFunction run)
    {
        ArgumentNullException.ThrowIfNull(recipes);
        ArgumentNullException.ThrowIfNull(dataset);
        Recipes = recipes;
        Dataset = dataset;
        Options = options ?? new();
        _run = run;
        RequirePositive("ThrottleLimit", Options.ThrottleLimit);
        if (Options.Threads is int threads) RequirePositive("Thread", threads);
        Sizes = new(dataset);
        long availableBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        foreach (TrainingRecipe recipe in recipes) RecipeValidator.Validate(recipe, dataset, availableBytes, Sizes);
        _fingerprints = new string?[recipes.Count];
        RequireDistinct();
        Missing = [.. Enumerable.Range(0, recipes.Count).Where(i => FindLogged(i) is null)];
        Concurrency = Math.Max(1, Math.Min(Options.ThrottleLimit, Missing.Count));
        ThreadsPerRun = Options.Threads ?? Math.Max(1, Environment.ProcessorCount / Concurrency);
    }

    /// <summary>The runs, in order.</summary>
    public IReadOnlyList<TrainingRecipe> Recipes { get; }

    /// <summary>The data.</summary>
    public Dataset Dataset { get; }

    /// <summary>How the sweep is done.</summary>
    public SweepOptions Options { get; }

    /// <summary>The sizes of the runs' networks.</summary>
    internal NetworkSizeCache Sizes { get; }

    /// <summary>The places of the runs that are to be done: those that are not in the log.</summary>
    public IReadOnlyList<int> Missing { get; }

    /// <summary>The most runs at once: the throttle limit, or the number of runs to do.</summary>
    public int Concurrency { get; }

    /// <summary>The most threads within each run.</summary>
    public int ThreadsPerRun { get; }

    /// <summary>Starts the workers. Dispose what is returned: that ends them.</summary>
    /// <param name="cancellationToken">Ends the sweep within milliseconds, in the midst of a step.</param>
    public SweepRun Start(CancellationToken cancellationToken = default) => new(this, _run, cancellationToken);

    /// <summary>Does the sweep and gives its runs in order, each as soon as it and those before it are done.</summary>
    /// <param name="cancellationToken">Ends the sweep.</param>
    /// <exception cref="OperationCanceledException">The sweep was canceled.</exception>
    public IEnumerable<SweepOutcome> Run(CancellationToken cancellationToken = default)
    {
        using SweepRun running = Start(cancellationToken);
        while (!running.IsDone)
            if (running.Take(Timeout.InfiniteTimeSpan) is SweepOutcome outcome)
                yield return outcome;
    }

    /// <summary>
    /// What has been chosen, in sentences: kernels, threads, whether zeros are skipped, runs found in the log.
    /// </summary>
    public IEnumerable<string> Explain()
    {
        MachineInfo machine = MachineInfo.Current;
        yield return machine.VectorBits > 32
            ? string.Create(CultureInfo.InvariantCulture,
                $"Kernels: vectors of {machine.VectorBits} bits, on {machine.Processor}, {machine.Runtime}.")
            : $"Kernels: no vectors, on {machine.Processor}, {machine.Runtime}.";
        yield return string.Create(CultureInfo.InvariantCulture,
            $"Runs at once: {Concurrency}; threads in each: {Threads()}; "
            + $"processors: {Environment.ProcessorCount}.");
        yield return FirstLayer();
        if (Options.Log is ResultLog log)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Result log '{log.Path}': {Recipes.Count - Missing.Count} of {Recipes.Count} runs found")
                + (Options.Force ? ", for all are done anew." : ".");
    }

    /// <summary>The threads of a run: those asked for, or as many as help.</summary>
    internal int ThreadsFor(TrainingRecipe recipe) =>
        Options.Threads ?? Math.Min(ThreadsPerRun, TrainingOptions.MostUsefulThreads(recipe));

    /// <summary>
    /// The key of a run. Computed when first asked for: the hash of the data set would keep the first step waiting.
    /// </summary>
    internal string FingerprintOf(int index) =>
        _fingerprints[index] ??= RecipeFingerprint.Compute(Recipes[index], Dataset);

    /// <summary>
    /// What the log has of a run, under the name that the data set has here; null where there is nothing, no log, or
    /// everything is done again.
    /// </summary>
    internal TrainingResult? FindLogged(int index)
    {
        TrainingResult? found = Options.Force ? null : Options.Log?.Find(FingerprintOf(index));
        return found?.WithIdentity(found.GetIdentity() with { Dataset = Dataset.Name });
    }

    private void RequireDistinct()
    {
        // Runs that differ in what is swept, as most do, need no fingerprint to be told apart.
        if (Recipes.Count < 2 || Recipes.Select(Describe).Distinct().Count() == Recipes.Count) return;
        Dictionary<string, int> seen = [];
        for (int i = 0; i < Recipes.Count; i++)
            if (!seen.TryAdd(FingerprintOf(i), i))
                throw new SwishException("DuplicateRun", ErrorKind.Contradiction,
                    string.Create(CultureInfo.InvariantCulture,
                        $"Runs {seen[FingerprintOf(i)] + 1} and {i + 1} of the sweep are the same: ")
                    + $"{Describe(Recipes[i])}. "
                    + (Recipes[i].HiddenLayers.Depth == 0
                        ? "Without a hidden layer a network is the same at every width: train depth 0 in a sweep of its "
                            + "own, and give each value once."
                        : "Give each value once; the same recipe has the same bits."),
                    Describe(Recipes[i]));
    }

    private string FirstLayer()
    {
        if (!InputNormalization.IsSparse(Dataset.Training)) return "First layer: dense; few pixels are zero.";
        int dense = Recipes.Count(recipe => !InputNormalization.MaySkipZeros(recipe, Dataset));
        const string Skipped = "First layer: sparse; the pixels that are zero are skipped";
        const string Because = "standardized inputs have no zeros, and a residual connection around the layer needs them.";
        return dense == 0 ? $"{Skipped}."
            : dense == Recipes.Count ? $"First layer: dense; {Because}"
            : string.Create(CultureInfo.InvariantCulture, $"{Skipped}, but in {dense} of {Recipes.Count} runs; {Because}");
    }

    private string Threads()
    {
        int[] chosen = [.. Missing.Select(i => ThreadsFor(Recipes[i])).DefaultIfEmpty(ThreadsPerRun).Distinct().Order()];
        return string.Create(CultureInfo.InvariantCulture,
            $"{chosen[0]}{(chosen.Length > 1 ? $" to {chosen[^1]}" : "")}");
    }

    /// <summary>Describes a run in a few words, for messages and progress.</summary>
    /// <param name="recipe">The run.</param>
    public static string Describe(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        string choices = Choice(RecipeSettings.Optimizer, recipe) + Choice(RecipeSettings.Schedule, recipe)
            + Choice(RecipeSettings.Initializer, recipe);
        return string.Create(CultureInfo.InvariantCulture,
            $"{recipe.Activation}, {recipe.HiddenLayers}, batch {recipe.BatchSize}, "
            + $"learning rate {recipe.LearningRate}, {choices}seed {recipe.Seed}");
    }

    private static string Choice(RecipeSetting setting, TrainingRecipe recipe) =>
        setting.IsDefault(recipe) ? "" : $"{setting.Get(recipe)}, ";

    private static void RequirePositive(string name, int value)
    {
        if (value < 1)
            throw new SwishException("Invalid" + name, ErrorKind.InvalidArgument,
                $"{name} is a whole number of 1 or more, not {value}.", value);
    }
}
