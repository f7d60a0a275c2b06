using System.Management.Automation;
using Swish.Models;
using Swish.Models.Evaluation;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Tests trained networks on a data set.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SwishNetwork")]
[OutputType(
    typeof(NetworkTestResult), typeof(ClassResult), typeof(ConfusionCell), typeof(RegressionTestResult))]
public sealed class TestSwishNetworkCommand : NetworkCommand
{
    /// <summary>Gets or sets the networks, or results that keep their networks.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public object[] Network { get; set; } = [];

    /// <inheritdoc/>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public override object? Dataset { get; set; }

    /// <summary>
    /// Gets or sets the number of most probable classes in which the top-k accuracy looks for the class of an example.
    /// </summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of classes of the top-k accuracy", AtLeast = 1, AtMost = Data.Dataset.MaxClasses)]
    [NumberCompletion(2, 3, 5)]
    public int TopK { get; set; } = 5;

    /// <summary>Gets or sets a value indicating whether to return the figures of each class instead.</summary>
    [Parameter]
    public SwitchParameter PerClass { get; set; }

    /// <summary>Gets or sets a value indicating whether to return the confusion matrix instead.</summary>
    [Parameter]
    public SwitchParameter ConfusionMatrix { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (PerClass && ConfusionMatrix)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "-PerClass and -ConfusionMatrix exclude each other; specify one of them.",
                "-PerClass -ConfusionMatrix");
        // PowerShell would say of each network that it cannot be bound.
        if (MyInvocation.ExpectingInput && Network.Any(value => ActivationArgument.Unwrap(value) is Data.Dataset))
            throw new SwishException("InvalidNetwork", ErrorKind.InvalidArgument,
                "The first argument is a network, and networks come from the pipeline; specify the data set with -Dataset.");
        BeginReading();
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (object network in Network) Attempt(() => Test(network), network);
    }

    private void Test(object value)
    {
        TrainedNetwork network = NetworkArgument.Read(this, value);
        DatasetPart part = Enum.Parse<DatasetPart>(Part);
        if (network.IsRegression && !PerClass && !ConfusionMatrix)
        {
            WriteObject(RegressionTest.Run(network, ReadDataset(network), part, Thread, StopToken));
            return;
        }
        NetworkTestResult result = NetworkTest.Run(network, ReadDataset(network), part, TopK, Thread, StopToken);
        if (PerClass) WriteObject(result.GetClasses(), enumerateCollection: true);
        else if (ConfusionMatrix) WriteObject(result.GetConfusionMatrix(), enumerateCollection: true);
        else WriteObject(result);
    }
}
