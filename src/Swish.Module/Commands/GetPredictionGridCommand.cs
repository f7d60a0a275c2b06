using System.Management.Automation;
using Swish.Analysis.Predictions;
using Swish.Data;
using Swish.Models;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>
/// Returns what networks predict on a grid over one or two features, whose plot shows the decision boundary or the fitted
/// curve.
/// </summary>
[Cmdlet(VerbsCommon.Get, "PredictionGrid")]
[OutputType(typeof(PredictionPoint))]
public sealed class GetPredictionGridCommand : SwishCommand
{
    private Dataset? _dataset;

    /// <summary>
    /// Gets or sets the networks: results of Invoke-SwishTraining -KeepNetwork, networks, or paths of files.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject?[]? InputObject { get; set; } = [];

    /// <summary>Gets or sets the data set that the networks were trained on; required.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public object? Dataset { get; set; }

    /// <summary>
    /// Gets or sets the names of one or two features. By default all are used if the data set has no more than two.
    /// </summary>
    [Parameter]
    [ValidateCount(1, 2)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FeatureCompleter))]
    public string[] Feature { get; set; } = [];

    /// <summary>Gets or sets the number of points on a side of the grid.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of points on a side", AtLeast = 2, AtMost = PredictionGrid.MaxSide)]
    [NumberCompletion(51, 101, 201)]
    public int Side { get; set; } = 101;

    /// <inheritdoc/>
    protected override void Begin()
    {
        // Not a mandatory parameter: a prompt could not be answered, because a data set is an object.
        if (Dataset is null)
            throw new SwishException("PredictionGridDataset", ErrorKind.InvalidArgument,
                "Specify the data set the networks were trained on, as what Import-TableDataset, ConvertTo-SwishDataset or "
                + "New-ToyDataset returned: ... | Get-PredictionGrid $data.");
        _dataset = DatasetArgument.Begin(this, Dataset).WaitAsync(StopToken).GetAwaiter().GetResult();
        // Not a mandatory parameter: PowerShell would ask for networks before it says what is wrong with the data set.
        if (!MyInvocation.ExpectingInput && InputObject is not { Length: > 0 })
            throw new SwishException("InvalidNetwork", ErrorKind.InvalidArgument,
                "There is no network to evaluate; pipe results of Invoke-SwishTraining -KeepNetwork, networks of "
                + "Import-SwishNetwork, or paths of their files.");
        // What is wrong with the features is said once, not for each network.
        _ = PredictionGrid.FindAxes(_dataset, Feature);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (PSObject? input in InputObject ?? [null])
            Attempt(() =>
            {
                TrainedNetwork network = NetworkArgument.Read(this, input);
                WriteObject(
                    PredictionGrid.Of(network, _dataset!, Feature, Side, StopToken), enumerateCollection: true);
            }, input);
    }
}
