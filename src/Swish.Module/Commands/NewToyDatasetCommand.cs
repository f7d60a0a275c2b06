using System.Management.Automation;
using Swish.Data;
using Swish.Data.Toys;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.JobScripts;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Makes a small synthetic data set of two inputs, whose decision boundary can be drawn.</summary>
[Cmdlet(VerbsCommon.New, "ToyDataset")]
[OutputType(typeof(Dataset))]
public sealed class NewToyDatasetCommand : SwishCommand
{
    private static readonly ToyOptions Defaults = new();

    /// <summary>Gets or sets the kinds of data sets.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ChoiceArgument(typeof(ToyKind), nameof(Kind), List = true)]
    [ChoiceCompletion(typeof(ToyKind))]
    public string[] Kind { get; set; } = [Defaults.Kind.ToString()];

    /// <summary>Gets or sets the number of examples to train on.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of examples", AtLeast = 2, AtMost = ToyOptions.MaxCount)]
    [NumberCompletion(200, 500, 1000, 5000)]
    public int Count { get; set; } = Defaults.Count;

    /// <summary>Gets or sets the number of examples to test on.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of test examples", AtLeast = 1, AtMost = ToyOptions.MaxCount)]
    [NumberCompletion(200, 500, 1000, 5000)]
    public int TestCount { get; set; } = Defaults.TestCount;

    /// <summary>
    /// Gets or sets the standard deviation of the noise that is added to the points. By default it depends on the kind.
    /// </summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("The noise", AtLeast = 0, AtMost = 1000)]
    [NumberCompletion(0, 0.05, 0.1, 0.2, 0.4)]
    public double Noise { get; set; }

    /// <summary>Gets or sets the number of classes of Spirals and Blobs.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of classes", AtLeast = 2, AtMost = ToyOptions.MaxClasses)]
    [NumberCompletion(2, 3, 5)]
    public int Class { get; set; } = Defaults.Classes;

    /// <summary>Gets or sets the seed of the points.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("A seed", AtLeast = 0)]
    [NumberCompletion(1, 2, 3)]
    public int Seed { get; set; } = Defaults.Seed;

    /// <summary>Gets or sets the name of the data set in results. By default it is that of the kind.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void End()
    {
        foreach (ToyKind kind in Kind.Select(Enum.Parse<ToyKind>))
            WriteObject(this.Attach(ToyDataset.Create(new()
            {
                Kind = kind,
                Name = Name,
                Count = Count,
                TestCount = TestCount,
                Noise = IsBound(nameof(Noise)) ? Noise : null,
                Classes = Class,
                Seed = Seed,
            }, StopToken), (nameof(Kind), kind)));
    }
}
