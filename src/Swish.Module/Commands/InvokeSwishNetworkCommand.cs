using System.Management.Automation;
using Swish.Models;
using Swish.Models.Evaluation;
using Swish.Module.Base;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Predicts the classes of examples with a trained network.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SwishNetwork")]
[OutputType(typeof(NetworkPrediction))]
public sealed class InvokeSwishNetworkCommand : NetworkCommand
{
    /// <summary>Gets or sets the network, or a result that keeps its network.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public object? Network { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether to add the probability of each class, as a column P_ and the name of the
    /// class.
    /// </summary>
    [Parameter]
    public SwitchParameter AllProbability { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => BeginReading();

    /// <inheritdoc/>
    protected override void End()
    {
        TrainedNetwork network = NetworkArgument.Read(this, Network);
        foreach (NetworkPrediction prediction in NetworkTest.Predict(network, ReadDataset(), Part, Thread, StopToken))
            Write(prediction);
    }

    private void Write(NetworkPrediction prediction)
    {
        if (!AllProbability)
        {
            WriteObject(prediction);
            return;
        }
        PSObject row = PSObject.AsPSObject(prediction);
        float[] probabilities = prediction.GetProbabilities();
        IReadOnlyList<string> names = prediction.GetClassNames();
        for (int c = 0; c < probabilities.Length; c++)
            row.Properties.Add(new PSNoteProperty("P_" + names[c], (double)probabilities[c]));
        WriteObject(row);
    }
}
