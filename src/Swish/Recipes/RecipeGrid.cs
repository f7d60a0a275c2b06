using System.Globalization;
using Swish.Networks.Architectures;

namespace Swish.Recipes;

/// <summary>
/// Represents a grid of recipes. Settings that are swept have an array of values, the others a single value;
/// <see cref="Expand"/> returns every combination.
/// </summary>
public sealed class RecipeGrid
{
    /// <summary>The largest number of combinations of a grid; all recipes of a sweep are kept in memory.</summary>
    public const int MaximumRuns = 1_000_000;

    private Dictionary<RecipeSetting, Array> _swept = [];
    private TrainingRecipe _baseRecipe;
    private int[]? _hiddenLayer;
    private int[]? _depth;
    private int[]? _width;

    /// <summary>Creates a grid of one recipe.</summary>
    /// <param name="recipe">The recipe, or null for the default recipe.</param>
    public RecipeGrid(TrainingRecipe? recipe = null) => _baseRecipe = recipe ?? TrainingRecipe.Default;

    /// <summary>Gets or sets the name of the recipe that the grid was created from.</summary>
    public string Name { get; set; } = "Default";

    /// <summary>Gets or sets a description of what the recipe reproduces.</summary>
    public string Description { get; set; } = "";

    /// <summary>
    /// Gets or sets one architecture: the widths of the hidden layers, first to last; empty for none. Setting it
    /// clears <see cref="Depth"/> and <see cref="Width"/>, which otherwise take precedence. Setting any of the three
    /// clears the network.
    /// </summary>
    public int[]? HiddenLayer
    {
        get => _hiddenLayer;
        set
        {
            _hiddenLayer = value;
            _depth = null;
            _width = null;
            if (value is not null) ClearNetwork();
        }
    }

    /// <summary>
    /// Gets or sets the numbers of hidden layers to sweep over; null for the depth of <see cref="HiddenLayer"/>.
    /// </summary>
    public int[]? Depth
    {
        get => _depth;
        set
        {
            _depth = value;
            if (value is not null) ClearNetwork();
        }
    }

    /// <summary>
    /// Gets or sets the widths of all hidden layers to sweep over; null for the width of <see cref="HiddenLayer"/>.
    /// </summary>
    public int[]? Width
    {
        get => _width;
        set
        {
            _width = value;
            if (value is not null) ClearNetwork();
        }
    }

