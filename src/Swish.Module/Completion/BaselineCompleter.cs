using System.Management.Automation.Language;

namespace Swish.Module.Completion;

/// <summary>Completes the activations that results have, where they are known, else all.</summary>
public sealed class BaselineCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command)
    {
        IReadOnlyList<string> present = PipelineRows.Activations(command);
        return present.Count > 0
            ? present.Select(name => new NameChoice(name, $"Compare with {name}"))
            : ActivationCompleter.Known;
    }
}
