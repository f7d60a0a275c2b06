using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>What a thread needs while it works on a panel; sized so that it stays in the core's cache.</summary>
/// <param name="largestOutputs">The widest layer's outputs.</param>
/// <param name="batchSize">Examples of a batch.</param>
internal sealed class WorkerScratch(int largestOutputs, int batchSize)
{
    private readonly PanelBuffer _transposed = new(Panel.Width, largestOutputs);
    private readonly PanelBuffer _errors = new(batchSize, Panel.Width);
    private readonly PanelBuffer _gradient = new(Panel.Width, Panel.Width);

    /// <summary>One panel's weights, transposed.</summary>
    public Span<float> TransposedWeights => _transposed.Span;

    /// <summary>A panel of errors.</summary>
    public Span<float> Errors => _errors.Span;

    /// <summary>The gradient of 32 by 32 weights.</summary>
    public Span<float> Gradient => _gradient.Span;
}
