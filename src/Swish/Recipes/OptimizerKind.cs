namespace Swish.Recipes;

/// <summary>Specifies how weights w are updated from a gradient g. η is the learning rate, μ the momentum.</summary>
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent: w ← w − ηg.</summary>
    SGD,

    /// <summary>SGD with momentum: v ← μv + g, w ← w − ηv (PyTorch's definition).</summary>
    Momentum,

    /// <summary>SGD with Nesterov momentum: v ← μv + g, w ← w − η(g + μv) (PyTorch's definition).</summary>
    Nesterov,

    /// <summary>RMSProp: s ← αs + (1−α)g², w ← w − ηg/(√s + ε), with α = 0.99 and ε = 1e-8.</summary>
    RMSProp,

    /// <summary>Adam (Kingma and Ba 2015) with β₁ = 0.9, β₂ = 0.999, and ε = 1e-8 outside the root.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay: w ← w − ηλw before the step (Loshchilov and Hutter 2019).</summary>
    AdamW,
}
