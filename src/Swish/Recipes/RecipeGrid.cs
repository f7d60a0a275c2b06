using System.Globalization;

namespace Swish.Recipes;

/// <summary>
/// Recipes as a grid: settings that are swept have arrays of values, the others single values.
/// <see cref="Expand"/> returns every combination.
/// </summary>
public sealed class RecipeGrid
{
    /// <summary>The most combinations that a grid may have: a sweep's recipes are all held in memory.</summary>
    public const int MaximumRuns = 1_000_000;

    private Dictionary<RecipeSetting, Array> _swept = [];
    private TrainingRecipe _start;
    private int[]? _hiddenLayer;

    /// <summary>Creates a grid of one recipe.</summary>
    /// <param name="start">The recipe; null: the default.</param>
    public RecipeGrid(TrainingRecipe? start = null) => _start = start ?? TrainingRecipe.Default;

    /// <summary>The name of the recipe that this grid began as.</summary>
    public string Name { get; set; } = "Default";

    /// <summary>What the recipe reproduces.</summary>
    public string Description { get; set; } = "";

    /// <summary>
    /// One architecture: the widths of the hidden layers, in order; empty for none. Setting it clears
    /// <see cref="Depth"/> and <see cref="Width"/>, which otherwise take precedence.
    /// </summary>
    public int[]? HiddenLayer
    {
        get => _hiddenLayer;
        set
        {
            _hiddenLayer = value;
            Depth = null;
            Width = null;
        }
    }

    /// <summary>Numbers of hidden layers; swept. Null: as many as <see cref="HiddenLayer"/> has.</summary>
    public int[]? Depth { get; set; }

    /// <summary>Widths of all hidden layers; swept. Null: the width that <see cref="HiddenLayer"/> has.</summary>
    public int[]? Width { get; set; }

    /// <summary>
    /// The architectures in words: <c>500x7-300-200-100</c>, or depths and widths such as <c>1, 3 × 128</c>.
    /// </summary>
    public string HiddenLayers
    {
        get
        {
            HiddenLayerList kept = GetKeptLayers();
            if (Depth is null && Width is null) return kept.ToString();
            string width = Width is not null ? Join(Width) : kept.Width is int common ? Join([common]) : "?";
            return $"{Join(Depth ?? [kept.Depth])} × {width}";

            static string Join(int[] numbers) =>
                string.Join(", ", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Returns the architecture of which depth or width given alone keeps the other.</summary>
    public HiddenLayerList GetKeptLayers() => _hiddenLayer is null ? _start.HiddenLayers : new(_hiddenLayer);

    /// <summary>Sweeps a setting.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="setting">A setting that can be swept.</param>
    /// <param name="values">Its values, one or more.</param>
    /// <returns>This grid.</returns>
    public RecipeGrid Sweep<T>(RecipeSetting<T> setting, params T[] values)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (setting.SweepOrder == 0) throw new ArgumentException($"{setting.Name} is not swept.", nameof(setting));
        _swept[setting] = values;
        return this;
    }

    /// <summary>Gets a setting as parameters have it: an array where the setting is swept, or a single value.</summary>
    /// <param name="setting">The setting.</param>
    public object? Get(RecipeSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (setting.SweepOrder == 0) return setting.Get(_start);
        // Kept, so that a caller that changes an element of the array changes the grid.
        if (!_swept.TryGetValue(setting, out Array? values))
            _swept[setting] = values = setting.ToArray([setting.Get(_start)]);
        return values;
    }

    /// <summary>Sets a setting as parameters have it.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">A value of the setting's type; an array of them where the setting is swept.</param>
    /// <exception cref="SwishException">A text cannot be read.</exception>
    public void Set(RecipeSetting setting, object? value)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (setting.SweepOrder > 0)
            _swept[setting] = setting.ToArray(((System.Collections.IEnumerable)value!).Cast<object?>());
        else _start = setting.With(_start, value);
    }

    /// <summary>Returns a grid of the same values; setting one's properties leaves the other's as they are.</summary>
    public RecipeGrid Copy()
    {
        RecipeGrid copy = (RecipeGrid)MemberwiseClone();
        copy._swept = new(_swept);
        return copy;
    }

    /// <summary>
    /// Returns every combination of what is swept, each checked by itself: activation outermost, then the architecture
    /// (depth, then width), batch size, learning rate, optimizer, schedule, initializer, and seed innermost.
    /// </summary>
    /// <exception cref="SwishException">An array is empty (EmptySweep) or holds a null; depth and architecture do not
    /// fit (WidthNeeded); a value is out of its range; or there are more combinations than <see cref="MaximumRuns"/>
    /// (SweepTooLarge).</exception>
    public IReadOnlyList<TrainingRecipe> Expand()
    {
        RequireSize();
        List<TrainingRecipe> recipes = [_start];
        foreach (RecipeSetting setting in RecipeSettings.Swept)
        {
            Array? values = setting == RecipeSettings.HiddenLayers ? Architectures() : _swept.GetValueOrDefault(setting);
            if (values is null) continue;
            RequireValues(values, setting.Name);
            recipes = [.. recipes.SelectMany(recipe => setting.Expand(recipe, values))];
        }
        foreach (TrainingRecipe recipe in recipes) RecipeSettings.Validate(recipe);
        return recipes;
    }

    private void RequireSize()
    {
        double runs = 1;
        foreach (Array? values in (Array?[])[Depth, Width, .. _swept.Values]) runs *= values?.Length ?? 1;
        if (runs > MaximumRuns)
            throw new SwishException("SweepTooLarge", ErrorKind.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture,
                    $"The sweep of {Name} has {runs} runs; {MaximumRuns} are the most. Sweep over less at a time."), runs);
    }

    private HiddenLayerList[] Architectures()
    {
        HiddenLayerList kept = GetKeptLayers();
        if (Depth is null && Width is null) return [kept];
        int[] depths = Depth ?? [kept.Depth];
        int[] widths = Width ?? [kept.Width ?? throw WidthNeeded(kept)];
        RequireValues(depths, nameof(Depth));
        RequireValues(widths, nameof(Width));
        List<HiddenLayerList> architectures = [];
        foreach (int depth in depths)
        {
            if (depth is < 0 or > RecipeSettings.MaximumDepth)
                throw new SwishException("InvalidDepth", ErrorKind.InvalidArgument,
                    $"A network has 0 to {RecipeSettings.MaximumDepth} hidden layers, not {depth}.", depth);
            foreach (int width in widths) architectures.Add(HiddenLayerList.Uniform(depth, width));
        }
        return [.. architectures];
    }

    private SwishException WidthNeeded(HiddenLayerList kept) =>
        new("WidthNeeded", ErrorKind.Contradiction,
            $"The hidden layers of {Name} ({kept}) have no common width that Depth could keep; give Width as well.",
            Depth);

    private static void RequireValues(Array values, string name)
    {
        if (values.Length > 0 && !values.Cast<object?>().Contains(null)) return;
        throw new SwishException("EmptySweep", ErrorKind.InvalidArgument,
            $"{name} {(values.Length == 0 ? "needs at least one value" : "holds an empty value")}.", values);
    }
}
