using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>All that came of a script.</summary>
/// <param name="Objects">What it wrote to its output.</param>
/// <param name="Errors">Errors that did not end it.</param>
/// <param name="Terminating">The error that ended it, or null.</param>
/// <param name="Warnings">Its warnings.</param>
/// <param name="Verbose">Its verbose messages.</param>
/// <param name="Progress">Its progress records.</param>
public sealed record ScriptOutcome(
    IReadOnlyList<PSObject> Objects, IReadOnlyList<ErrorRecord> Errors, ErrorRecord? Terminating,
    IReadOnlyList<string> Warnings, IReadOnlyList<string> Verbose, IReadOnlyList<ProgressRecord> Progress)
{
    /// <summary>All errors, the one that ended it last.</summary>
    public IReadOnlyList<ErrorRecord> AllErrors => Terminating is null ? Errors : [.. Errors, Terminating];

    /// <summary>The one error; fails where there is none, or another.</summary>
    public ErrorRecord SingleError => Assert.Single(AllErrors);

    /// <summary>Fails where there is an error.</summary>
    public ScriptOutcome RequireNoError()
    {
        Assert.Empty(AllErrors.Select(e => $"{e.FullyQualifiedErrorId}: {e}"));
        return this;
    }
}
