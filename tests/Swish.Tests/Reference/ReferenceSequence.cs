namespace Swish.Tests.Reference;

/// <summary>Layers one after another; none is the identity.</summary>
internal sealed class ReferenceSequence(IReadOnlyList<IReferenceLayer> layers) : IReferenceLayer
{
    public IReadOnlyList<IReferenceLayer> Layers { get; } = layers;

    public IEnumerable<ReferenceParameter> Parameters => Layers.SelectMany(layer => layer.Parameters);

    public double[][] Forward(double[][] input, bool training) =>
        Layers.Aggregate(input, (rows, layer) => layer.Forward(rows, training));

    public double[][] Backward(double[][] outputGradient) =>
        Layers.Reverse().Aggregate(outputGradient, (rows, layer) => layer.Backward(rows));
}
