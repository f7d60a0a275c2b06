namespace Swish.Activations;

/// <summary>Specifies whether a parameter of an activation is learnable, and how it is shared.</summary>
public enum ParameterSharing
{
    /// <summary>The parameter is not learnable.</summary>
    Fixed,

    /// <summary>The parameter is learnable, and all units of a layer share it.</summary>
    Layer,

    /// <summary>The parameter is learnable, and each unit has its own.</summary>
    Unit,
}
