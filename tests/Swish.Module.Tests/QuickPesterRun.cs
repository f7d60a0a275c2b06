namespace Swish.Module.Tests;

/// <summary>The Pester tests that the quick lane runs.</summary>
public sealed class QuickPesterRun() : PesterRun("ExcludeTag = 'Slow'", "Pester");
