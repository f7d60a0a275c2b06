using System.Globalization;
using Swish.Data;
using Swish.Networks;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Training;
using Swish.Training.Checkpoints;

namespace Swish.Sweeps;

/// <summary>
/// Represents a sweep: several runs on one data set. The constructor checks all recipes and options, before any network
/// is trained; <see cref="Start"/> then trains them.
/// </summary>
public sealed class Sweep
{
    // So many threads are started even where they have no work, as in tests of them.
    private const int MinThreadLimit = 16;

    private readonly RunFunction _run;
    private readonly string?[] _fingerprints;

    /// <summary>Creates a sweep, and checks its recipes and options.</summary>
    /// <param name="recipes">The recipes, in the order in which they are trained and returned.</param>
    /// <param name="dataset">The data set that all networks are trained on.</param>
    /// <param name="options">
    /// The options; null for as many concurrent runs as there are processors, and no log.
    /// </param>
    /// <param name="stop">Cancels checking many recipes.</param>
    /// <exception cref="SwishException">
    /// A recipe is not valid for the data set or the machine (see
    /// <see cref="RecipeValidator.Validate(TrainingRecipe, Dataset)"/>); two runs are the same (DuplicateRun); or an
    /// option is out of range (InvalidThrottleLimit, InvalidThread, InvalidCheckpointEvery).
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public Sweep(
        IReadOnlyList<TrainingRecipe> recipes, Dataset dataset, SweepOptions? options = null,
        CancellationToken stop = default)
        : this(recipes, dataset, options, Trainer.Run, stop)
    {
    }

    internal Sweep(
        IReadOnlyList<TrainingRecipe> recipes, Dataset dataset, SweepOptions? options, RunFunction run,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(recipes);
        ArgumentNullException.ThrowIfNull(dataset);
        Recipes = recipes;
        Dataset = dataset;
        Options = options ?? new();
        Networks = new(Options, dataset);
        _run = run;
        RequirePositive("ThrottleLimit", Options.ThrottleLimit);
        if (Options.Threads is int threads) RequirePositive("Thread", threads);
        if (Options.CheckpointEvery != 0) RequirePositive("CheckpointEvery", Options.CheckpointEvery);
        Sizes = new(dataset);
        long availableBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        foreach (TrainingRecipe recipe in recipes.StopWith(stop))
        {
            RecipeValidator.Validate(recipe, dataset, availableBytes, Sizes);
            InitialState.Check(recipe, dataset, Options.InitialNetwork);
        }
        _fingerprints = new string?[recipes.Count];
        RequireDistinct(stop);
        List<int> missing = [], withoutNetwork = [];
        foreach (int i in Enumerable.Range(0, recipes.Count).StopWith(stop))
        {
            TrainingResult? logged = Logged(i);
            bool lacksNetwork = logged is not null && Networks.Lacks(logged);
            if (lacksNetwork) withoutNetwork.Add(i);
            if (logged is null || lacksNetwork) missing.Add(i);
        }
        Missing = missing;
        LoggedWithoutNetwork = withoutNetwork;
        Concurrency = Math.Max(1, Math.Min(Options.ThrottleLimit, Missing.Count));
        ThreadsPerRun = Options.Threads ?? Math.Max(1, Environment.ProcessorCount / Concurrency);
    }

    /// <summary>Gets the recipes of all runs, in order.</summary>
    public IReadOnlyList<TrainingRecipe> Recipes { get; }

    /// <summary>Gets the data set.</summary>
    public Dataset Dataset { get; }

    /// <summary>Gets the options.</summary>
    public SweepOptions Options { get; }

    /// <summary>The networks of the runs: where they are written, and whether they exist.</summary>
    internal SweepNetworks Networks { get; }

    /// <summary>Starts a thread of the sweep. Tests replace it by one that fails as the system may.</summary>
    internal Action<Thread> StartThread { get; init; } = thread => thread.Start();

    /// <summary>The sizes of the runs' networks.</summary>
    internal NetworkSizeCache Sizes { get; }

    /// <summary>Gets the indices of the runs that will be trained, because they are not in the log.</summary>
    public IReadOnlyList<int> Missing { get; }

    /// <summary>
    /// Gets whether the log will say that the results were looked at while the sweep went on: runs that are trained have the
    /// plan, those of a log only if they were trained by one.
    /// </summary>
    public bool LogHasPlan => Missing.Count > 0 || Enumerable.Range(0, Recipes.Count).Any(i => Logged(i)?.Looks is not null);

