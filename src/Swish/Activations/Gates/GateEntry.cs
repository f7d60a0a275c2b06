namespace Swish.Activations.Gates;

/// <summary>Represents a gate x·g(y) that has a name.</summary>
/// <param name="Info">The description of the gate.</param>
/// <param name="Activation">The name of the activation g in the catalog of activations.</param>
internal sealed record GateEntry(ActivationInfo Info, string Activation);
