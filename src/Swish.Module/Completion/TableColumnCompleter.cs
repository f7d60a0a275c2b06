using System.Management.Automation;
using System.Management.Automation.Language;

namespace Swish.Module.Completion;

/// <summary>
/// Completes the columns of a table: the properties of the objects of a variable at the start of the pipeline, or the
/// first row of a file whose path is in the pipeline.
/// </summary>
public sealed class TableColumnCompleter : NameCompleter
{
    private const int MaximumColumns = 1000;

    private static readonly char[] Delimiters = ['\t', ';', ',', '|'];

    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command)
    {
        IEnumerable<string> names = PipelineRows.Columns(command).Select(c => c.Name);
        return names.Concat(Files(command).Take(1).SelectMany(Header)).Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MaximumColumns).Select(name => new NameChoice(name, $"The column {name}"));
    }

    /// <summary>Returns the paths of existing files that are arguments of a command of the pipeline.</summary>
    private static IEnumerable<string> Files(CommandAst command)
    {
        IEnumerable<CommandAst> commands = command.Parent is PipelineAst pipeline
            ? pipeline.PipelineElements.OfType<CommandAst>()
            : [command];
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        string[] paths =
        [
            .. commands.SelectMany(c => c.CommandElements.Skip(1)).OfType<StringConstantExpressionAst>()
                .Select(argument => argument.Value),
        ];
        shell.AddScript(
            "param([string[]] $path) Resolve-Path -Path $path -ErrorAction Ignore | ForEach-Object ProviderPath")
            .AddArgument(paths);
        return paths.Length == 0 ? [] : [.. shell.Invoke<string>().Where(path => File.Exists(path) && !RegularFile.IsSpecial(path))];
    }

    private static string[] Header(string path)
    {
        try
        {
            using StreamReader reader = new(path);
            char[] start = new char[1 << 16];
            string line = new string(start, 0, reader.ReadBlock(start)).Split('\n', 2)[0].TrimEnd('\r');
            char delimiter = Delimiters.MaxBy(c => line.Count(other => other == c));
            return line.Contains('\0', StringComparison.Ordinal)
                ? []
                : [.. line.Split(delimiter).Select(name => name.Trim().Trim('"')).Where(name => name.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
