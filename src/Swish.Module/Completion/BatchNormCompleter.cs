using System.Management.Automation.Language;

namespace Swish.Module.Completion;

/// <summary>Completes the values of -BatchNorm.</summary>
public sealed class BatchNormCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command) =>
    [
        new("None", "No batch normalization"),
        new("All", "On every hidden layer"),
        new("2", "On hidden layers 2, 4, 6, …"),
        new("3", "On hidden layers 3, 6, 9, …"),
    ];
}
