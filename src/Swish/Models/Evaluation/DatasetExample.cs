using Swish.Data;

namespace Swish.Models.Evaluation;

/// <summary>
/// Represents an example of a data set as the flat row of a table, without copying its inputs until they are read.
/// Immutable.
/// </summary>
public sealed record DatasetExample
{
    private readonly Dataset _dataset;
    private readonly ExampleSet _examples;

    private DatasetExample(Dataset dataset, DatasetPart part, int index)
    {
        _dataset = dataset;
        _examples = ExamplesOf(dataset, part);
        Part = part.ToString();
        Index = index;
    }

    /// <summary>Gets the part of the data set: the name of a <see cref="DatasetPart"/>.</summary>
    public string Part { get; }

    /// <summary>Gets the index of the example in its part, from 0.</summary>
    public int Index { get; }

    /// <summary>Gets the name of the class; null if there is a number to predict.</summary>
    public string? Label => Class is int label ? _dataset.ClassNames[label] : null;

    /// <summary>Gets the number of the class, from 0; null if there is a number to predict.</summary>
    public int? Class => _examples.HasTargets ? null : _examples.Labels[Index];

    /// <summary>Gets the number to predict; null if there is a class.</summary>
    public double? Target => _examples.HasTargets ? _examples.Targets[Index] : null;

    /// <summary>Gets the name of the data set.</summary>
    public string Dataset => _dataset.Name;

    /// <summary>
    /// Gets the inputs before they are scaled: features, or pixels [channels, rows, columns] from the top left, 0 to 255
    /// if they are bytes. Each use copies them.
    /// </summary>
    public IReadOnlyList<float> Inputs => new DelimitedList<float>(
        _examples.HasBytes ? [.. _examples.ByteRow(Index).ToArray().Select(b => (float)b)] : _examples.FloatRow(Index).ToArray());

    /// <summary>Gets an example.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="part">The part of it.</param>
    /// <param name="index">The index of the example, from 0.</param>
    /// <returns>The example.</returns>
    /// <exception cref="SwishException">There is no such example (ExampleNotFound).</exception>
    public static DatasetExample Of(Dataset dataset, DatasetPart part, int index)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        int count = ExamplesOf(dataset, part).Count;
        return index >= 0 && index < count
            ? new(dataset, part, index)
            : throw new SwishException("ExampleNotFound", ErrorKind.NotFound,
                FormattableString.Invariant(
                    $"{dataset.Name} has {count} {(part == DatasetPart.Test ? "test" : "training")} examples, from 0 to ")
                + FormattableString.Invariant($"{count - 1}; there is none at {index}."), index);
    }

    /// <summary>Gets the number of examples of a part of a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="part">The part of it.</param>
    /// <returns>The number.</returns>
    public static int CountOf(Dataset dataset, DatasetPart part)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return ExamplesOf(dataset, part).Count;
    }

    /// <summary>
    /// Gets the picture. This is a method because PowerShell shows properties as columns.
    /// </summary>
    /// <returns>The picture; null if the example is not one.</returns>
    public ExampleImage? GetImage() =>
        _dataset.Shape.IsImage ? ExampleImage.Of(_examples, Index, _dataset.Shape) : null;

    private static ExampleSet ExamplesOf(Dataset dataset, DatasetPart part) =>
        part == DatasetPart.Training ? dataset.Training : dataset.Test;
}
