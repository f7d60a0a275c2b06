using System.Management.Automation;
using Swish.Data;
using Swish.Models;
using Swish.Models.Evaluation;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Recipes;

namespace Swish.Module.Base;

/// <summary>Provides the base class of the cmdlets that evaluate trained networks on a data set.</summary>
public abstract class NetworkCommand : SwishCommand
{
    private Task<Dataset>? _reading;

    /// <summary>
    /// Gets or sets the data set: an object, or a folder. By default it is the included MNIST.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public virtual object? Dataset { get; set; }

    /// <summary>Gets or sets the part of the data set. By default it is the test examples.</summary>
    [Parameter]
    [ChoiceArgument(typeof(DatasetPart), nameof(Part))]
    [ChoiceCompletion(typeof(DatasetPart))]
    public string Part { get; set; } = nameof(DatasetPart.Test);

    /// <summary>Gets or sets the number of threads. By default it is the number of processors.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of threads", AtLeast = 1, AtMost = 4096)]
    [NumberCompletion(1, 2, 4, 8)]
    public int Thread { get; set; } = Environment.ProcessorCount;

    /// <summary>Begins to read the data set on another thread.</summary>
    protected void BeginReading() => _reading = DatasetArgument.Begin(this, Dataset);

    /// <summary>
    /// Waits for the data set, and warns if it is the included MNIST by default, and the network was trained on another one
    /// with as many inputs.
    /// </summary>
    /// <param name="network">The network to evaluate.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="SwishException">It cannot be read.</exception>
    protected Dataset ReadDataset(TrainedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Dataset dataset = _reading!.WaitAsync(StopToken).GetAwaiter().GetResult();
        // The names are compared first, because the fingerprint of a data set takes time; a data set may have two names.
        if (!IsBound(nameof(Dataset)) && network.Dataset is { Length: > 0 } trained && trained != dataset.Name
            && network.Input.InputCount == dataset.InputCount
            && RecipeFingerprint.Compute(network.GetRecipe(), dataset) != network.RunId)
            WriteWarning($"The network was trained on {trained}, and these are the examples of {dataset.Name}, which is the "
                + "default; specify another data set with -Dataset.");
        return dataset;
    }
}
