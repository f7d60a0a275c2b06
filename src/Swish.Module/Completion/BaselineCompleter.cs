using System.Management.Automation.Language;

namespace Swish.Module.Completion;

/// <summary>
/// Completes the activations of the results in the pipeline if they are known, otherwise all activations.
/// </summary>
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
