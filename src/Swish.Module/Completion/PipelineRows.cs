using System.Management.Automation;
using System.Management.Automation.Language;
using Swish.Module.Parameters;

namespace Swish.Module.Completion;

/// <summary>Finds the objects of the pipeline while a command is being typed.</summary>
internal static class PipelineRows
{
    private const int MaximumObjects = 10_000;

    /// <summary>
    /// Returns the objects of the variable at the start of the pipeline; empty if it starts with anything else.
    /// </summary>
    /// <param name="command">The command whose argument is being completed.</param>
    public static IReadOnlyList<PSObject> Of(CommandAst command)
    {
        if (command.Parent is not PipelineAst { PipelineElements: [CommandExpressionAst first, ..] }
            || first.Expression is not VariableExpressionAst variable)
            return [];
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript("param($name) $ExecutionContext.SessionState.PSVariable.GetValue($name)")
            .AddArgument(variable.VariablePath.UserPath);
        return [.. shell.Invoke().Where(o => o is not null).Take(MaximumObjects)];
    }

    /// <summary>Returns the distinct activations of the objects, in order.</summary>
    public static IReadOnlyList<string> Activations(CommandAst command) =>
    [
        .. Of(command).Select(o => Analysis.ResultRow.TextOf(o.ValueOf("Activation")))
            .Where(n => n.Length > 0).Distinct(),
    ];

    /// <summary>Returns the columns of the first object, with whether each holds a number.</summary>
    public static IReadOnlyList<(string Name, bool IsNumber)> Columns(CommandAst command) =>
        Of(command) is [PSObject first, ..]
            ? [.. first.Properties.Where(p => p.IsReadable()).Select(p => (p.Name, IsNumber(p)))]
            : [];

    private static bool IsNumber(PSPropertyInfo property) =>
        Analysis.ResultRow.TryReadNumber(property.TryGetValue(), out _);
}
