namespace Swish.Module.Tests;

/// <summary>Reports the quick tests of the Pester suite, one test for each file.</summary>
public sealed class PesterTests(QuickPesterRun run) : IClassFixture<QuickPesterRun>
{
    public static TheoryData<string> Files => [.. PesterRun.Files(slow: false)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Passes_in_PowerShell(string file) => run.AssertPassed(file);
}
