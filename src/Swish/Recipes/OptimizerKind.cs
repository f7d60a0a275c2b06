namespace Swish.Recipes;

/// <summary>The rules that turn a gradient g into a step. η is the learning rate, μ the momentum.</summary>
public enum OptimizerKind
{
    /// <summary>w ← w − ηg.</summary>
    SGD,

    /// <summary>v ← μv + g, w ← w − ηv (PyTorch's form).</summary>
    Momentum,

    /// <summary>v ← μv + g, w ← w − η(g + μv) (PyTorch's form).</summary>
    Nesterov,

    /// <summary>s ← αs + (1−α)g², w ← w − ηg/(√s + ε), α = 0.99, ε = 1e-8.</summary>
    RMSProp,

    /// <summary>Kingma and Ba 2015, β₁ = 0.9, β₂ = 0.999, ε = 1e-8 outside the root.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay: w ← w − ηλw before the step (Loshchilov and Hutter 2019).</summary>
    AdamW,
}
