using System.Text.RegularExpressions;

namespace Swish.Module.Tests;

/// <summary>Holds the README to its word: a command that is followed by its output gives that output.</summary>
[Trait("Speed", "Slow")]
public sealed partial class ReadmeTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    public static TheoryData<string, string> Samples
    {
        get
        {
            TheoryData<string, string> samples = [];
            foreach (Match match in Sample().Matches(File.ReadAllText(Path.Combine(BuiltModule.Repository, "README.md"))))
                samples.Add(match.Groups["command"].Value, match.Groups["output"].Value);
            return samples;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Shows_what_really_happens(string command, string output) =>
        Assert.Equal(
            output.Split('\n').Where(line => line.Length > 0),
            session.Lines(command).Where(line => line.Length > 0));

    [GeneratedRegex(@"```powershell\n(?<command>[^`]+)\n```\n\n```text\n(?<output>[^`]+)\n```")]
    private static partial Regex Sample();
}
