using System.Management.Automation;
using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;

namespace Swish.Module.Commands;

/// <summary>Lists the activation functions and gates of the catalog.</summary>
[Cmdlet(VerbsCommon.Get, "Activation")]
[OutputType(typeof(ActivationInfo))]
public sealed class GetActivationCommand : SwishCommand
{
    /// <summary>Gets or sets names or aliases; wildcards are allowed. By default all activations are listed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ActivationCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>
    /// Gets or sets a value indicating whether gates such as GLU are listed instead of functions of one variable.
    /// </summary>
    [Parameter]
    public SwitchParameter Gate { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (string name in Name) Attempt(() => Write(name), name);
    }

    private void Write(string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            // As usual in PowerShell, a pattern without a match is not an error.
            WildcardPattern pattern = NamePatterns.Read(name);
            WriteObject(
                (Gate ? GateCatalog.All : ActivationCatalog.All)
                    .Where(a => pattern.IsMatch(a.Name) || a.Aliases.Any(pattern.IsMatch)),
                true);
            WriteObject(
                SessionActivations.All.Where(a => a is Swish.Activations.Gates.Gate == Gate && pattern.IsMatch(a.Name))
                    .Select(SessionActivations.InfoOf),
                true);
            return;
        }
        WriteObject(SessionActivations.DescribeOf(SessionActivations.Parse(name)));
    }
}
