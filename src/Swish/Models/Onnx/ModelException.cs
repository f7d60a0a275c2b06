namespace Swish.Models.Onnx;

/// <summary>Says why an ONNX model cannot be read; the reader of the file adds its path.</summary>
/// <param name="message">The reason, as the end of a sentence.</param>
/// <param name="cause">The cause, or null.</param>
internal sealed class ModelException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Gets whether another program wrote the file.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Gets the version of the file, if it is not supported.</summary>
    public int? Version { get; init; }
}
