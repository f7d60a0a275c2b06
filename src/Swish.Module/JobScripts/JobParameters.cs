using System.Collections.Frozen;
using System.Management.Automation;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Module.JobScripts;

/// <summary>
/// Finds the parameters of a command that its tasks need besides the recipes, the data set, the shard and the logs.
/// </summary>
internal static class JobParameters
{
    // Settings that would be fitted to a small data set are written as parameters too: a property of the default recipe
    // that has its default is not known to be given.
    private static readonly FrozenSet<string> WrittenElsewhere = FrozenSet.ToFrozenSet<string>(
    [
        .. RecipeSettings.All.Except(SmallData.FittedSettings).Select(setting => setting.Name),
        "Recipe", "HiddenLayer",
        "Depth", "Width",
        "Repeat", "Dataset", "InputObject",
        "ThrottleLimit", "ResultPath",
        "AsJobScript", "ShardCount",
        .. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters,
    ]);

    /// <summary>Returns the names and the values of the parameters.</summary>
    /// <param name="bound">The parameters that were given to Invoke-SwishTraining.</param>
    /// <exception cref="SwishException">A value has no literal (ContradictingParameters).</exception>
    public static IReadOnlyList<(string Name, string Expression)> Of(IReadOnlyDictionary<string, object> bound) =>
    [
        .. from given in bound
        where !WrittenElsewhere.Contains(given.Key)
        orderby given.Key
        select (given.Key, PowerShellLiteral.TryWrite(given.Value, out string text) ? text
            : throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                $"-AsJobScript writes a script for other processes, which cannot contain the value of -{given.Key}.",
                given.Value)),
    ];
}
