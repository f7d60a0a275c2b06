namespace Swish.Activations;

/// <summary>Represents a parameter of an activation, such as β in x·σ(βx).</summary>
/// <param name="Name">The name in ASCII, such as <c>beta</c>.</param>
/// <param name="Value">The value, which is the initial value of a learnable parameter.</param>
/// <param name="Sharing">Whether the parameter is learnable, and how it is shared.</param>
public sealed record ActivationParameter(string Name, double Value, ParameterSharing Sharing)
{
    /// <summary>
    /// Formats name and value, such as <c>beta=1.5</c>, followed by <c> (trained)</c> for a learnable parameter.
    /// </summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{Name}={Value}{(Sharing == ParameterSharing.Fixed ? "" : " (trained)")}");
}
