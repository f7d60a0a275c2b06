namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Represents a training run that advances step by step.</summary>
internal interface ITraining : IDisposable
{
    /// <summary>Does one training step without reading the loss.</summary>
    void Step();

    /// <summary>Does one training step and returns the loss.</summary>
    /// <returns>The batch's mean cross-entropy before the step, without penalties, in nats.</returns>
    double StepWithLoss();
}
