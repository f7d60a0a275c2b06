using System.Management.Automation;
using Swish.Recipes;

namespace Swish.Module.Parameters;

/// <summary>
/// Represents a property of a recipe in PowerShell. A value that is assigned is read like an argument; the value of an
/// enumeration is returned as its name, since ConvertTo-Json writes the number of an enumeration.
/// </summary>
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
        get => _get() switch
        {
            Enum value => value.ToString(),
            Array values when values.GetType().GetElementType()!.IsEnum =>
                values.Cast<Enum>().Select(v => v.ToString()).ToArray(),
            var value => value,
        };
        set => Set(value);
    }

    /// <inheritdoc/>
    public override string TypeNameOfValue => _type.FullName!;

    /// <summary>Adds the settings of a recipe to its object as properties.</summary>
    /// <param name="grid">The recipe.</param>
    /// <returns>The same recipe.</returns>
    public static PSObject Wrap(RecipeGrid grid)
    {
        PSObject wrapped = PSObject.AsPSObject(grid);
        foreach (RecipeProperty property in Of(grid)) wrapped.Properties.Add(property, preValidated: true);
        return wrapped;
    }

    /// <summary>Returns properties for the settings of a recipe, whose values are read like arguments.</summary>
    /// <param name="grid">The recipe.</param>
    public static IEnumerable<RecipeProperty> Of(RecipeGrid grid)
    {
        foreach (RecipeSetting setting in RecipeSettings.All)
        {
            if (setting == RecipeSettings.HiddenLayers)
            {
                // Setting HiddenLayer clears Depth and Width, so it comes first.
                yield return Layers(
                    nameof(grid.HiddenLayer), () => grid.HiddenLayer, value => grid.HiddenLayer = value);
                yield return Layers(nameof(grid.Depth), () => grid.Depth, value => grid.Depth = value);
                yield return Layers(nameof(grid.Width), () => grid.Width, value => grid.Width = value);
                continue;
            }
            Type type = setting.SweepOrder > 0 ? setting.ParameterType.MakeArrayType() : setting.ParameterType;
            yield return new(setting.Name, type, () => grid.Get(setting), value =>
                grid.Set(setting, value is null && setting.MayBeNull ? null : ParameterValue.Read(setting, value)));
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

    /// <summary>Represents an error of an assignment, with the id of the library's error.</summary>
    private sealed class SetValueException(SwishException error) : RuntimeException(error.Message, error)
    {
        public override ErrorRecord ErrorRecord { get; } = error.ToErrorRecord();
    }
}
