using System.Management.Automation;
using Swish.Data;
using Swish.Models.Evaluation;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Returns examples of a data set, with their labels and inputs.</summary>
[Cmdlet(VerbsCommon.Get, "SwishExample")]
[OutputType(typeof(DatasetExample))]
public sealed class GetSwishExampleCommand : SwishCommand
{
    /// <summary>
    /// Gets or sets the data set: an object, or a folder. By default it is the included MNIST.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public object? Dataset { get; set; }

    /// <summary>Gets or sets the part of the data set. By default it is the test examples.</summary>
    [Parameter]
    [ChoiceArgument(typeof(DatasetPart), nameof(Part))]
    [ChoiceCompletion(typeof(DatasetPart))]
    public string Part { get; set; } = nameof(DatasetPart.Test);

    /// <summary>Gets or sets the indices of the examples, from 0. By default all examples are returned.</summary>
    [Parameter]
    [NumberArgument(Whole = true, List = true)]
    [ValidateNumber("The index of an example", AtLeast = 0)]
    [NumberCompletion(0, 1, 2)]
    public int[]? Index { get; set; }

    /// <summary>Gets or sets the classes of the examples. By default examples of all classes are returned.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Label { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Dataset dataset = DatasetArgument.Begin(this, Dataset).WaitAsync(StopToken).GetAwaiter().GetResult();
        DatasetPart part = Enum.Parse<DatasetPart>(Part);
        string? unknown = Label?.FirstOrDefault(l => !dataset.ClassNames.Contains(l, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
            throw new SwishException("ClassNotFound", ErrorKind.NotFound,
                $"{dataset.Name} has no class '{unknown}'. "
                + (dataset.IsRegression ? "It has numbers." : $"It has {string.Join(", ", dataset.ClassNames.Take(20))}."),
                unknown);
        foreach (int index in Index ?? Enumerable.Range(0, DatasetExample.CountOf(dataset, part)))
        {
            StopToken.ThrowIfCancellationRequested();
            DatasetExample example = DatasetExample.Of(dataset, part, index);
            if (Label?.Contains(example.Label, StringComparer.OrdinalIgnoreCase) ?? true) WriteObject(example);
        }
    }
}
