using System.Globalization;
using System.Management.Automation;
using Swish.Data;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Search;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>
/// Searches a space of compositions for good activation functions by successive halving with small networks, and
/// returns them, the best first.
/// </summary>
[Cmdlet(VerbsCommon.Search, "Activation", SupportsShouldProcess = true)]
[OutputType(typeof(SearchResult))]
public sealed class SearchActivationCommand : TrainingCommand
{
    private const string Command = "Search-Activation";

    private static readonly SearchOptions Defaults = new();

    /// <summary>Gets or sets the unary functions of the core units. By default all are used.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ChoiceArgument(typeof(UnaryFunction), nameof(Unary), List = true)]
    [ChoiceCompletion(typeof(UnaryFunction))]
    public string[] Unary { get; set; } = Enum.GetNames<UnaryFunction>();

    /// <summary>Gets or sets the binary functions of the core units. By default all are used.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ChoiceArgument(typeof(BinaryFunction), nameof(Binary), List = true)]
    [ChoiceCompletion(typeof(BinaryFunction))]
    public string[] Binary { get; set; } = Enum.GetNames<BinaryFunction>();

    /// <summary>Gets or sets the maximum number of nested core units.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The depth of a search", AtLeast = 1, AtMost = 4)]
    [NumberCompletion(1, 2, 3)]
    public int Depth { get; set; } = Defaults.Depth;

    /// <summary>
    /// Gets or sets how candidates are chosen. By default it is Evolution for a depth above 1 or with a population,
    /// Random with a number of candidates, and otherwise Exhaustive.
    /// </summary>
    [Parameter]
    [ChoiceArgument(typeof(SearchStrategy), nameof(Strategy))]
    [ChoiceCompletion(typeof(SearchStrategy))]
    public string? Strategy { get; set; }

    /// <summary>Gets or sets the number of candidates that Random and Evolution try.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of candidates", AtLeast = 2, AtMost = 1_000_000)]
    [NumberCompletion(50, 100, 500, 1000)]
    public int Count { get; set; } = Defaults.CandidateCount;

    /// <summary>Gets or sets the size of the population that Evolution mutates.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The size of the population", AtLeast = 2, AtMost = 100_000)]
    [NumberCompletion(10, 25, 50)]
    public int Population { get; set; } = Defaults.Population;

    /// <summary>
    /// Gets or sets the child network: a recipe's name, or an object of Get-SwishRecipe that describes one network.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(RecipeCompleter))]
    public object? Recipe { get; set; }

    /// <summary>Gets or sets the number of rungs of successive halving.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of rungs", AtLeast = 1, AtMost = 10)]
    [NumberCompletion(1, 2, 3, 4)]
    public int Rung { get; set; } = Defaults.Rungs;

    /// <summary>
    /// Gets or sets the reduction factor n of successive halving: one in n candidates reaches the next rung, where
    /// networks are trained for n times as many steps.
    /// </summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The reduction", AtLeast = 2, AtMost = 100)]
    [NumberCompletion(2, 3, 4)]
    public int Reduction { get; set; } = Defaults.Reduction;

    /// <summary>Gets or sets the number of training steps in the first rung.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of steps", AtLeast = 1, AtMost = 10_000_000)]
    [NumberCompletion(25, 50, 100, 500)]
    public int Step { get; set; } = Defaults.FirstSteps;

    /// <summary>Gets or sets the minimum number of candidates in the last rung.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of finalists", AtLeast = 1, AtMost = 1_000_000)]
    [NumberCompletion(5, 10, 20)]
    public int Finalist { get; set; } = Defaults.Finalists;

    /// <summary>Gets or sets the number of seeds in the last rung; earlier rungs use one seed.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of repetitions in the last rung", AtLeast = 3, AtMost = 100_000)]
    [NumberCompletion(3, 5, 10)]
    public int Repeat { get; set; } = Defaults.FinalSeeds;

    /// <summary>Gets or sets the seed for choosing candidates, which is also the first seed of the networks.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("A seed", AtLeast = 0, AtMost = 1_000_000_000)]
    [NumberCompletion(1, 2, 3)]
    public int Seed { get; set; } = Defaults.Seed;

