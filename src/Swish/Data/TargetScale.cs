namespace Swish.Data;

/// <summary>
/// Represents the scaling of the numbers that a network learns to predict: (t − offset)/divisor has mean 0 and standard
/// deviation 1 over the examples that are trained on, so that the learning rate does not depend on their unit.
/// </summary>
/// <param name="Offset">The mean of the targets.</param>
/// <param name="Divisor">The standard deviation of the targets; 1 if all are equal.</param>
public sealed record TargetScale(double Offset, double Divisor)
{
    /// <summary>Gets the scaling that changes nothing.</summary>
    public static TargetScale None { get; } = new(0, 1);

    /// <summary>Computes the scaling of a run, in double precision and ascending order.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="first">The index of the first example that is trained on.</param>
    /// <returns>The scaling; <see cref="None"/> if the data set has classes.</returns>
    public static TargetScale Of(Dataset dataset, int first)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (!dataset.IsRegression) return None;
        ReadOnlySpan<float> targets = dataset.Training.Targets[first..];
        double sum = 0, squares = 0;
        foreach (float target in targets) sum += target;
        double mean = sum / targets.Length;
        foreach (float target in targets) squares += (target - mean) * (target - mean);
        double deviation = Math.Sqrt(squares / targets.Length);
        return new(mean, deviation > Math.Abs(mean) * 1e-12 ? deviation : 1);
    }

    /// <summary>Scales a number to predict.</summary>
    /// <param name="target">The number.</param>
    /// <returns>The scaled number.</returns>
    public float Scale(float target) => (float)((target - Offset) / Divisor);
}
