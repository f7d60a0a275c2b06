using System.Globalization;
using System.Management.Automation;
using Swish.Data;
using Swish.Data.Tables;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;

namespace Swish.Module.Commands;

/// <summary>Reads large files of separated values (CSV, TSV).</summary>
[Cmdlet(VerbsData.Import, "TableDataset", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Dataset))]
public sealed class ImportTableDatasetCommand : TableCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Gets or sets the files, which may be compressed with gzip. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Gets or sets the literal paths of files, without wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// Gets or sets the path of a file with the rows to test on. By default a share of the rows is tested on.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TestPath { get; set; }

    /// <summary>
    /// Gets or sets the character between values. By default it is found in the first row: a comma, semicolon, tab or
    /// vertical bar.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(DelimiterCompleter))]
    public char Delimiter { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        RequireExclusive(nameof(TestPath), nameof(TestShare));
        if (IsBound(nameof(Delimiter)) && (Delimiter is '"' or '\n' or '\r' or < ' ' and not '\t'))
            throw new SwishException("InvalidDelimiter", ErrorKind.InvalidArgument,
                $"The character U+{(int)Delimiter:X4} cannot stand between values; use a comma, a semicolon or a tab.",
                Delimiter);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        bool literal = ParameterSetName == LiteralPathSet;
        foreach (string path in literal ? LiteralPath : Path)
            Attempt(() => Import(path, literal), path);
    }

    private void Import(string path, bool literal)
    {
        foreach (string file in this.ResolveExisting(path, literal))
            Attempt(() => ImportFile(file), file);
    }

    private void ImportFile(string file)
    {
        ColumnPatterns exclude = new(Exclude);
        Table table = new(CultureInfo.CurrentCulture);
        Read(file, table, exclude);
        string? testFile = TestPath is null ? null : this.ResolveExisting(TestPath, literal: true)[0];
        if (testFile is not null)
        {
            table.BeginTest();
            Read(testFile, table, exclude);
        }
        exclude.RequireFound(table);
        WriteDatasets(
            table, System.IO.Path.GetFileNameWithoutExtension(file),
            [(nameof(LiteralPath), file), (nameof(Path), null), (nameof(TestPath), testFile)]);
    }

    private void Read(string file, Table table, ColumnPatterns exclude)
    {
        ProgressRecord progress = new(1, "Reading", file);
        char? delimiter = IsBound(nameof(Delimiter)) ? Delimiter : null;
        TableFile.Read(file, table, delimiter, exclude.IsExcluded, Show, StopToken);
        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);

        void Show(int rows)
        {
            progress.StatusDescription = string.Create(CultureInfo.InvariantCulture, $"{file}: {rows} rows");
            WriteProgress(progress);
        }
    }
}
