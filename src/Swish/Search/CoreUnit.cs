namespace Swish.Search;

/// <summary>b(u₁(·), u₂(·)), where each dot is x or the output of another core unit.</summary>
/// <param name="Binary">b.</param>
/// <param name="First">u₁.</param>
/// <param name="FirstInput">What u₁ is applied to; null: x.</param>
/// <param name="Second">u₂.</param>
/// <param name="SecondInput">What u₂ is applied to; null: x.</param>
internal sealed record CoreUnit(
    BinaryFunction Binary, UnaryFunction First, CoreUnit? FirstInput, UnaryFunction Second, CoreUnit? SecondInput);
