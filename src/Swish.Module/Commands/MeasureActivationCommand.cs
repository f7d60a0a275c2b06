using System.Management.Automation;
using Swish.Analysis.Properties;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Measures properties of activation functions.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Activation")]
[OutputType(typeof(ActivationProperties))]
public sealed class MeasureActivationCommand : SwishCommand
{
    /// <summary>Gets or sets the activations to measure.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ActivationTransformation]
    [ArgumentCompleter(typeof(ActivationCompleter))]
    public object[] Activation { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (object activation in Activation)
            Attempt(
                () => WriteObject(ActivationProperties.Measure(ActivationArgument.Require(activation))), activation);
    }
}
