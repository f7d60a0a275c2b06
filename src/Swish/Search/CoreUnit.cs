namespace Swish.Search;

/// <summary>
/// Represents a core unit b(u₁(·), u₂(·)), where each dot is x or the output of another core unit (Ramachandran, Zoph
/// and Le, "Searching for activation functions", 2017).
/// </summary>
/// <param name="Binary">The binary function b.</param>
/// <param name="First">The unary function u₁.</param>
/// <param name="FirstInput">The core unit that u₁ is applied to; null applies it to x.</param>
/// <param name="Second">The unary function u₂.</param>
/// <param name="SecondInput">The core unit that u₂ is applied to; null applies it to x.</param>
internal sealed record CoreUnit(
    BinaryFunction Binary, UnaryFunction First, CoreUnit? FirstInput, UnaryFunction Second, CoreUnit? SecondInput);