    /// <summary>
    /// Gets the indices of the runs that are trained again although they are in the log, because their networks are
    /// asked for and do not exist.
    /// </summary>
    public IReadOnlyList<int> LoggedWithoutNetwork { get; }

    /// <summary>Gets the maximum number of concurrent runs.</summary>
    public int Concurrency { get; }

    /// <summary>Gets the maximum number of threads per run.</summary>
    public int ThreadsPerRun { get; }

    /// <summary>Starts the worker threads.</summary>
    /// <param name="cancellationToken">Cancels the sweep within milliseconds, even in the middle of a step.</param>
    /// <returns>The running sweep. Dispose it to stop the worker threads.</returns>
    public SweepRun Start(CancellationToken cancellationToken = default)
    {
        DeleteObsoleteCheckpoints(cancellationToken);
        return new(this, _run, cancellationToken);
    }

    /// <summary>Trains all networks.</summary>
    /// <param name="cancellationToken">Cancels the sweep.</param>
    /// <returns>The runs in order, each as soon as it and all runs before it are finished.</returns>
    /// <exception cref="OperationCanceledException">The sweep was canceled.</exception>
    public IEnumerable<SweepOutcome> Run(CancellationToken cancellationToken = default)
    {
        using SweepRun running = Start(cancellationToken);
        while (!running.IsDone)
            if (running.Take(Timeout.InfiniteTimeSpan) is SweepOutcome outcome)
                yield return outcome;
    }

    /// <summary>
    /// Describes how the sweep is computed: vector width, threads, whether zero inputs are skipped, and how many runs
    /// are in the log.
    /// </summary>
    /// <returns>Complete sentences, for verbose output.</returns>
    public IEnumerable<string> Explain()
    {
        MachineInfo machine = MachineInfo.Current;
        yield return machine.VectorBits > 32
            ? string.Create(CultureInfo.InvariantCulture,
                $"Kernels: vectors of {machine.VectorBits} bits, on {machine.Processor}, {machine.Runtime}.")
            : $"Kernels: no vectors, on {machine.Processor}, {machine.Runtime}.";
        yield return string.Create(CultureInfo.InvariantCulture,
            $"Concurrent runs: {Concurrency}; threads per run: {DescribeThreads()}; "
            + $"processors: {Environment.ProcessorCount}.");
        yield return DescribeFirstLayer();
        if (Options.Log is ResultLog log)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Result log '{log.Path}': {Recipes.Count - Missing.Count} of {Recipes.Count} runs found")
                + (Options.Force ? ", because -Force trains all runs again." : ".");
    }

    /// <summary>
    /// Gets the number of threads of a run: the value of -Threads; by default the largest number that still speeds up
    /// the run, at most <see cref="ThreadsPerRun"/>. Hundreds of threads without work would only wait for each other.
    /// </summary>
    internal int ThreadsFor(TrainingRecipe recipe)
    {
        int useful = TrainingOptions.MaxUsefulThreads(recipe);
        return Options.Threads is int threads
            ? Math.Min(threads, Math.Max(useful, Math.Max(Environment.ProcessorCount, MinThreadLimit)))
            : Math.Min(ThreadsPerRun, useful);
    }

    /// <summary>
    /// Gets the fingerprint of a run. It is computed when it is first needed, because the first step would have to wait
    /// for the hash of the data set.
    /// </summary>
    internal string FingerprintOf(int index) =>
        _fingerprints[index] ??= RecipeFingerprint.Compute(Recipes[index], Dataset);

    /// <summary>
    /// Finds the result of a run in the log, and sets the names of the data set and the activation to the current ones.
    /// Returns null if the sweep has no log, if the run is not in it, or with -Force.
    /// </summary>
    internal TrainingResult? FindLogged(int index)
    {
        if (Logged(index) is not TrainingResult found) return null;
        // The names of activations, classes and data sets may have changed, which do not change the run.
        return found.WithIdentity(RunIdentity.Of(Recipes[index], Dataset))
            .WithDatasetIdentity(DatasetIdentity.Of(Dataset)) with
        // A run of another plan was already looked at; the comparison warns of several plans.
        { Looks = found.Looks ?? Options.Plan?.ToString() };
    }

