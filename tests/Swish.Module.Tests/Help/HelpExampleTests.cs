using System.Management.Automation.Language;
using Swish.Help;

namespace Swish.Module.Tests.Help;

/// <summary>
/// Runs the examples of the pages that need the engine's own cmdlets alone, as they stand, each in a folder of its own.
/// The Pester suite runs the others.
/// </summary>
public sealed class HelpExampleTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    public static TheoryData<string, string> Examples
    {
        get
        {
            using PowerShellSession own = new();
            HashSet<string> known = [.. own.Objects("Get-Command -CommandType Cmdlet").Select(o => o.ToString())];
            TheoryData<string, string> data = [];
            foreach (string name in HelpPages.Names)
                foreach (HelpExample example in HelpPages.Read(name).Examples.Where(e => Commands(e.Code).All(known.Contains)))
                    data.Add(name, example.Title);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Runs_as_it_stands(string page, string title)
    {
        string folder = Directory.CreateTempSubdirectory("swish-").FullName;
        try
        {
            _ = session.Objects("[void] $ExecutionContext.SessionState.Path.SetLocation($args[0])", folder);
            HelpExample example = HelpPages.Read(page).Examples.Single(e => e.Title == title);
            ScriptOutcome outcome = session.Run(example.Code).RequireNoError();
            Assert.True(
                outcome.Objects.Count > 0 || Directory.GetFiles(folder).Length > 0 || example.Code.Contains("-WhatIf", StringComparison.Ordinal),
                "The example gives nothing.");
            _ = session.Objects("[void] $ExecutionContext.SessionState.Path.SetLocation($args[0])", BuiltModule.Folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The commands of a script; those in formulas, which are read and not run, are none.</summary>
    private static IEnumerable<string> Commands(string code) =>
        from command in Parser.ParseInput(code, out _, out _).FindAll(a => a is CommandAst, searchNestedScriptBlocks: true)
        where !IsFormula(command)
        select ((CommandAst)command).GetCommandName();

    private static bool IsFormula(Ast command)
    {
        for (Ast? ast = command; ast is not null; ast = ast.Parent)
            if (ast is ScriptBlockExpressionAst block && block.Extent.Text.Contains("$x", StringComparison.Ordinal))
                return true;
        return false;
    }
}
