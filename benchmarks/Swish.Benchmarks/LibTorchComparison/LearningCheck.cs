using System.Globalization;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>
/// Checks that two implementations that start from the same weights and see the same batches learn the same. Rounding
/// makes them diverge slowly; a different computation shows in the first steps.
/// </summary>
/// <param name="Steps">Steps done by each.</param>
/// <param name="OtherLoss">The other's mean loss over the last fifth of them, in nats.</param>
/// <param name="OurLoss">Ours.</param>
/// <param name="Noise">Three standard errors of the mean difference over these steps, and 1 % of the loss.</param>
/// <param name="EarlyDifference">The largest difference between both losses in the first three steps.</param>
internal sealed record LearningCheck(int Steps, double OtherLoss, double OurLoss, double Noise, double EarlyDifference)
{
    private const int EarlySteps = 3;

    /// <summary>
    /// Gets a value indicating whether the losses differ only by rounding in the first steps, and only by noise at the
    /// end.
    /// </summary>
    public bool Passed => EarlyDifference < 1e-4 && Math.Abs(OtherLoss - OurLoss) <= Noise;

    /// <summary>Trains both networks.</summary>
    public static LearningCheck Run(ITraining other, ITraining ours, int steps)
    {
        int tail = Math.Max(1, steps / 5);
        List<double> others = [];
        List<double> differences = [];
        double early = 0;
        for (int step = 0; step < steps; step++)
        {
            double otherLoss = other.StepWithLoss();
            double ourLoss = ours.StepWithLoss();
            if (step < EarlySteps) early = Math.Max(early, Math.Abs(ourLoss - otherLoss));
            if (step < steps - tail) continue;
            others.Add(otherLoss);
            differences.Add(ourLoss - otherLoss);
        }
        double loss = others.Average();
        double difference = differences.Average();
        double variance = differences.Sum(d => (d - difference) * (d - difference)) / Math.Max(1, tail - 1);
        return new(steps, loss, loss + difference, 3 * Math.Sqrt(variance / tail) + 0.01 * loss, early);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"after {Steps} steps libtorch's loss is {OtherLoss:F4}, ours {OurLoss:F4}: {(Passed ? "alike" : "NOT alike")} "
        + $"within {Noise:F4} ({EarlyDifference:E1} in the first steps)");
}
