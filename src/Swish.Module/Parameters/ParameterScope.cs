namespace Swish.Module.Parameters;

/// <summary>Specifies how a learnable parameter is shared.</summary>
public enum ParameterScope
{
    /// <summary>Each layer has its own value.</summary>
    Layer,

    /// <summary>Each unit has its own value.</summary>
    Unit,
}
