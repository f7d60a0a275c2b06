namespace Swish.Analysis.Reports;

/// <summary>Represents an example for which a network is wrong.</summary>
/// <param name="Index">The index of the example among the test examples, from 0.</param>
/// <param name="Label">The name of its class, or its number.</param>
/// <param name="Predicted">The class or number that the network predicts.</param>
/// <param name="Probability">The probability that the network assigns to its class, 0 to 1; NaN for a number.</param>
/// <param name="Image">The picture as a data URI; null if the example is not one.</param>
public sealed record NetworkError(int Index, string Label, string Predicted, double Probability, string? Image);
