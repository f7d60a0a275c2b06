using System.Management.Automation;
using Swish.Data;
using Swish.Data.Tables;
using Swish.Module.Completion;
using Swish.Module.JobScripts;
using Swish.Module.Parameters;

namespace Swish.Module.Base;

/// <summary>Provides the base class of the cmdlets that make data sets of tables.</summary>
public abstract class TableCommand : SwishCommand
{
    /// <summary>Gets or sets the name of the column to predict.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TableColumnCompleter))]
    public string Label { get; set; } = "";

    /// <summary>Gets or sets the columns to leave out. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TableColumnCompleter))]
    public string[] Exclude { get; set; } = [];

    /// <summary>Gets or sets the share of the rows to test on, above 0 and below 1.</summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("The share of the rows to test on", Above = 0, Below = 1)]
    [NumberCompletion(0.1, 0.2, 0.25, 0.5)]
    public double TestShare { get; set; } = 0.2;

    /// <summary>
    /// Gets or sets the seeds of the split into rows to train on and rows to test on. Each makes a data set.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NumberArgument(Whole = true, List = true)]
    [ValidateNumber("The seed of a split", AtLeast = 0)]
    [NumberCompletion(1, 2, 3, 4, 5)]
    public int[] SplitSeed { get; set; } = [1];

    /// <summary>Gets or sets what to do with missing values.</summary>
    [Parameter]
    [ChoiceArgument(typeof(MissingValueRule), nameof(MissingValue))]
    [ChoiceCompletion(typeof(MissingValueRule))]
    public string MissingValue { get; set; } = nameof(MissingValueRule.Error);

    /// <summary>Gets or sets what the label is: a class, or a number to predict.</summary>
    [Parameter]
    [ChoiceArgument(typeof(PredictionTask), nameof(Task))]
    [ChoiceCompletion(typeof(PredictionTask))]
    public string Task { get; set; } = nameof(PredictionTask.Auto);

    /// <summary>Gets or sets how the features are scaled.</summary>
    [Parameter]
    [ChoiceArgument(typeof(InputScaling), nameof(Scaling))]
    [ChoiceCompletion(typeof(InputScaling))]
    public string Scaling { get; set; } = nameof(InputScaling.Standardize);

    /// <summary>Gets or sets the name of the data set in results.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Writes a data set for each seed of a split.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">The name of the data sets, unless -Name was given.</param>
    /// <param name="source">
    /// The parameters with which the same cmdlet reads the same table again; null if it cannot.
    /// </param>
    /// <exception cref="SwishException">The errors of <see cref="Table.ToDataset"/>.</exception>
    protected void WriteDatasets(Table table, string name, (string Name, object? Value)[]? source = null)
    {
        HashSet<string> notes = [];
        foreach (int seed in SplitSeed)
        {
            StopToken.ThrowIfCancellationRequested();
            Dataset dataset = table.ToDataset(new()
            {
                Label = Label,
                Name = Name ?? name,
                TestShare = TestShare,
                SplitSeed = seed,
                MissingValue = Enum.Parse<MissingValueRule>(MissingValue),
                Task = Enum.Parse<PredictionTask>(Task),
                Scaling = Enum.Parse<InputScaling>(Scaling),
            });
            foreach (string note in dataset.Notes.Where(notes.Add)) WriteWarning(note);
            WriteObject(source is null ? dataset : this.Attach(dataset, [.. source, (nameof(SplitSeed), seed)]));
        }
    }
}
