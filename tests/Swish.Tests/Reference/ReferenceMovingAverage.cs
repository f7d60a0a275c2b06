namespace Swish.Tests.Reference;

/// <summary>
/// The moving average of parameters with TensorFlow's ramp: a ← d·a + (1 − d)·w with d = min(decay, (1 + t)/(10 + t)),
/// t the steps done, the one just done included.
/// </summary>
internal sealed class ReferenceMovingAverage(IReadOnlyList<ReferenceParameter> parameters, double decay)
{
    /// <summary>The averages, in the parameters' order; they start at the parameters' values.</summary>
    public IReadOnlyList<double[]> Values { get; } = [.. parameters.Select(p => (double[])p.Value.Clone())];

    public void Update(int stepsDone)
    {
        double d = Math.Min(decay, (1.0 + stepsDone) / (10.0 + stepsDone));
        for (int p = 0; p < parameters.Count; p++)
            for (int i = 0; i < Values[p].Length; i++)
                Values[p][i] = d * Values[p][i] + (1 - d) * parameters[p].Value[i];
    }
}
