namespace Swish.Kernels.Optimizers;

/// <summary>Contains the factors of Adam's update rule in a step.</summary>
/// <param name="Rate">η/(1 − β₁ᵗ).</param>
/// <param name="Correction">1/√(1 − β₂ᵗ).</param>
/// <param name="Keep">1 − ηλ with AdamW's λ; 1 without decay.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Rest1">1 − β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Rest2">1 − β₂.</param>
/// <param name="Epsilon">ε, outside the root.</param>
internal readonly record struct AdamConstants(
    float Rate, float Correction, float Keep, float Beta1, float Rest1, float Beta2, float Rest2, float Epsilon);
