using System.Management.Automation;
using Swish.Activations;
using Swish.Module.Parameters;
using Swish.Recipes;

namespace Swish.Module.Base;

/// <summary>Reads recipes for a cmdlet, whose parameters replace their values.</summary>
internal sealed class RecipeReader
{
    private readonly RecipeCommand _command;
    private readonly Action<string> _warn;
    private readonly List<RecipeGrid> _grids = [];
    private readonly bool _activationIsGiven;
    private readonly bool _recipeIsGiven;

    /// <summary>Creates the reader of a cmdlet in its Begin, where only parameters of the command line are bound.</summary>
    /// <param name="command">The cmdlet.</param>
    /// <param name="warn">Writes a warning.</param>
    public RecipeReader(RecipeCommand command, Action<string> warn)
    {
        _command = command;
        _warn = warn;
        _activationIsGiven = IsBound(nameof(command.Activation));
        _recipeIsGiven = IsBound(nameof(command.Recipe));
    }

    /// <summary>Gets the recipes that were read so far, with their values replaced by the parameters.</summary>
    public IReadOnlyList<RecipeGrid> Grids => _grids;

    /// <summary>Checks the values of the parameters.</summary>
    /// <exception cref="SwishException">A value is out of range (the id is Invalid and the setting's name).</exception>
    public void Check()
    {
        foreach ((RecipeSetting setting, object value) in GivenSettings())
            SplitDecimal.Check(value, () => setting.Check(value));
    }

    /// <summary>Returns the runs of recipes.</summary>
    /// <param name="recipes">The recipes: names or objects.</param>
    /// <param name="stop">Cancels reading them.</param>
    /// <returns>The runs, each with whether it is one of the default recipe.</returns>
    /// <exception cref="SwishException">The errors of <see cref="RecipeCommand.ReadRecipes"/>.</exception>
    public IEnumerable<(TrainingRecipe Run, bool IsDefault)> Read(
        IEnumerable<object> recipes, CancellationToken stop)
    {
        foreach (object recipe in recipes)
        {
            RecipeGrid start = RecipeArgument.Read(recipe);
            RecipeGrid grid = start.Copy();
            Replace(grid);
            _grids.Add(grid);
            IReadOnlyList<TrainingRecipe> runs = grid.Expand(stop);
            foreach (string warning in RecipeWarnings.Of(start, grid, runs, IsGiven, stop)) _warn(warning);
            bool isDefault = start.Name == RecipeCommand.DefaultName;
            foreach (TrainingRecipe run in runs.StopWith(stop)) yield return (run, isDefault);
        }
    }

    // A cmdlet that tunes has parameters of ranges.
    private bool IsGiven(string name) => IsBound(name) || IsBound(name + "Range");

    private bool IsBound(string name) => _command.MyInvocation.BoundParameters.ContainsKey(name);

    private void Replace(RecipeGrid grid)
    {
        if (IsBound(nameof(_command.HiddenLayer))) grid.HiddenLayer = _command.HiddenLayer;
        if (IsBound(nameof(_command.Depth))) grid.Depth = _command.Depth;
        if (IsBound(nameof(_command.Width))) grid.Width = _command.Width;
        if (IsBound(nameof(_command.Repeat))) grid.Set(RecipeSettings.Seed, Enumerable.Range(1, _command.Repeat));
        if (_command.Until is not null)
            grid.Set(RecipeSettings.Seed, Enumerable.Range(1, _command.MaximumRepeat));
        if (IsBound(nameof(_command.Epoch))) grid.Set(RecipeSettings.Step, null);
        foreach ((RecipeSetting setting, object value) in GivenSettings()) grid.Set(setting, value);
    }

    private IEnumerable<(RecipeSetting Setting, object Value)> GivenSettings()
    {
        if (GivenActivations() is { } activations) yield return (RecipeSettings.Activation, activations);
        foreach (RecipeSetting setting in RecipeSettings.All)
            // A recipe has only the hash of its initial network, which is read elsewhere.
            if (setting != RecipeSettings.InitialNetwork && setting != RecipeSettings.Activation
                && _command.MyInvocation.BoundParameters.TryGetValue(setting.Name, out object? value))
                yield return (setting, ParameterValue.Read(setting, value));
    }

    /// <summary>Returns the activations that were given or come from the pipeline; null if there are none.</summary>
    private Activation[]? GivenActivations()
    {
        // Rows to train on may have a column of this name.
        if (!IsBound(nameof(_command.Activation)) || (!_activationIsGiven && _command.Label is not null)) return null;
        // A result has the formula of its activation, whose name this session may not know, or know for another one.
        PSObject? piped = _activationIsGiven ? null
            : IsBound(nameof(_command.InputObject)) ? _command.InputObject.FirstOrDefault()
            : _recipeIsGiven ? null
            : PSObject.AsPSObject(_command.Recipe.FirstOrDefault() ?? "");
        // The argument transformation passes the error of an invalid activation on, so that it is raised with its own
        // id.
        return piped?.Properties["Formula"] is not null
            ? [ActivationArgument.Read(piped)]
            : [.. _command.Activation.Select(ActivationArgument.Require)];
    }
}
