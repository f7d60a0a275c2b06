using Swish.Networks;

namespace Swish.Tests.Reference;

/// <summary>
/// Applies a layer of features to the channels of each position of images, [channel][position], as if each position were
/// an example.
/// </summary>
internal sealed class ReferencePositions(TensorShape shape, IReferenceLayer layer) : IReferenceLayer
{
    private readonly int _positions = shape.Rows * shape.Columns;

    public IReferenceLayer Layer { get; } = layer;

    public IEnumerable<ReferenceParameter> Parameters => Layer.Parameters;

    public double[][] Forward(double[][] input, bool training) => Join(Layer.Forward(Split(input), training));

    public double[][] Backward(double[][] outputGradient) => Join(Layer.Backward(Split(outputGradient)));

    private double[][] Split(double[][] images) =>
    [
        .. images.SelectMany(image => Enumerable.Range(0, _positions).Select(position =>
            Enumerable.Range(0, shape.Channels).Select(c => image[c * _positions + position]).ToArray())),
    ];

    private double[][] Join(double[][] rows) =>
    [
        .. rows.Chunk(_positions).Select(image => Enumerable.Range(0, shape.Channels).SelectMany(
            c => image.Select(row => row[c])).ToArray()),
    ];
}