    private TrainingResult? Logged(int index) => Options.Force ? null : Options.Log?.Find(FingerprintOf(index));

    /// <summary>
    /// Gets the checkpoints of a run, in a file next to the log, or without a log in the folder of the networks; null
    /// without either. A checkpoint of an earlier process is used even if this one writes none. With -Force, runs start
    /// from their first step.
    /// </summary>
    internal CheckpointFile? CheckpointFor(int index) =>
        CheckpointPath(index) is string path && (Options.CheckpointEvery > 0 || (!Options.Force && File.Exists(path)))
            ? new(path, Options.CheckpointEvery, mayResume: !Options.Force)
            : null;

    private string? CheckpointPath(int index) =>
        Options.Log is ResultLog log ? $"{log.Path}.{FingerprintOf(index)}{CheckpointFile.Extension}"
        : Options.NetworkFolder is string folder
            ? Path.Combine(folder, FingerprintOf(index) + CheckpointFile.Extension)
        : null;

    /// <summary>Deletes the checkpoints of runs whose process ended just after it had written the result.</summary>
    private void DeleteObsoleteCheckpoints(CancellationToken stop)
    {
        if (Options.Log is null || Options.Force) return;
        foreach (int index in Enumerable.Range(0, Recipes.Count).Except(Missing).StopWith(stop))
            CheckpointFile.DeleteObsolete(CheckpointPath(index)!, FingerprintOf(index), stop);
    }

    private void RequireDistinct(CancellationToken stop)
    {
        // Most runs differ in their descriptions, so that no fingerprints need to be computed.
        if (Recipes.Count < 2
            || Recipes.StopWith(stop).Select(r => Describe(r, r.Activation.ToString())).Distinct().Count() == Recipes.Count)
            return;
        Dictionary<string, int> seen = [];
        foreach (int i in Enumerable.Range(0, Recipes.Count).StopWith(stop))
            if (!seen.TryAdd(FingerprintOf(i), i))
                throw new SwishException("DuplicateRun", ErrorKind.Contradiction,
                    string.Create(CultureInfo.InvariantCulture,
                        $"Runs {seen[FingerprintOf(i)] + 1} and {i + 1} of the sweep are the same: ")
                    + $"{Describe(Recipes[i])}. "
                    + (Recipes[i] is { HiddenLayers.Depth: 0, Network: null }
                        ? "Without hidden layers, the width has no effect. Train networks of depth 0 in a separate "
                            + "sweep, and specify each value only once."
                        : "Specify each value only once; the same recipe gives bit-identical results."),
                    Describe(Recipes[i]));
    }

    private string DescribeFirstLayer()
    {
        if (!InputBatch.IsSparse(Dataset.Training)) return "First layer: dense, because few pixels are zero.";
        int dense = Recipes.Count(recipe => !ZeroSkipping.MaySkipZeros(recipe, Dataset));
        const string Sparse = "First layer: sparse; pixels that are zero are skipped";
        const string Reason =
            "because standardized inputs are not zero, or a convolution or a residual connection reads all inputs.";
        return dense == 0 ? $"{Sparse}."
            : dense == Recipes.Count ? $"First layer: dense, {Reason}"
            : string.Create(CultureInfo.InvariantCulture,
                $"{Sparse}, except in {dense} of {Recipes.Count} runs, {Reason}");
    }

    private string DescribeThreads()
    {
        int[] chosen =
            [.. Missing.Select(i => ThreadsFor(Recipes[i])).DefaultIfEmpty(ThreadsPerRun).Distinct().Order()];
        return string.Create(CultureInfo.InvariantCulture,
            $"{chosen[0]}{(chosen.Length > 1 ? $" to {chosen[^1]}" : "")}");
    }

    /// <summary>Describes a run in a few words, for messages and progress.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <returns>The settings that usually differ between runs, such as <c>Swish, 128x2, batch 128, …</c>.</returns>
    public static string Describe(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Describe(recipe, recipe.Activation.Label);
    }

    private static string Describe(TrainingRecipe recipe, string activation)
    {
        string choices = Choice(RecipeSettings.Optimizer, recipe) + Choice(RecipeSettings.Schedule, recipe)
            + Choice(RecipeSettings.Initializer, recipe);
        return string.Create(CultureInfo.InvariantCulture,
            $"{activation}, {RecipeLayers.Describe(recipe)}, batch {recipe.BatchSize}, "
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
