using Swish.Training.Checkpoints;

namespace Swish.Training;

/// <summary>Records the learning curve of a run.</summary>
/// <param name="run">The run.</param>
internal sealed class LearningCurve(TrainingRun run)
{
    private readonly List<TrainingPoint> _points = [];
    private readonly double[] _epochLosses = new double[Math.Min(run.StepsPerEpoch, run.Steps)];
    private double _lossSum;
    private int _lossCount;

    /// <summary>Gets the points recorded so far.</summary>
    public IReadOnlyList<TrainingPoint> Points => _points;

    /// <summary>Gets the validation accuracy of the last point, or NaN if there is none.</summary>
    public double ValidationAccuracy => _points.Count > 0 ? _points[^1].ValidationAccuracy : double.NaN;

    /// <summary>Gets the mean loss of the last epoch's batches, or of all batches if there were fewer.</summary>
    public double LastEpochLoss
    {
        get
        {
            int count = Math.Min(run.StepsDone, _epochLosses.Length);
            double sum = 0;
            for (int i = 0; i < count; i++) sum += _epochLosses[i];
            return count > 0 ? sum / count : double.NaN;
        }
    }

    /// <summary>Records the loss of the last step.</summary>
    public void AddStep()
    {
        _lossSum += run.Loss;
        _lossCount++;
        _epochLosses[(run.StepsDone - 1) % _epochLosses.Length] = run.Loss;
    }

    /// <summary>Evaluates the network on the validation set, and adds a point.</summary>
    /// <returns>The point.</returns>
    public TrainingPoint AddPoint()
    {
        RunEvaluation validation = run.Validate();
        _points.Add(new(
            run.StepsDone, (double)run.StepsDone / run.StepsPerEpoch, run.LearningRate, _lossSum / _lossCount,
            validation.Loss, validation.Accuracy));
        _lossSum = 0;
        _lossCount = 0;
        return _points[^1];
    }

    /// <summary>Determines whether a checkpoint has as many losses as this curve keeps.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <returns>True if it has.</returns>
    public bool Fits(Checkpoint checkpoint) => checkpoint.EpochLosses.Length == _epochLosses.Length;

    /// <summary>Adds the curve to a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <returns>The checkpoint with the curve.</returns>
    public Checkpoint Save(Checkpoint checkpoint) => checkpoint with
    {
        Points = [.. _points],
        EpochLosses = [.. _epochLosses],
        LossSum = _lossSum,
        LossCount = _lossCount,
    };

    /// <summary>Continues the curve of a checkpoint.</summary>
    /// <param name="checkpoint">A checkpoint that fits.</param>
    public void Resume(Checkpoint checkpoint)
    {
        _points.AddRange(checkpoint.Points);
        checkpoint.EpochLosses.CopyTo(_epochLosses, 0);
        _lossSum = checkpoint.LossSum;
        _lossCount = checkpoint.LossCount;
    }
}
