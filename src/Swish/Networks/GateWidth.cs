namespace Swish.Networks;

/// <summary>
/// Specifies the width of hidden layers with a gate, which have two weight matrices instead of one.
/// </summary>
public enum GateWidth
{
    /// <summary>
    /// All hidden layers are narrower by a common factor, with which the network has as nearly as possible as many
    /// weights and biases as with an ordinary activation. In the feed-forward block of a transformer, that factor is
    /// 2/3 (Shazeer 2020).
    /// </summary>
    EqualParameters,

    /// <summary>The hidden layers have the width that the recipe says, and about twice as many parameters.</summary>
    Unchanged,
}
