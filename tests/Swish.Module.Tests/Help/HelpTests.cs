using System.Management.Automation;
using Swish.Help;

namespace Swish.Module.Tests.Help;

/// <summary>The pages, what Get-Help says, and the cmdlets agree.</summary>
public sealed class HelpTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private static readonly HashSet<string> CommonParameters =
        [.. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters.Except(["WhatIf", "Confirm"])];

    public static TheoryData<string> Pages => [.. HelpPages.Names];

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet()
    {
        string[] cmdlets = [.. session.Objects("(Get-Module Swish).ExportedCmdlets.Keys").Select(o => o.ToString())];
        Assert.Equal(cmdlets.Order(StringComparer.Ordinal), HelpPages.Names);
        Assert.All(HelpPages.Names, name => Assert.Equal(name, HelpPages.Read(name).Name));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Get_Help_says_what_the_page_says(string name)
    {
        HelpPage page = HelpPages.Read(name);
        PSObject help = session.Objects("Get-Help $args[0]", name)[0];
        Assert.Equal(page.Synopsis, Text(help, "Synopsis"));
        Assert.Equal(page.Description, Paragraphs(help, "description"));
        Assert.Equal(page.Notes, string.Join('\n', Items(help, "alertSet", "alert").Select(a => Text(a, "Text"))));
        Assert.Equal(page.Links, Items(help, "relatedLinks", "navigationLink").Select(l => Text(l, "linkText")));
        Assert.Equal(page.Inputs, Items(help, "inputTypes", "inputType").Select(Type));
        Assert.Equal(page.Outputs, Items(help, "returnValues", "returnValue").Select(Type));
        Assert.Equal(page.Examples, Items(help, "examples", "example").Select(e => new HelpExample(
            Text(e, "title").Trim('-', ' '), Text(e, "code"), Paragraphs(e, "remarks").TrimEnd('\n'))));
        Assert.Equal(
            page.Parameters.Select(p => (p.Name, p.Description, p.Default, p.Type, p.Sets[0].PipelineInput)),
            Items(help, "parameters", "parameter").Select(p => (
                Text(p, "name"), Paragraphs(p, "description"), Text(p, "defaultValue"),
                Text(Items(p, "type").Single(), "name"), Text(p, "pipelineInput"))));
        Assert.Equal(
            page.Syntax.Select(s => string.Join(' ', s.Parameters)),
            Items(help, "syntax", "syntaxItem").Select(s => string.Join(' ', Items(s, "parameter").Select(p =>
                (Text(p, "name"), p.Properties["parameterValue"] is null ? null : Text(p, "parameterValue"))))));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_is_complete(string name)
    {
        HelpPage page = HelpPages.Read(name);
        Assert.InRange(page.Examples.Count, 3, 20);
        Assert.All(page.Examples, e => Assert.NotEmpty(e.Code));
        Assert.All(page.Examples, e => Assert.NotEmpty(e.Remarks));
        Assert.All(page.Examples.SelectMany(e => e.Code.Split('\n')), line => Assert.InRange(line.Length, 0, 76));
        Assert.All(page.Parameters, p => Assert.NotEmpty(p.Description));
        Assert.NotEmpty(page.Inputs);
        Assert.NotEmpty(page.Outputs);
        Assert.NotEmpty(page.Links);
        Assert.DoesNotContain("{{", HelpPages.Text(name), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Parameters_are_those_of_the_cmdlet(string name)
    {
        CmdletInfo cmdlet = Command(name);
        HelpPage page = HelpPages.Read(name);
        ParameterMetadata[] own = [.. cmdlet.Parameters.Values.Where(p => !CommonParameters.Contains(p.Name))];
        Assert.Equal(own.Select(p => p.Name).Order(), page.Parameters.Select(p => p.Name).Order());
        foreach (ParameterMetadata parameter in own)
        {
            HelpParameter written = page.Parameters.Single(p => p.Name == parameter.Name);
            Assert.Equal(parameter.ParameterType.ToString(), written.Type);
            Assert.Equal(parameter.Aliases.Order(), written.Aliases.Order());
            Assert.Equal(Sets(cmdlet, parameter.Name).OrderBy(s => s.Name), written.Sets.OrderBy(s => s.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Syntax_is_that_of_the_cmdlet(string name)
    {
        Assert.Equal(
            Command(name).ParameterSets.Select(s => WithoutCommon($"{name} {s}")).Order(),
            HelpPages.Read(name).Syntax.Select(s => WithoutCommon(s.Line)).Order());

        static string WithoutCommon(string line) =>
            line.Replace(" [<CommonParameters>]", "", StringComparison.Ordinal).TrimEnd();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Output_types_are_documented(string name) =>
        Assert.Subset(
            HelpPages.Read(name).Outputs.Select(t => t.Name).ToHashSet(), Command(name).OutputType.Select(t => t.Name).ToHashSet());

    private CmdletInfo Command(string name) => (CmdletInfo)session.Objects("Get-Command $args[0]", name)[0].BaseObject;

    private static IEnumerable<HelpParameterSet> Sets(CmdletInfo cmdlet, string parameter)
    {
        bool everywhere = cmdlet.Parameters[parameter].ParameterSets.ContainsKey(ParameterAttribute.AllParameterSets);
        IEnumerable<HelpParameterSet> sets =
            from set in cmdlet.ParameterSets
            from info in set.Parameters
            where info.Name == parameter
            let position = info.Position < 0 ? "Named" : $"{info.Position}"
            select new HelpParameterSet(
                everywhere ? "(All)" : set.Name, position, info.IsMandatory, info.ValueFromPipeline,
                info.ValueFromPipelineByPropertyName);
        return everywhere ? sets.Take(1) : sets;
    }

    private static HelpType Type(PSObject type) =>
        new(Text(Items(type, "type").Single(), "name"), Paragraphs(type, "description"));

    private static string Paragraphs(PSObject help, string property) =>
        string.Join('\n', Items(help, property).Select(p => Text(p, "Text")));

    private static string Text(PSObject help, string property) =>
        help.Properties[property]?.Value?.ToString()?.Trim() ?? "";

    /// <summary>Follows properties to one object or several.</summary>
    private static IEnumerable<PSObject> Items(PSObject help, params ReadOnlySpan<string> path)
    {
        IEnumerable<PSObject> items = [help];
        foreach (string property in path)
            items = [.. items.SelectMany(item => LanguagePrimitives.GetEnumerable(item.Properties[property]?.Value) is { } many
                ? many.Cast<object>().Select(PSObject.AsPSObject)
                : item.Properties[property]?.Value is { } one ? [PSObject.AsPSObject(one)] : [])];
        return items;
    }
}
