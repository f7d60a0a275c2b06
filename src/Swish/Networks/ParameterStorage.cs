namespace Swish.Networks;

/// <summary>What is kept of each parameter of a block besides its value.</summary>
/// <param name="MomentCount">How many values the optimizer keeps for it, 0 to 2.</param>
/// <param name="Average">Whether its moving average is kept.</param>
/// <param name="Gradient">Whether its gradient is kept, or used up as it is computed.</param>
internal readonly record struct ParameterStorage(int MomentCount, bool Average, bool Gradient);
