using Swish.Activations;

namespace Swish.Networks.Architectures.Language;

/// <summary>Represents the text in which a network is described: a string, or a script block.</summary>
public interface INetworkSource
{
    /// <summary>Parses the text of an activation.</summary>
    /// <param name="text">The text, such as <c>Swish(beta=1.5)</c>.</param>
    /// <returns>The activation.</returns>
    /// <exception cref="SwishException">The text is not that of an activation.</exception>
    Activation ParseActivation(string text);

    /// <summary>Creates an error whose message underlines a part of the text.</summary>
    /// <param name="span">The part.</param>
    /// <param name="sentence">What is wrong, and what would be right.</param>
    /// <param name="errorId">The id of the error.</param>
    /// <param name="kind">The kind of the error.</param>
    /// <returns>The error.</returns>
    SwishException CreateError(SourceSpan span, string sentence, string errorId, ErrorKind kind);
}
