using System.Management.Automation;
using System.Management.Automation.Language;
using Swish.Data;

namespace Swish.Module.Completion;

/// <summary>Completes the features of the data set in a variable that is an argument of the command.</summary>
public sealed class FeatureCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        string[] names =
            [.. command.CommandElements.OfType<VariableExpressionAst>().Select(v => v.VariablePath.UserPath)];
        shell.AddScript("param([string[]] $name) foreach ($n in $name) { $ExecutionContext.SessionState.PSVariable.GetValue($n) }")
            .AddArgument(names);
        return names.Length == 0 ? []
            : shell.Invoke().Select(value => value?.BaseObject).OfType<Dataset>().Take(1)
                .SelectMany(dataset => dataset.FeatureNames)
                .Select(name => new NameChoice(name, $"The feature {name}"));
    }
}
