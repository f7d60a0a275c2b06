namespace Swish.Networks;

/// <summary>Represents what a network should predict for each example of a batch: a class, or a number.</summary>
/// <param name="classes">The label of each example, [batch]; empty for regression.</param>
/// <param name="numbers">The scaled number of each example, [batch]; empty for classes.</param>
internal readonly ref struct BatchLabels(ReadOnlySpan<ushort> classes, ReadOnlySpan<float> numbers)
{
    /// <summary>Gets the label of each example; empty for regression.</summary>
    public ReadOnlySpan<ushort> Classes { get; } = classes;

    /// <summary>Gets the scaled number of each example; empty for classes.</summary>
    public ReadOnlySpan<float> Numbers { get; } = numbers;

    /// <summary>Converts labels of classes.</summary>
    public static implicit operator BatchLabels(ReadOnlySpan<ushort> classes) => new(classes, default);
}
