using System.Management.Automation;
using Swish.Activations;
using Swish.Analysis.Curves;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Returns points of activation functions and their first two derivatives, in double precision.</summary>
[Cmdlet(VerbsCommon.Get, "ActivationCurve")]
[OutputType(typeof(CurvePoint))]
public sealed class GetActivationCurveCommand : SwishCommand
{
    /// <summary>Gets or sets the activations; one curve each.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ActivationTransformation]
    [ArgumentCompleter(typeof(ActivationCompleter))]
    public object[] Activation { get; set; } = [];

    /// <summary>Gets or sets the x value at which the curve begins.</summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("The minimum of a curve")]
    [NumberCompletion(-10, -5, -2)]
    public double Minimum { get; set; } = -5;

    /// <summary>Gets or sets the x value at which the curve ends; not below the minimum.</summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("The maximum of a curve")]
    [NumberCompletion(2, 5, 10)]
    public double Maximum { get; set; } = 5;

    /// <summary>Gets or sets the number of evenly spaced points; 1 returns only the point at the minimum.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of points", AtLeast = 1, AtMost = 10_000_000)]
    [NumberCompletion(11, 101, 201, 1001)]
    public int Count { get; set; } = 201;

    /// <inheritdoc/>
    protected override void Begin() => ActivationCurve.Validate(Minimum, Maximum, Count);

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (object activation in Activation)
            Attempt(() => Write(ActivationArgument.Require(activation)), activation);
    }

    private void Write(Activation activation)
    {
        foreach (CurvePoint point in ActivationCurve.Points(activation, Minimum, Maximum, Count)) WriteObject(point);
    }
}
