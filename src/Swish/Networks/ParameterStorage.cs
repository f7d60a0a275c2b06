namespace Swish.Networks;

/// <summary>Specifies what is stored for each parameter of a block in addition to its value.</summary>
/// <param name="MomentCount">The number of moments of the optimizer, 0 to 2.</param>
/// <param name="Average">Whether the moving average is stored.</param>
/// <param name="Gradient">Whether the gradient is stored.</param>
internal readonly record struct ParameterStorage(int MomentCount, bool Average, bool Gradient);
