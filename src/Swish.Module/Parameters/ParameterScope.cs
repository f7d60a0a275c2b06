namespace Swish.Module.Parameters;

/// <summary>How many of a trained parameter there are.</summary>
public enum ParameterScope
{
    /// <summary>One a layer.</summary>
    Layer,

    /// <summary>One a unit.</summary>
    Unit,
}
