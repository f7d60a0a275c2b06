using System.Text.RegularExpressions;

namespace Swish.Module.Tests;

/// <summary>The tests that the tables of docs/reliability.md name are there under these names.</summary>
public sealed partial class NamedTestsTests
{
    public static TheoryData<string, string> Named
    {
        get
        {
            TheoryData<string, string> named = [];
            string page = File.ReadAllText(Path.Combine(BuiltModule.Repository, "docs", "reliability.md"));
            string type = "";
            foreach (Match match in Name().Matches(page))
            {
                // `…Method` goes on with the class named last
                if (match.Groups["class"].Success) type = match.Groups["class"].Value;
                named.Add(type, match.Groups["method"].Value);
            }
            return named;
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void A_test_that_a_table_names_exists(string type, string method)
    {
        string tests = Path.Combine(BuiltModule.Repository, "tests");
        string source = string.Concat(
            Directory.EnumerateFiles(tests, type + ".cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.NotEqual("", source);
        if (method.Length > 0) Assert.Matches($@"public \S+ {method}\(", source);
    }

    [GeneratedRegex(@"`(?:(?<class>[A-Z][A-Za-z]+Tests)|…)(?:\.?(?<method>[A-Z][A-Za-z]*_[A-Za-z_]+))?`")]
    private static partial Regex Name();
}
