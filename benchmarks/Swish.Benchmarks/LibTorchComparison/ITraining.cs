namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>A run of some implementation that can be taken forward step by step.</summary>
internal interface ITraining : IDisposable
{
    /// <summary>One step of training, loss unread.</summary>
    void Step();

    /// <summary>Returns one step of training.</summary>
    /// <returns>The batch's mean cross-entropy before the step, without penalties, in nats.</returns>
    double StepWithLoss();
}
