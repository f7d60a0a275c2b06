using System.Management.Automation;
using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Swish.Analysis.Reports;
using Swish.Data;
using Swish.Models;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.JobScripts;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>Writes a report on results, comparisons and result logs as one HTML file.</summary>
[Cmdlet(VerbsData.Export, "SwishReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSwishReportCommand : SwishCommand
{
    private readonly List<ResultRow> _runs = [];
    private readonly List<TrainingRecipe?> _recipes = [];
    private readonly List<object> _sources = [];
    private readonly List<TrainingResult> _results = [];
    private readonly List<ResultRow> _comparison = [];
    private readonly List<MachineInfo> _machines = [];
    private readonly List<string> _remarks = [];
    private string? _nextStep;
    private string? _includedFingerprint;
    private string _file = "";
    private NetworkAccess _access = new([]);

    /// <summary>Gets or sets the file to write, which ends in .html.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// Gets or sets the results of Invoke-SwishTraining, Import-TrainingResult or Import-Csv, and rows of
    /// Compare-Activation. Without such rows, the results are compared with the default settings.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject?[]? InputObject { get; set; } = [];

    /// <summary>Gets or sets the paths of result logs to report on. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] ResultPath { get; set; } = [];

    /// <summary>Gets or sets the title. By default it names the activations.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Gets or sets the question that the report answers. By default it asks for the best activation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Question { get; set; }

    /// <summary>Gets or sets the activations to compare with, as in Compare-Activation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BaselineCompleter))]
    public string[] Baseline { get; set; } = [];

    /// <summary>Gets or sets the column to compare, as in Compare-Activation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MetricCompleter))]
    public string? Metric { get; set; }

    /// <summary>
    /// Gets or sets the data set on which kept networks are tested. By default it is the included MNIST, if they were
    /// trained on it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Dataset { get; set; }

    /// <summary>
    /// Gets or sets the files and folders of networks that logs and CSV files may name. Those in the folder of a log,
    /// or below it, are read without it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] NetworkPath { get; set; } = [];

    /// <summary>Gets or sets a value indicating whether to overwrite an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets a value indicating whether to return the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        // Check now, rather than after an hour of training upstream.
        _file = this.ResolveNew(Path);
        Report.Check(_file, Force);
        _access = new([.. NetworkPath.SelectMany(path => this.ResolveExisting(path, literal: true))]);
        ResultLogMerge logs = new();
        foreach (string path in ResultPath.SelectMany(this.ResolveExisting))
            foreach (ResultLogEntry entry in logs.AddEntries(
                FilePaths.RequireFile(path), WriteWarning, stop: StopToken))
            {
                Add(entry.Result, Recipe(entry));
                _machines.Add(entry.Machine);
            }
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (PSObject? input in InputObject ?? [null])
        {
            if (input is null)
                throw new SwishException("InvalidReportInput", ErrorKind.InvalidData,
                    "An object from the pipeline is empty; a report has results or rows of Compare-Activation.");
            if (input.BaseObject is TrainingResult result)
            {
                Add(result, null);
                continue;
            }
            ResultRow row = ResultRows.Read(input);
            if (row.Has(nameof(ActivationComparisonRow.Difference)) && row.Has(nameof(ActivationComparisonRow.Baseline)))
                _comparison.Add(row);
            else if (row.Has(nameof(TrainingResult.Activation)) && row.Has(nameof(TrainingResult.Seed)))
                Add(row, input, null);
            else
                throw new SwishException("InvalidReportInput", ErrorKind.InvalidData,
                    $"An object of type {input.BaseObject.GetType().Name} is neither a result, which has the columns "
                    + "Activation and Seed, nor a row of Compare-Activation.", input);
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_comparison.Count == 0 && _runs.Count > 0) Compare();
        if (!ShouldProcess(_file, "Write a report")) return;
        IReadOnlyList<NetworkReport> networks = TestNetworks();
        IReadOnlyList<string> commands = WriteCommands();
        foreach (string remark in _remarks) WriteWarning(remark);
        Report.Write(
            new()
            {
                Title = Title,
                Question = Question,
                Runs = _runs,
                Comparison = _comparison,
                Results = _results,
                Networks = networks,
                Machines = _machines,
                Commands = commands,
                NextStep = _nextStep,
                Remarks = _remarks,
            },
            _file, Force);
        if (PassThru) WriteObject(new FileInfo(_file));
    }

    /// <summary>Returns the recipe of a logged run; null if a later version wrote it.</summary>
    private static TrainingRecipe? Recipe(ResultLogEntry entry)
    {
        try
        {
            return RecipeJson.Read(entry.RecipeJson);
        }
        catch (SwishException)
        {
            return null;
        }
    }

    private void Add(TrainingResult result, TrainingRecipe? recipe)
    {
        _results.Add(result);
        Add(ResultRow.From(result), result, recipe ?? result.GetNetwork()?.GetRecipe());
    }

    private void Add(ResultRow row, object source, TrainingRecipe? recipe)
    {
        _runs.Add(row);
        _sources.Add(source);
        _recipes.Add(recipe);
    }

    private void Compare()
    {
        ActivationComparison comparison = ActivationComparison.Compare(
            _runs,
            new()
            {
                Baselines = Baseline, Metric = Metric ?? ComparisonOptions.DefaultMetric(_runs), Stop = StopToken,
            });
        // The report has the next step with its answer.
        _nextStep = comparison.NextStep;
        _remarks.AddRange(comparison.Warnings.Where(w => w != _nextStep));
        _comparison.AddRange(comparison.Rows.Select(r => ResultRows.Read(ComparisonRows.Flatten(r))));
    }

    private IReadOnlyList<string> WriteCommands()
    {
        IReadOnlyList<TrainingRecipe?> read = RowRecipes.Read(_runs);
        List<(TrainingRecipe, string, string?)> known = [];
        for (int i = 0; i < _runs.Count; i++)
            if ((_recipes[i] ?? read[i]) is { } recipe)
            {
                string dataset = _runs[i].Text(nameof(TrainingResult.Dataset));
                known.Add((recipe, dataset, SourceOf(_sources[i], dataset)));
            }
        int lost = _runs.Count - known.Count;
        if (lost > 0)
            _remarks.Add($"The command that repeats {(lost == 1 ? "1 run is" : $"{lost} runs is")} not known, because "
                + "their columns do not show all settings; a result log does.");
        return SweepCommands.Write(known, typeof(InvokeSwishTrainingCommand));
    }

    /// <summary>
    /// Returns the command that makes the data set of a run; empty if it was made of objects, null if it is not known.
    /// </summary>
    private string? SourceOf(object source, string dataset) =>
        source is TrainingResult result && SourceCommand.OfDataset(result) is { } command ? command
        : ActivationArgument.Unwrap(Dataset) is Dataset given && given.Name == dataset ? SourceCommand.OfDataset(given)
        : IsIncluded(source as TrainingResult, dataset) ? SweepCommands.IncludedSource
        : null;

    /// <summary>Determines whether a run was trained on the included data set, and not on another one of its name.</summary>
    private bool IsIncluded(TrainingResult? result, string dataset)
    {
        if (dataset != MnistDataset.ShippedName) return false;
        if (result is null) return true;
        try
        {
            _includedFingerprint ??= MnistDataset.LoadShipped().Fingerprint;
            return result.GetSourceFingerprint() == _includedFingerprint;
        }
        catch (SwishException)
        {
            // The files are missing, which concerns nobody who reads a report.
            return false;
        }
    }

    private List<NetworkReport> TestNetworks()
    {
        int[] kept = [.. Enumerable.Range(0, _runs.Count).Where(HasNetwork)];
        int[] foreign = [.. kept.Where(index => !MayOpen(index))];
        if (foreign.Length > 0)
            _remarks.Add((foreign.Length == 1 ? "A network was" : $"{foreign.Length} networks were")
                + $" not opened: a log or table names {PathOf(foreign[0])}, which is not in the folder of the log. To "
                + "show its errors, name its folder with -NetworkPath.");
        kept = [.. kept.Except(foreign)];
        List<NetworkReport> reports = [];
        if (kept.Length == 0) return reports;
        Dataset? dataset = null;
        foreach ((int index, string caption) in NetworkChoice.Choose([.. kept.Select(i => _runs[i])], _comparison))
        {
            try
            {
                TrainedNetwork network = NetworkArgument.Read(this, _sources[kept[index]]);
                dataset ??= DatasetArgument.Begin(this, Dataset).WaitAsync(StopToken).GetAwaiter().GetResult();
                if (RecipeFingerprint.Compute(network.GetRecipe(), dataset) != network.RunId)
                {
                    _remarks.Add($"The errors of {caption} are not shown, because it was not trained on "
                        + (Dataset is null ? "the included MNIST" : dataset.Name) + "; specify its data set with -Dataset.");
                    continue;
                }
                reports.Add(NetworkReport.Of(network, dataset, caption, Environment.ProcessorCount, StopToken));
            }
            catch (SwishException error)
            {
                // The runs may have taken hours; they are reported without this part.
                _remarks.Add($"The errors of {caption} are not shown: {error.Message}");
            }
        }
        return reports;
    }

    private bool HasNetwork(int index) => IsKept(index) || PathOf(index).Length > 0;

    private bool IsKept(int index) => _sources[index] is TrainingResult result && result.GetNetwork() is not null;

    private string PathOf(int index) => _runs[index].Text(nameof(TrainingResult.NetworkPath));

    /// <summary>
    /// Determines whether a network may be opened: this session wrote it, or its path is one that may be read.
    /// </summary>
    private bool MayOpen(int index)
    {
        if (IsKept(index)) return true;
        var result = _sources[index] as TrainingResult;
        string? log = result?.GetLogPath();
        if (result is not null && log is null) return true;
        try
        {
            return _access.IsAllowed(this.ResolveNew(PathOf(index)), log);
        }
        catch (SwishException)
        {
            // It is not the path of a file.
            return false;
        }
    }
}
