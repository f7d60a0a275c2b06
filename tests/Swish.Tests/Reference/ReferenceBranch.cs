namespace Swish.Tests.Reference;

/// <summary>Branches that read one input; their outputs are concatenated.</summary>
internal sealed class ReferenceBranch(IReadOnlyList<IReferenceLayer> bodies) : IReferenceLayer
{
    private int[] _widths = [];

    public IReadOnlyList<IReferenceLayer> Bodies { get; } = bodies;

    public IEnumerable<ReferenceParameter> Parameters => Bodies.SelectMany(body => body.Parameters);

    public double[][] Forward(double[][] input, bool training)
    {
        double[][][] outputs = [.. Bodies.Select(body => body.Forward(input, training))];
        _widths = [.. outputs.Select(output => output[0].Length)];
        return [.. input.Select((_, n) => outputs.SelectMany(output => output[n]).ToArray())];
    }

    public double[][] Backward(double[][] outputGradient)
    {
        int start = 0;
        List<double[][]> gradients = [];
        for (int i = 0; i < _widths.Length; i++)
        {
            Range own = start..(start + _widths[i]);
            gradients.Add(Bodies[i].Backward([.. outputGradient.Select(row => row[own])]));
            start += _widths[i];
        }
        return gradients.Aggregate(ReferenceResidual.Sum);
    }
}
