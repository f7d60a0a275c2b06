namespace Swish.Module.Tests;

/// <summary>Reports the slow tests of the Pester suite, one test for each file that has some.</summary>
[Trait("Speed", "Slow")]
public sealed class SlowPesterTests(SlowPesterRun run) : IClassFixture<SlowPesterRun>
{
    public static TheoryData<string> Files => [.. PesterRun.Files(slow: true)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Passes_in_PowerShell(string file) => run.AssertPassed(file);
}
