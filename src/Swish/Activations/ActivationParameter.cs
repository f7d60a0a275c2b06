namespace Swish.Activations;

/// <summary>A constant of an activation, such as β in x·σ(βx).</summary>
/// <param name="Name">Its name in ASCII, such as <c>beta</c>.</param>
/// <param name="Value">Its value, or the initial one where it is trained.</param>
/// <param name="Sharing">Whether and how it is trained.</param>
public sealed record ActivationParameter(string Name, double Value, ParameterSharing Sharing)
{
    /// <summary>Name and value, as in <c>beta=1.5</c>; behind a trained one <c> (trained)</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Name}={Value}{(Sharing == ParameterSharing.Fixed ? "" : " (trained)")}");
}
