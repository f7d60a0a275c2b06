using System.Management.Automation.Language;
using Swish.Recipes;

namespace Swish.Module.Completion;

/// <summary>Completes the names of recipes, with their descriptions as the tooltips.</summary>
public sealed class RecipeCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command) =>
        RecipeCatalog.All.Select(r => new NameChoice(r.Name, r.Description));
}
