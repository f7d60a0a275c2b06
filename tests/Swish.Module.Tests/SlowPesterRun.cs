namespace Swish.Module.Tests;

/// <summary>The Pester tests with the tag Slow.</summary>
public sealed class SlowPesterRun() : PesterRun("Tag = 'Slow'", "Pester.Slow");
