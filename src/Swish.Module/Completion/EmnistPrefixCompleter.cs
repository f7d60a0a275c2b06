using System.Management.Automation.Language;

namespace Swish.Module.Completion;

/// <summary>Completes what the names of EMNIST's files begin with.</summary>
public sealed class EmnistPrefixCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command) =>
    [
        new("emnist-balanced", "47 classes, equally frequent"), new("emnist-byclass", "62 classes: digits and letters"),
        new("emnist-bymerge", "47 classes: letters that look alike in both cases are one"),
        new("emnist-digits", "10 digits"), new("emnist-letters", "26 letters, labels from 1"),
        new("emnist-mnist", "10 digits, as many as MNIST"),
    ];
}
