using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Swish.Module.Tests.Help;

/// <summary>The pages, the file that Get-Help reads, and the cmdlets say the same.</summary>
public sealed partial class HelpTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    public static TheoryData<string> Pages => [.. MarkdownHelp.Names];

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet()
    {
        string[] cmdlets = [.. session.Objects("(Get-Module Swish).ExportedCmdlets.Keys").Select(o => o.ToString())];
        Assert.Equal(cmdlets.Order(StringComparer.Ordinal), MarkdownHelp.Names);
        Assert.Equal(cmdlets.Order(StringComparer.Ordinal), MamlHelp.Pages.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_and_help_file_say_the_same(string name)
    {
        HelpPage page = MarkdownHelp.Read(name);
        HelpPage file = MamlHelp.Pages[name];
        Assert.Equal(name, page.Name);
        Assert.Equal(page.Synopsis, file.Synopsis);
        Assert.Equal(page.Description, file.Description);
        Assert.Equal(page.Examples, file.Examples);
        Assert.Equal(page.Parameters.OrderBy(p => p.Name), file.Parameters.OrderBy(p => p.Name));
        Assert.Equal(page.Inputs, file.Inputs);
        Assert.Equal(page.Outputs, file.Outputs);
        Assert.Equal(page.Notes, file.Notes);
        Assert.Equal(page.Links, file.Links);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_is_complete(string name)
    {
        HelpPage page = MarkdownHelp.Read(name);
        Assert.InRange(page.Examples.Count, 3, 20);
        Assert.All(page.Examples, e => Assert.NotEmpty(e.Code));
        Assert.All(page.Examples, e => Assert.NotEmpty(e.Remarks));
        Assert.All(page.Parameters, p => Assert.NotEmpty(p.Description));
        Assert.NotEmpty(page.Inputs);
        Assert.NotEmpty(page.Outputs);
        Assert.NotEmpty(page.Links);
        Assert.DoesNotContain("{{", File.ReadAllText(Path.Combine(MarkdownHelp.Folder, name + ".md")), StringComparison.Ordinal);
        Assert.All(MarkdownHelp.LinkedFiles(name), file => Assert.True(File.Exists(file), $"There is no {file}."));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Parameters_are_those_of_the_cmdlet(string name)
    {
        CmdletInfo cmdlet = Cmdlet(name);
        ParameterMetadata[] own = [.. cmdlet.Parameters.Values.Where(p => !Cmdlets.CommonParameters.Contains(p.Name)
            || p.Name is "WhatIf" or "Confirm")];
        Assert.Equal(own.Select(p => p.Name).Order(), MarkdownHelp.Read(name).Parameters.Select(p => p.Name).Order());
        foreach (ParameterMetadata parameter in own)
        {
            string metadata = MarkdownHelp.Metadata(name, parameter.Name);
            Assert.Contains($"Type: {parameter.ParameterType}\n", metadata, StringComparison.Ordinal);
            Assert.Equal(parameter.Aliases.Order(), Aliases().Match(metadata).Groups[1].Captures.Select(c => c.Value).Order());
            Assert.Equal(Describe(cmdlet, parameter.Name), SetMetadata().Matches(metadata)
                .Select(m => string.Join(' ', m.Groups.Values.Skip(1).Select(g => g.Value))).Order());
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Syntax_is_that_of_the_cmdlet(string name)
    {
        Assert.Equal(
            Cmdlet(name).ParameterSets.Select(s => WithoutCommon($"{name} {s}")).Order(),
            MarkdownHelp.Syntax(name).Select(WithoutCommon).Order());

        static string WithoutCommon(string line) =>
            line.Replace(" [<CommonParameters>]", "", StringComparison.Ordinal).TrimEnd();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Output_types_are_documented(string name)
    {
        string outputs = string.Join('\n', MarkdownHelp.Read(name).Outputs);
        Assert.All(Cmdlet(name).OutputType, type => Assert.Contains(type.Name + ":", outputs, StringComparison.Ordinal));
    }

    [Fact]
    public void Get_Help_knows_the_cmdlets() =>
        Assert.Equal(
            MarkdownHelp.Read("Measure-Activation").Synopsis,
            session.Objects("(Get-Help Measure-Activation).Synopsis")[0].ToString());

    private CmdletInfo Cmdlet(string name) => (CmdletInfo)session.Objects("Get-Command $args[0]", name)[0].BaseObject;

    private static IEnumerable<string> Describe(CmdletInfo cmdlet, string parameter)
    {
        (string Set, CommandParameterInfo Info)[] sets =
        [
            .. from s in cmdlet.ParameterSets
               from p in s.Parameters
               where p.Name == parameter
               select (s.Name, p),
        ];
        bool everywhere = cmdlet.Parameters[parameter].ParameterSets.ContainsKey(ParameterAttribute.AllParameterSets);
        return (everywhere ? sets.Take(1).Select(s => (Set: "(All)", s.Info)) : sets)
            .Select(s => $"{s.Set} {(s.Info.Position < 0 ? "Named" : s.Info.Position)} {Text(s.Info.IsMandatory)} "
                + $"{Text(s.Info.ValueFromPipeline)} {Text(s.Info.ValueFromPipelineByPropertyName)}").Order();

        static string Text(bool value) => value ? "true" : "false";
    }

    [GeneratedRegex(@"- Name: (.+)\n  Position: (.+)\n  IsRequired: (.+)\n  ValueFromPipeline: (.+)\n  ValueFromPipelineByPropertyName: (.+)\n")]
    private static partial Regex SetMetadata();

    [GeneratedRegex(@"Aliases:(?: \[\])?\n(?:- (\S+)\n)*")]
    private static partial Regex Aliases();

    private static class Cmdlets
    {
        public static readonly HashSet<string> CommonParameters =
            [.. System.Management.Automation.Cmdlet.CommonParameters, .. System.Management.Automation.Cmdlet.OptionalCommonParameters];
    }
}
