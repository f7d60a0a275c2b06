using Swish.Activations;
using Swish.Expressions.Text;

namespace Swish.Networks.Architectures.Language;

/// <summary>Represents a string in which a network is described.</summary>
/// <param name="text">The whole text.</param>
internal sealed class NetworkText(string text) : INetworkSource
{
    /// <inheritdoc/>
    public Activation ParseActivation(string text) => ActivationCatalog.Parse(text);

    /// <inheritdoc/>
    public SwishException CreateError(SourceSpan span, string sentence, string errorId, ErrorKind kind) =>
        new(errorId, kind, SourceUnderline.Format(text, span.Start, span.Length, Sentence(sentence)), text);

    /// <summary>Begins a sentence with a capital letter and ends it with a period.</summary>
    private static string Sentence(string text) =>
        char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' or '!' ? "" : ".");
}
