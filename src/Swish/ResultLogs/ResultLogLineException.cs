namespace Swish.ResultLogs;

/// <summary>
/// The exception for a line of a result log that cannot be read. The reader, which knows the file and the line number,
/// converts it to a <see cref="SwishException"/>.
/// </summary>
internal sealed class ResultLogLineException : Exception
{
    /// <summary>Creates the exception for a damaged line.</summary>
    public ResultLogLineException(string message, Exception? cause) : base(message, cause)
    {
    }

    /// <summary>Creates the exception for a line of another version.</summary>
    public ResultLogLineException(int otherVersion) : base($"its version is {otherVersion}") =>
        OtherVersion = otherVersion;

    /// <summary>
    /// Gets the version of the line if it is not <see cref="ResultLogLine.Version"/>, otherwise null.
    /// </summary>
    public int? OtherVersion { get; }
}
