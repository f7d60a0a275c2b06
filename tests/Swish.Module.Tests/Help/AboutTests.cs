using System.Text.RegularExpressions;

namespace Swish.Module.Tests.Help;

/// <summary>The about topics name all that there is.</summary>
public sealed partial class AboutTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private static readonly string Folder = Path.Combine(BuiltModule.Folder, "en-US");

    public static TheoryData<string> Topics =>
        [.. Directory.GetFiles(Folder, "about_*.help.txt").Select(f => Path.GetFileName(f).Split('.')[0])];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topic_is_found_and_fits_a_terminal(string topic)
    {
        string text = Read(topic);
        Assert.Contains(topic, session.Objects("Get-Help $args[0]", topic)[0].ToString(), StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Every_error_id_is_documented()
    {
        string errors = Read("about_Swish").Split("\nERRORS\n")[1].Split("\nNOTES\n")[0];
        HashSet<string> documented = [.. ErrorName().Matches(errors).Select(m => m.Value)];
        Assert.All(ErrorIds(), id => Assert.Contains(id, documented));
    }

    [Fact]
    public void No_error_id_is_documented_that_there_is_not()
    {
        string errors = Read("about_Swish").Split("\nERRORS\n")[1].Split("\nNOTES\n")[0];
        IEnumerable<string> listed = ListedId().Matches(errors).Select(m => m.Groups[1].Value)
            .Where(name => name != "ParameterArgumentValidationError");
        Assert.All(listed, id => Assert.Contains(id, ErrorIds()));
    }

    [Fact]
    public void Every_recipe_is_described()
    {
        string text = Read("about_Swish_Recipes");
        foreach (string name in session.Values<string>("Get-SwishRecipe", "Name"))
            Assert.Contains($"\n{name.ToUpperInvariant()}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_activation_is_described()
    {
        string text = Read("about_Swish_Activations");
        const string format = "ForEach-Object { '    {0,-14} {1}' -f $_.Name, $_.Formula }";
        foreach (string list in (string[])["Get-Activation", "Get-Activation -Gate"])
            foreach (object line in session.Objects($"{list} | {format}"))
                Assert.Contains(line.ToString()!, text, StringComparison.Ordinal);
    }

    private static string Read(string topic) => File.ReadAllText(Path.Combine(Folder, topic + ".help.txt"));

    /// <summary>The ids of all errors in the sources, also those made of the name of a setting or an option.</summary>
    private HashSet<string> ErrorIds()
    {
        HashSet<string> ids =
        [
            "InvalidExpression", "InvalidWidth",
            // The library is loaded when a cmdlet first needs it.
            .. session.Objects("$null = Get-Activation Swish; [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'Swish' })[0]"
                + ".GetType('Swish.Recipes.RecipeSettings').GetProperty('All').GetValue($null).Name")
                .Select(name => $"Invalid{name}").Where(id => id != "InvalidHiddenLayers"),
        ];
        foreach (string file in Directory.GetFiles(Path.Combine(BuiltModule.Repository, "src"), "*.cs", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            ids.UnionWith(WrittenId().Matches(text).Select(m => m.Groups[1].Value));
            ids.UnionWith(CheckedField().Matches(text).Select(m => "Invalid" + m.Groups[1].Value));
        }
        return ids;
    }

    [GeneratedRegex("""
        "([A-Z][A-Za-z0-9]+)",\s*ErrorKind\.
        """)]
    private static partial Regex WrittenId();

    [GeneratedRegex("""
        \b(?:RequirePositive)\((?:"|nameof\(\w+\.)([A-Z][A-Za-z0-9]+)[")]
        """)]
    private static partial Regex CheckedField();

    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Z0-9][A-Za-z0-9]*\b")]
    private static partial Regex ErrorName();

    [GeneratedRegex(@"^    ([A-Z][a-z]+[A-Z0-9][A-Za-z0-9]*)(?:  |$)", RegexOptions.Multiline)]
    private static partial Regex ListedId();
}
