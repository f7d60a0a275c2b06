namespace Swish.Tests.Reference;

/// <summary>Layers one after another; with <paramref name="residual"/> the input is added to what comes out.</summary>
internal sealed class ReferenceSequence(IReadOnlyList<IReferenceLayer> layers, bool residual) : IReferenceLayer
{
    public IReadOnlyList<IReferenceLayer> Layers { get; } = layers;

    public IEnumerable<ReferenceParameter> Parameters => Layers.SelectMany(layer => layer.Parameters);

    public double[][] Forward(double[][] input, bool training)
    {
        double[][] output = Layers.Aggregate(input, (rows, layer) => layer.Forward(rows, training));
        return residual ? Sum(input, output) : output;
    }

    public double[][] Backward(double[][] outputGradient)
    {
        double[][] inputGradient = Layers.Reverse().Aggregate(outputGradient, (rows, layer) => layer.Backward(rows));
        return residual ? Sum(outputGradient, inputGradient) : inputGradient;
    }

    private static double[][] Sum(double[][] a, double[][] b) =>
        [.. a.Zip(b, (p, q) => p.Zip(q, (x, y) => x + y).ToArray())];
}
