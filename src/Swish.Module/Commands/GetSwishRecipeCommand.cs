using System.Management.Automation;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;
using Swish.Recipes;

namespace Swish.Module.Commands;

/// <summary>Returns named recipes as new objects, which can be changed and piped into Invoke-SwishTraining.</summary>
[Cmdlet(VerbsCommon.Get, "SwishRecipe")]
[OutputType(typeof(RecipeGrid))]
public sealed class GetSwishRecipeCommand : SwishCommand
{
    /// <summary>Gets or sets names of recipes; wildcards are allowed. By default all recipes are returned.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RecipeCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (string name in Name) Attempt(() => Write(name), name);
    }

    private void Write(string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            WriteObject(RecipeProperty.Wrap(RecipeCatalog.Create(name)));
            return;
        }
        // As usual in PowerShell, a pattern without a match is not an error.
        WildcardPattern pattern = NamePatterns.Read(name);
        foreach (NamedRecipe recipe in RecipeCatalog.All.Where(r => pattern.IsMatch(r.Name)))
            WriteObject(RecipeProperty.Wrap(RecipeCatalog.Create(recipe.Name)));
    }
}
