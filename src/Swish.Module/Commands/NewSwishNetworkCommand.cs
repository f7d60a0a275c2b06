using System.Management.Automation;
using Swish.Module.Base;
using Swish.Module.Parameters;
using Swish.Networks.Architectures;

namespace Swish.Module.Commands;

/// <summary>Creates a network from a script block of layers, which is parsed and never run.</summary>
[Cmdlet(VerbsCommon.New, "SwishNetwork", DefaultParameterSetName = LayerSet)]
[OutputType(typeof(NetworkDefinition))]
public sealed class NewSwishNetworkCommand : SwishCommand
{
    // Two parameter sets: the layers can be the only positional argument, or follow a name.
    private const string LayerSet = "Layer";
    private const string NamedSet = "Named";

    /// <summary>
    /// Gets or sets the layers, such as <c>{ Convolution 16 3; BatchNorm; Activation; GlobalAveragePool }</c>.
    /// </summary>
    [Parameter(ParameterSetName = LayerSet, Position = 0, Mandatory = true)]
    [Parameter(ParameterSetName = NamedSet, Position = 1, Mandatory = true)]
    [ValidateNotNull]
    public ScriptBlock Layer { get; set; } = ScriptBlock.Create("");

    /// <summary>Gets or sets the name of the network in results.</summary>
    [Parameter(ParameterSetName = NamedSet, Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void Process() => WriteObject(ScriptBlockNetwork.Read(Layer, Name, SessionState));
}
