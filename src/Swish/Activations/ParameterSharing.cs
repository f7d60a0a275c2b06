namespace Swish.Activations;

/// <summary>Whether a constant of an activation is trained, and how many of it there are.</summary>
public enum ParameterSharing
{
    /// <summary>It stays what it is.</summary>
    Fixed,

    /// <summary>One a layer is trained.</summary>
    Layer,

    /// <summary>One a unit is trained.</summary>
    Unit,
}
