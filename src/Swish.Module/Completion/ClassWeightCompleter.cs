using System.Management.Automation.Language;

namespace Swish.Module.Completion;

/// <summary>Completes the values of -ClassWeight.</summary>
public sealed class ClassWeightCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command) =>
    [
        new("Balanced", "In inverse proportion to the frequency of each class"), new("None", "All classes have the weight 1"),
    ];
}
