namespace Swish.ResultLogs;

/// <summary>
/// A line that is no run; whoever knows the file and the line's number makes a <see cref="SwishException"/> of it.
/// </summary>
internal sealed class ResultLogLineException : Exception
{
    /// <summary>A damaged line.</summary>
    public ResultLogLineException(string message, Exception? cause) : base(message, cause)
    {
    }

    /// <summary>A line of another version.</summary>
    public ResultLogLineException(int otherVersion) : base($"its version is {otherVersion}") =>
        OtherVersion = otherVersion;

    /// <summary>The version that the line says it has, where it is not ours.</summary>
    public int? OtherVersion { get; }
}
