using Swish.Help;

namespace Swish.Module.Tests.Help;

/// <summary>Runs the examples of the help pages as they stand, each in an empty folder.</summary>
[Trait("Speed", "Slow")]
public sealed class HelpExampleTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    public static TheoryData<string, string> Examples
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string name in HelpPages.Names)
                foreach (HelpExample example in HelpPages.Read(name).Examples) data.Add(name, example.Title);
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
            session.Objects("Set-Location -LiteralPath $args[0]", folder);
            HelpExample example = HelpPages.Read(page).Examples.Single(e => e.Title == title);
            ScriptOutcome outcome = session.Run(example.Code).RequireNoError();
            Assert.True(
                outcome.Objects.Count > 0 || Directory.GetFiles(folder).Length > 0
                    || example.Code.Contains("-WhatIf", StringComparison.Ordinal),
                "The example returns nothing and writes no file.");
        }
        finally
        {
            session.Objects("Set-Location -LiteralPath $args[0]", BuiltModule.Folder);
            Directory.Delete(folder, recursive: true);
        }
    }
}
