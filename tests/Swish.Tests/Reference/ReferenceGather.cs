namespace Swish.Tests.Reference;

/// <summary>
/// Each output is the mean of some inputs, or zero if it has none: the means of the channels, or the shortcut without
/// parameters.
/// </summary>
internal sealed class ReferenceGather(int inputs, IReadOnlyList<int[]> sources) : IReferenceLayer
{
    public IEnumerable<ReferenceParameter> Parameters => [];

    public double[][] Forward(double[][] input, bool training) =>
        [.. input.Select(row => sources.Select(own => own.Length == 0 ? 0 : own.Average(i => row[i])).ToArray())];

    public double[][] Backward(double[][] outputGradient) =>
    [
        .. outputGradient.Select(error =>
        {
            double[] gradient = new double[inputs];
            for (int i = 0; i < sources.Count; i++)
                foreach (int source in sources[i]) gradient[source] += error[i] / sources[i].Length;
            return gradient;
        }),
    ];
}
