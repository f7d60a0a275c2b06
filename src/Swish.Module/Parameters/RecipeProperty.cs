using System.Management.Automation;
using Swish.Recipes;

namespace Swish.Module.Parameters;

/// <summary>A property of a recipe in PowerShell. What is assigned to it is read as an argument is.</summary>
internal sealed class RecipeProperty : PSNoteProperty
{
    private readonly Type _type;
    private readonly Func<object?> _get;
    private readonly Action<object?> _set;

    private RecipeProperty(string name, Type type, Func<object?> get, Action<object?> set)
        : base(name, null)
    {
        _type = type;
        _get = get;
        _set = set;
    }

    /// <inheritdoc/>
    public override object? Value
    {
        get => _get();
        set => Set(value);
    }

    /// <inheritdoc/>
    public override string TypeNameOfValue => _type.FullName!;

    /// <summary>Gives a recipe the properties that are not its own: its settings.</summary>
    /// <param name="grid">The recipe.</param>
    /// <returns>The same recipe.</returns>
    public static PSObject Wrap(RecipeGrid grid)
    {
        PSObject wrapped = PSObject.AsPSObject(grid);
        foreach (RecipeProperty property in Of(grid)) wrapped.Properties.Add(property, preValidated: true);
        return wrapped;
    }

    /// <summary>Returns the properties of a recipe that are set as arguments are.</summary>
    /// <param name="grid">The recipe.</param>
    public static IEnumerable<RecipeProperty> Of(RecipeGrid grid)
    {
        foreach (RecipeSetting setting in RecipeSettings.All)
        {
            if (setting == RecipeSettings.HiddenLayers)
            {
                // The first clears the other two, and so comes before them.
                yield return Layers(nameof(grid.HiddenLayer), () => grid.HiddenLayer, value => grid.HiddenLayer = value);
                yield return Layers(nameof(grid.Depth), () => grid.Depth, value => grid.Depth = value);
                yield return Layers(nameof(grid.Width), () => grid.Width, value => grid.Width = value);
                continue;
            }
            Type type = setting.SweepOrder > 0 ? setting.ParameterType.MakeArrayType() : setting.ParameterType;
            bool mayBeNull = Nullable.GetUnderlyingType(type) is not null;
            yield return new(setting.Name, type, () => grid.Get(setting), value =>
                grid.Set(setting, value is null && mayBeNull ? null : ParameterValue.Read(setting, value)));
        }
    }

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new RecipeProperty(Name, _type, _get, _set);

    private static RecipeProperty Layers(string name, Func<int[]?> get, Action<int[]?> set) =>
        new(name, typeof(int[]), get,
            value => set(value is null ? null : (int[])ParameterValue.ReadMany(typeof(int), value, name)));

    private void Set(object? value)
    {
        try
        {
            _set(value);
        }
        catch (SwishException error)
        {
            throw new SetValueException(error);
        }
    }

    /// <summary>An error of an assignment with the id of the library's error.</summary>
    private sealed class SetValueException(SwishException error) : RuntimeException(error.Message, error)
    {
        public override ErrorRecord ErrorRecord { get; } = error.ToErrorRecord();
    }
}
