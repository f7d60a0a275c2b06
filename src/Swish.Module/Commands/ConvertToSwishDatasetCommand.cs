using System.Management.Automation;
using Swish.Data;
using Swish.Module.Base;
using Swish.Module.Pipeline;

namespace Swish.Module.Commands;

/// <summary>Makes a data set of objects, such as the rows of Import-Csv.</summary>
[Cmdlet(VerbsData.ConvertTo, "SwishDataset")]
[OutputType(typeof(Dataset))]
public sealed class ConvertToSwishDatasetCommand : TableCommand
{
    private TableRows? _rows;
    private ColumnPatterns? _exclude;

    /// <summary>Gets or sets the rows: objects with a property for each column, or hash tables.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets rows to test on, with the same columns. By default a share of the rows is tested
    /// on.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[]? TestData { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        RequireExclusive(nameof(TestData), nameof(TestShare));
        _exclude = new(Exclude);
        _rows = new(_exclude);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (PSObject row in InputObject) _rows!.Add(row);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (TestData is not null)
        {
            _rows!.Table.BeginTest();
            foreach (PSObject row in TestData) _rows.Add(row);
        }
        _exclude!.RequireFound(_rows!.Table);
        WriteDatasets(_rows.Table, "Table");
    }
}