    /// <summary>
    /// Gets the architectures as text: <c>500x7-300-200-100</c>, depths and widths such as <c>1, 3 × 128</c>, or the
    /// names of networks.
    /// </summary>
    public string HiddenLayers
    {
        get
        {
            if (Get(RecipeSettings.Network) is NetworkDefinition?[] networks)
                return string.Join(", ", networks.Select(network => network?.Name));
            HiddenLayerList kept = GetKeptLayers();
            if (Depth is null && Width is null) return kept.ToString();
            string width = Width is not null ? Join(Width) : kept.Width is int common ? Join([common]) : "?";
            return $"{Join(Depth ?? [kept.Depth])} × {width}";

            static string Join(int[] numbers) =>
                string.Join(", ", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>
    /// Gets the architecture that supplies the width when only <see cref="Depth"/> is set, and the depth when only
    /// <see cref="Width"/> is set.
    /// </summary>
    /// <returns>
    /// The hidden layers of <see cref="HiddenLayer"/>, or of the recipe that the grid was created from.
    /// </returns>
    public HiddenLayerList GetKeptLayers() => _hiddenLayer is null ? _baseRecipe.HiddenLayers : new(_hiddenLayer);

    /// <summary>Sets the values of a setting that is swept.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="setting">A setting that can be swept.</param>
    /// <param name="values">The values, one or more.</param>
    /// <returns>This grid.</returns>
    /// <exception cref="ArgumentException">The setting cannot be swept.</exception>
    public RecipeGrid Sweep<T>(RecipeSetting<T> setting, params T[] values)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (setting.SweepOrder == 0) throw new ArgumentException($"{setting.Name} cannot be swept.", nameof(setting));
        _swept[setting] = values;
        if (ReferenceEquals(setting, RecipeSettings.Network)) ClearHiddenLayers();
        return this;
    }

    /// <summary>Gets the value of a setting in the form that parameters of cmdlets have.</summary>
    /// <param name="setting">The setting.</param>
    /// <returns>
    /// An array of values if the setting can be swept, or null if it is a swept setting without a value; otherwise a
    /// single value.
    /// </returns>
    public object? Get(RecipeSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (setting.SweepOrder == 0) return setting.Get(_baseRecipe);
        // Store the array, so that a caller who changes one of its elements changes the grid.
        if (!_swept.TryGetValue(setting, out Array? values))
        {
            if (setting.MayBeNull && setting.Get(_baseRecipe) is null) return null;
            _swept[setting] = values = setting.ToArray([setting.Get(_baseRecipe)]);
        }
        return values;
    }

    /// <summary>Sets the value of a setting in the form that parameters of cmdlets have.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">
    /// An array of values if the setting can be swept, otherwise a single value. A setting that may be null is cleared
    /// by null.
    /// </param>
    /// <exception cref="SwishException">A text cannot be parsed (InvalidBatchNorm).</exception>
    public void Set(RecipeSetting setting, object? value)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (value is null || setting.SweepOrder == 0)
        {
            _swept.Remove(setting);
            _baseRecipe = setting.With(_baseRecipe, value);
            return;
        }
        _swept[setting] = setting.ToArray(((System.Collections.IEnumerable)value).Cast<object?>());
        if (setting == RecipeSettings.Network) ClearHiddenLayers();
    }

    /// <summary>Creates a copy of the grid.</summary>
    /// <returns>A grid of the same values, whose properties can be set independently.</returns>
    public RecipeGrid Copy()
    {
        RecipeGrid copy = (RecipeGrid)MemberwiseClone();
        copy._swept = new(_swept);
        return copy;
    }

    /// <summary>
    /// Creates a recipe for every combination of the values, and validates the settings of each.
    /// </summary>
    /// <param name="stop">Cancels a grid of many recipes.</param>
    /// <returns>
    /// The recipes: activation outermost, then the architecture (depth, then width), batch size, learning rate,
    /// optimizer, schedule, initializer, and seed innermost.
    /// </returns>
    /// <exception cref="SwishException">
    /// An array is empty or contains null (EmptySweep); a depth is set, but the hidden layers have no common width
    /// (WidthNeeded); a depth (InvalidDepth) or another value is out of range (Invalid and the name of the setting); or
    /// there are more than <see cref="MaximumRuns"/> combinations (SweepTooLarge).
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public IReadOnlyList<TrainingRecipe> Expand(CancellationToken stop = default)
    {
        RequireSize();
        List<TrainingRecipe> recipes = [_baseRecipe];
        foreach (RecipeSetting setting in RecipeSettings.Swept)
        {
            Array? values =
                setting == RecipeSettings.HiddenLayers ? Architectures() : _swept.GetValueOrDefault(setting);
            if (values is null) continue;
            RequireValues(values, setting.Name);
            recipes = [.. recipes.SelectMany(recipe => setting.Expand(recipe, values)).StopWith(stop)];
        }
        foreach (TrainingRecipe recipe in recipes.StopWith(stop)) RecipeSettings.Validate(recipe);
        return recipes;
    }

    private void ClearNetwork()
    {
        _swept.Remove(RecipeSettings.Network);
        _baseRecipe = _baseRecipe with { Network = null };
    }

    /// <summary>Resets what describes a fully connected network, which has no effect on another network.</summary>
    private void ClearHiddenLayers()
    {
        (_hiddenLayer, _depth, _width) = (null, null, null);
        foreach (RecipeSetting setting in RecipeSettings.OfHiddenLayers)
            _baseRecipe = setting.With(_baseRecipe, setting.Get(TrainingRecipe.Default));
    }

    private void RequireSize()
    {
        double runs = 1;
        foreach (Array? values in (Array?[])[Depth, Width, .. _swept.Values]) runs *= values?.Length ?? 1;
        if (runs > MaximumRuns)
            throw new SwishException("SweepTooLarge", ErrorKind.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture,
                    $"The sweep of {Name} has {runs} runs; at most {MaximumRuns} are allowed. ")
                + "Sweep over fewer values at a time.", runs);
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
            $"The hidden layers of {Name} ({kept}) have no common width that Depth could use. Specify Width too.",
            Depth);

    private static void RequireValues(Array values, string name)
    {
        if (values.Length > 0 && !values.Cast<object?>().Contains(null)) return;
        throw new SwishException("EmptySweep", ErrorKind.InvalidArgument,
            $"{name} needs at least one value, and none of them empty, but it "
            + (values.Length == 0 ? "has no values." : "contains an empty value."), values);
    }
}
