using Swish.Networks;

namespace Swish.Training;

/// <summary>
/// Ends a run after a number of evaluations in a row without a smaller validation loss, and keeps the network with the
/// smallest one, as EarlyStopping of Keras does with restore_best_weights.
/// </summary>
/// <param name="network">The network in training.</param>
/// <param name="patience">The number of evaluations, 1 or more.</param>
internal sealed class EarlyStopping(Network network, int patience)
{
    private int _evaluations;

    /// <summary>Gets the evaluation with the smallest validation loss; null if no loss was finite.</summary>
    public TrainingPoint? BestPoint { get; private set; }

    /// <summary>Gets the network at <see cref="BestPoint"/>.</summary>
    public NetworkSnapshot? BestNetwork { get; private set; }

    /// <summary>Gets whether the run should end.</summary>
    public bool IsDone => _evaluations >= patience;

    /// <summary>Compares an evaluation with those before.</summary>
    /// <param name="point">The evaluation of the network as it is now.</param>
    public void Add(TrainingPoint point)
    {
        if (IsBest(point)) BestNetwork = NetworkSnapshot.Capture(network);
    }

    /// <summary>Continues after the evaluations of an earlier process.</summary>
    /// <param name="points">The learning curve so far.</param>
    /// <param name="best">The network with the smallest validation loss; null if no loss was finite.</param>
    public void Resume(IReadOnlyList<TrainingPoint> points, NetworkSnapshot? best)
    {
        foreach (TrainingPoint point in points) IsBest(point);
        BestNetwork = best;
    }

    /// <summary>Sets the network to that of the best evaluation.</summary>
    public void RestoreBest() => BestNetwork?.Restore(network, withMoments: false);

    private bool IsBest(TrainingPoint point)
    {
        // A loss that is NaN is not smaller than infinity.
        bool isBest = point.ValidationLoss < (BestPoint?.ValidationLoss ?? double.PositiveInfinity);
        _evaluations = isBest ? 0 : _evaluations + 1;
        if (isBest) BestPoint = point;
        return isBest;
    }
}
