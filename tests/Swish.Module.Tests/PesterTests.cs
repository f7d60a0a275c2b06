namespace Swish.Module.Tests;

/// <summary>Reports the Pester suite, a test a file; skipped where there is no PowerShell or no Pester.</summary>
public sealed class PesterTests(PesterRun run) : IClassFixture<PesterRun>
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(PesterRun.Folder, "*.Tests.ps1").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Passes_in_PowerShell(string file)
    {
        Assert.SkipWhen(run.SkipReason is not null, run.SkipReason ?? "");
        // Said as the message of the failure: an assertion on the text would show its first words alone.
        if (run.Failure(file) is { } failure) Assert.Fail(failure);
    }
}
