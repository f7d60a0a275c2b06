using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks.Layers;

/// <summary>
/// Represents a product of an image with weights: a convolution, or a depthwise convolution. Gradients of weights are
/// added over groups of consecutive examples, and these sums in ascending order.
/// </summary>
internal interface IImageProduct
{
    /// <summary>Gets the shape of the output.</summary>
    TensorShape OutputShape { get; }

    /// <summary>Gets the weights, and the bias if there is one.</summary>
    IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>Gets the number of examples of a group, a power of 2.</summary>
    int GroupSize { get; }

    /// <summary>Gets the number of panels of 32 outputs.</summary>
    int PanelCount { get; }

    /// <summary>Gets the number of floats of scratch memory.</summary>
    long ScratchLength { get; }

    /// <summary>Sets the parameters to their initial values.</summary>
    /// <param name="team">The worker threads that generate the weights.</param>
    /// <param name="cancellationToken">Cancels the initialization.</param>
    void Initialize(WorkerTeam team, CancellationToken cancellationToken);

    /// <summary>Brings the weights into the order in which the backward pass reads them; once in each step.</summary>
    void PrepareBackward();

    /// <summary>Computes the output of one example.</summary>
    /// <param name="input">The input.</param>
    /// <param name="output">Receives the output, with zero in lanes after the last output.</param>
    /// <param name="forEvaluation">Whether to use the parameters for evaluation.</param>
    /// <param name="scratch">The scratch memory.</param>
    /// <param name="prefetcher">Prefetches what the next example needs.</param>
    void Forward(
        ReadOnlySpan<float> input, Span<float> output, bool forEvaluation, Span<float> scratch,
        ImagePrefetcher prefetcher = default);

    /// <summary>Computes the gradients of one example, and adds that of the weights to its group.</summary>
    /// <param name="example">
    /// The index of the example. Examples of a group must be passed in ascending order, by one thread.
    /// </param>
    /// <param name="input">The input.</param>
    /// <param name="gradient">The gradient with respect to the output.</param>
    /// <param name="inputGradient">Receives the gradient with respect to the input; empty if it is not needed.</param>
    /// <param name="scratch">The scratch memory.</param>
    /// <param name="first">Prefetches what the next example needs, while the gradient of the weights is computed.</param>
    /// <param name="second">
    /// Prefetches what the next example needs, while the gradient with respect to the input is computed.
    /// </param>
    void Backward(
        int example, ReadOnlySpan<float> input, ReadOnlySpan<float> gradient, Span<float> inputGradient,
        Span<float> scratch, ImagePrefetcher first = default, ImagePrefetcher second = default);

    /// <summary>Adds the gradients of all groups for one panel of outputs, and passes them to a sink.</summary>
    /// <param name="panel">The index of the panel.</param>
    /// <param name="sink">Receives the gradients.</param>
    /// <param name="scratch">The scratch memory.</param>
    void SendGradients(int panel, IGradientSink sink, Span<float> scratch);
}