    /// <inheritdoc/>
    protected override void End()
    {
        SearchOptions options = ReadOptions();
        options.Validate();
        Dataset dataset = DatasetArgument.Begin(this, Dataset).WaitAsync(StopToken).GetAwaiter().GetResult();
        if (Recipe is null) options = options with { Recipe = Fit(options.Recipe, dataset) };
        string? path = ResolveLog();
        SweepOptions sweep = new() { ThrottleLimit = ThrottleLimit, Threads = 1 };
        if (!ShouldSearch(options, dataset, sweep)) return;
        using ResultLog? log = OpenLog(path);
        SearchProgressBars bars = new(this);
        ActivationSearch search = new(options, dataset, sweep with { Log = log }, bars.Update);
        IReadOnlyList<SearchResult> results;
        try
        {
            results = search.Run(StopToken);
        }
        finally
        {
            bars.Complete();
        }

        WriteVerbose(search.Counts.ToString());
        foreach (SearchResult result in results) WriteObject(result);
        foreach (SwishException error in search.Errors) WriteError(error);
    }

    /// <summary>
    /// Returns the default network for a data set with no more examples than it validates on, on which it could not be
    /// trained.
    /// </summary>
    private TrainingRecipe Fit(TrainingRecipe recipe, Dataset dataset)
    {
        if (recipe.ValidationCount < dataset.Training.Count) return recipe;
        // The steps of the first rung are an option of the search.
        TrainingRecipe fitted = SmallData.Fit(recipe, dataset, setting => setting == RecipeSettings.Step);
        WriteVerbose(string.Create(CultureInfo.InvariantCulture,
            $"Chosen for the {dataset.Training.Count} training examples of {dataset.Name}: batches of {fitted.BatchSize}, ")
            + string.Create(CultureInfo.InvariantCulture, $"{fitted.ValidationCount} examples for validation (-Recipe)."));
        return fitted;
    }

    /// <summary>Shows the plan with -WhatIf or -Confirm, and returns whether to search.</summary>
    private bool ShouldSearch(SearchOptions options, Dataset dataset, SweepOptions sweep)
    {
        // The plan of an exhaustive search takes seconds, since it examines each function.
        bool isAsked = IsBound("WhatIf") || IsBound("Confirm")
            || LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"))
            || (LanguagePrimitives.TryConvertTo(
                SessionState.PSVariable.GetValue("ConfirmPreference"), out ConfirmImpact preference)
                && preference is ConfirmImpact.Low or ConfirmImpact.Medium);
        if (!isAsked) return true;
        SearchPlan plan = new ActivationSearch(options, dataset, sweep).Plan(StopToken);
        if (ShouldProcess(plan.Summary, plan.Summary + " Search?", Command, out ShouldProcessReason reason)) return true;
        if (reason == ShouldProcessReason.WhatIf)
            foreach (string rung in plan.Rungs) ShouldProcess(rung, rung, Command);
        return false;
    }

    private SearchOptions ReadOptions()
    {
        SearchStrategy strategy = ChooseStrategy();
        if (strategy == SearchStrategy.Exhaustive) Reject(nameof(Count), "Random or Evolution");
        if (strategy != SearchStrategy.Evolution) Reject(nameof(Population), "Evolution");
        return Read(strategy);

        void Reject(string name, string instead)
        {
            if (IsBound(name))
                throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                    $"-{name} has no effect on the strategy {strategy}; specify -Strategy {instead}, or leave it out.",
                    $"-{name} -Strategy {strategy}");
        }
    }

    private SearchStrategy ChooseStrategy() =>
        Strategy is not null ? Enum.Parse<SearchStrategy>(Strategy)
        : Depth > 1 || IsBound(nameof(Population)) ? SearchStrategy.Evolution
        : IsBound(nameof(Count)) ? SearchStrategy.Random
        : SearchStrategy.Exhaustive;


    private SearchOptions Read(SearchStrategy strategy) => Defaults with
    {
        Unary = [.. Unary.Select(Enum.Parse<UnaryFunction>)],
        Binary = [.. Binary.Select(Enum.Parse<BinaryFunction>)],
        Depth = Depth,
        Strategy = strategy,
        CandidateCount = Count,
        Population = Population,
        Recipe = Recipe is null ? Defaults.Recipe : ReadRecipe(Recipe),
        Rungs = Rung,
        Reduction = Reduction,
        FirstSteps = Step,
        Finalists = Finalist,
        FinalSeeds = Repeat,
        Seed = Seed,
    };

    private static TrainingRecipe ReadRecipe(object recipe)
    {
        IReadOnlyList<TrainingRecipe> networks = RecipeArgument.Read(recipe).Expand();
        return networks.Count == 1
            ? networks[0]
            : throw new SwishException(
                "InvalidSearch", ErrorKind.InvalidArgument,
                $"The child network is one; the recipe describes {networks.Count} by arrays of more than one value.",
                recipe);
    }
}
