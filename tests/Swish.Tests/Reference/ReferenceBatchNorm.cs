namespace Swish.Tests.Reference;

/// <summary>
/// Batch normalization as PyTorch defines it: in training y = γ(x − mean)/√(var + ε) + β with the batch's mean and
/// biased
/// variance, while the running statistics move by a tenth toward the batch's mean and unbiased variance (of a batch of
/// one: the biased one); in evaluation with the running statistics.
/// </summary>
internal sealed class ReferenceBatchNorm(int layer, int units, bool fixedScale = false) : IReferenceLayer
{
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    private readonly double[] _inverseStd = new double[units];
    private double[][] _normalized = [];

    public ReferenceParameter Scale { get; } =
        new(ParameterKind.NormScale, layer, [.. Enumerable.Repeat(1.0, units)]);

    public ReferenceParameter Shift { get; } = new(ParameterKind.NormShift, layer, new double[units]);

    public double[] RunningMean { get; } = new double[units];

    public double[] RunningVariance { get; } = [.. Enumerable.Repeat(1.0, units)];

    public IEnumerable<ReferenceParameter> Parameters => fixedScale ? [Shift] : [Scale, Shift];

    public double[][] Forward(double[][] input, bool training)
    {
        int count = input.Length;
        _normalized = [.. input.Select(row => new double[row.Length])];
        double[][] output = [.. input.Select(row => new double[row.Length])];
        for (int unit = 0; unit < units; unit++)
        {
            double mean = RunningMean[unit];
            double variance = RunningVariance[unit];
            if (training)
            {
                mean = input.Average(row => row[unit]);
                variance = input.Average(row => (row[unit] - mean) * (row[unit] - mean));
                RunningMean[unit] += Momentum * (mean - RunningMean[unit]);
                RunningVariance[unit] += Momentum * (variance * count / Math.Max(1, count - 1) - RunningVariance[unit]);
            }
            _inverseStd[unit] = 1 / Math.Sqrt(variance + Epsilon);
            for (int n = 0; n < count; n++)
            {
                _normalized[n][unit] = (input[n][unit] - mean) * _inverseStd[unit];
                output[n][unit] = Scale.Value[unit] * _normalized[n][unit] + Shift.Value[unit];
            }
        }
        return output;
    }

    /// <summary>Back through a training pass: mean and variance depend on each example of the batch.</summary>
    public double[][] Backward(double[][] outputGradient)
    {
        int count = outputGradient.Length;
        double[][] inputGradient = [.. outputGradient.Select(row => new double[row.Length])];
        for (int unit = 0; unit < units; unit++)
        {
            double sum = 0;
            double sumTimesNormalized = 0;
            for (int n = 0; n < count; n++)
            {
                sum += outputGradient[n][unit];
                sumTimesNormalized += outputGradient[n][unit] * _normalized[n][unit];
            }
            Shift.Gradient[unit] = sum;
            Scale.Gradient[unit] = sumTimesNormalized;
            for (int n = 0; n < count; n++)
            {
                double centered =
                    outputGradient[n][unit] - sum / count - _normalized[n][unit] * sumTimesNormalized / count;
                inputGradient[n][unit] = Scale.Value[unit] * _inverseStd[unit] * centered;
            }
        }
        return inputGradient;
    }
}
