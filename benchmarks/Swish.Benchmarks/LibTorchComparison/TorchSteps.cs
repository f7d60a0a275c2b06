using TorchSharp;
using static TorchSharp.torch;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Represents a training with libtorch, which frees the tensors of each step together.</summary>
internal abstract class TorchSteps : ITraining
{
    /// <inheritdoc/>
    public void Step()
    {
        using DisposeScope scope = NewDisposeScope();
        ForwardBackward();
        Update();
    }

    /// <inheritdoc/>
    public double StepWithLoss()
    {
        using DisposeScope scope = NewDisposeScope();
        double loss = ForwardBackward().ToDouble();
        Update();
        return loss;
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Computes the gradients of the next batch.</summary>
    /// <returns>The mean loss of the batch.</returns>
    protected abstract Tensor ForwardBackward();

    /// <summary>Updates the parameters.</summary>
    protected abstract void Update();
}
