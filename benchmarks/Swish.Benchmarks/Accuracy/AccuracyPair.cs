namespace Swish.Benchmarks.Accuracy;

/// <summary>Represents a network that both sides trained with the same seed.</summary>
/// <param name="Seed">The seed of the initial weights, the batches and the augmentation.</param>
/// <param name="Ours">The share of the test images that our network classifies correctly.</param>
/// <param name="Other">That of libtorch's.</param>
/// <param name="EarlyDifferences">How far both losses are apart in each of the first steps, in nats.</param>
/// <param name="Transferred">The share that libtorch classifies correctly with the parameters that we trained.</param>
/// <param name="StepDifference">
/// The largest difference between the parameters after one step of both from the same state, at several places of our
/// training, relative to the largest parameter of the block.
/// </param>
/// <param name="OurTime">The time of our training, without the test.</param>
/// <param name="OtherTime">That of libtorch's.</param>
internal sealed record AccuracyPair(
    int Seed, double Ours, double Other, double[] EarlyDifferences, double Transferred, double StepDifference,
    TimeSpan OurTime, TimeSpan OtherTime)
{
    public double Difference => Ours - Other;
}
