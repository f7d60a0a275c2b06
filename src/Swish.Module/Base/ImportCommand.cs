using System.Management.Automation;
using Swish.Module.Parameters;

namespace Swish.Module.Base;

/// <summary>
/// Provides the base class of cmdlets that read files or folders, given by path with wildcards or by literal path. A
/// path that cannot be read is a non-terminating error.
/// </summary>
public abstract class ImportCommand : SwishCommand
{
    /// <summary>The parameter set with <see cref="Path"/>.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set with <see cref="LiteralPath"/>.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Gets or sets the paths to read. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Gets or sets the literal paths to read, without wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public virtual string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        bool literal = ParameterSetName == LiteralPathSet;
        foreach (string path in literal ? LiteralPath : Path)
            Attempt(() =>
            {
                foreach (string found in this.ResolveExisting(path, literal)) Attempt(() => Import(found), found);
            }, path);
    }

    /// <summary>Reads a file or folder and writes what it contains.</summary>
    /// <param name="path">The full path of a file or folder that exists.</param>
    protected abstract void Import(string path);
}
