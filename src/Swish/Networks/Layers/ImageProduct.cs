using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Networks.Specs;
using Swish.Parallelism;
using Swish.Random;

namespace Swish.Networks.Layers;

/// <summary>
/// Provides the base class of products of an image with weights: a convolution, or a depthwise convolution. Gradients
/// of weights are added over consecutive examples, and these sums in ascending order (<see cref="ExampleSums"/>).
/// </summary>
internal abstract class ImageProduct
{
    private readonly NetworkSpec _spec;
    private readonly ParameterBlock? _bias;

    /// <summary>Allocates the parameters and their gradients.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="layer">The spec of the layer.</param>
    /// <param name="channels">The number of input channels that an output reads.</param>
    protected ImageProduct(LayerContext context, TensorShape input, KernelSpec layer, int channels)
    {
        _spec = context.Spec;
        Input = input;
        OutputShape = layer.OutputShape(input);
        Window = layer.Window;
        Weights = context.AllocateKernels(new TensorShape(channels, Window.Size, Window.Size), OutputShape.Channels);
        if (layer.HasBias) _bias = context.AllocateVector(ParameterKind.Bias, "bias", OutputShape.Channels);
        Parameters = _bias is null ? [Weights] : [Weights, _bias];
        Sums = new(context, Weights, _bias);
    }

    /// <summary>Gets the shape of the output.</summary>
    public TensorShape OutputShape { get; }

    /// <summary>Gets the weights, and the bias if there is one.</summary>
    public IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <inheritdoc cref="ExampleSums.ExamplesPerSum"/>
    public int ExamplesPerSum => Sums.ExamplesPerSum;

    /// <summary>Gets the number of floats of scratch memory.</summary>
    public abstract long ScratchLength { get; }

    /// <summary>Gets the shape of the input.</summary>
    protected TensorShape Input { get; }

    /// <summary>Gets the kernel.</summary>
    protected Window Window { get; }

    /// <summary>Gets the weights.</summary>
    protected ParameterBlock Weights { get; }

    /// <summary>Gets the gradients of weights and bias.</summary>
    protected ExampleSums Sums { get; }

    /// <summary>Sets the parameters to their initial values.</summary>
    /// <param name="team">The worker threads that generate the weights.</param>
    /// <param name="cancellationToken">Cancels the initialization.</param>
    public void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
        float[] initial = new float[Weights.Rows * Weights.Features];
        Initializer.Fill(
            initial, Weights.Rows, Weights.Features, _spec.Initializer, _spec.InitializerDeviation,
            () => new RandomStream(_spec.Seed, RandomPurpose.InitialWeights, Weights.Layer), team, cancellationToken,
            fanOut: OutputShape.Channels * Window.Size * Window.Size);
        Weights.Set(initial);
        _bias?.Fill((float)_spec.InitialBias);
    }

    /// <summary>
    /// Brings the weights into the order in which the backward pass reads them. It is called once in each step, by one
    /// thread, while others are in <see cref="Forward"/>, which does not read that order.
    /// </summary>
    public virtual void PrepareBackward()
    {
    }

    /// <summary>
    /// Computes the output of one example. Several threads call it at the same time, for different examples.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <param name="output">Receives the output, with zero in lanes after the last output.</param>
    /// <param name="forEvaluation">Whether to use the parameters for evaluation.</param>
    /// <param name="scratch">The scratch memory.</param>
    /// <param name="prefetcher">Prefetches what the next example needs.</param>
    public void Forward(
        ReadOnlySpan<float> input, Span<float> output, bool forEvaluation, Span<float> scratch,
        ImagePrefetcher prefetcher = default)
    {
        Multiply(input, forEvaluation ? Weights.EvaluationValues : Weights.Values, output, scratch, prefetcher);
        if (_bias is null) return;
        PanelBuffer bias = forEvaluation ? _bias.EvaluationValues : _bias.Values;
        ImageKernels.Current.AddLanes(output, bias.Span[..OutputShape.Lanes]);
    }

    /// <summary>
    /// Computes the gradients of one example, and adds that of the weights to its sum. Several threads call it at the
    /// same time, for examples of different sums.
    /// </summary>
    /// <param name="example">
    /// The index of the example. Examples of a sum must be passed in ascending order, by one thread.
    /// </param>
    /// <param name="input">The input.</param>
    /// <param name="gradient">The gradient with respect to the output.</param>
    /// <param name="inputGradient">Receives the gradient with respect to the input; empty if it is not needed.</param>
    /// <param name="scratch">The scratch memory.</param>
    /// <param name="ofWeights">
    /// Prefetches what the next example needs, while the gradient of the weights is computed.
    /// </param>
    /// <param name="ofInput">
    /// Prefetches what the next example needs, while the gradient with respect to the input is computed.
    /// </param>
    /// <returns>False if the sum of an example is not finite, or too large to continue.</returns>
    public abstract bool Backward(
        int example, ReadOnlySpan<float> input, ReadOnlySpan<float> gradient, Span<float> inputGradient,
        Span<float> scratch, ImagePrefetcher ofWeights = default, ImagePrefetcher ofInput = default);

    /// <summary>Adds the sums of all examples for one panel of outputs, and passes them to a sink.</summary>
    /// <param name="panel">The index of the panel.</param>
    /// <param name="sink">Receives the gradients.</param>
    /// <param name="scratch">The scratch memory.</param>
    public void SendGradients(int panel, IGradientSink sink, Span<float> scratch) => Sums.Send(panel, sink, scratch);

    /// <summary>Computes the output of one example without the bias.</summary>
    /// <param name="input">The input.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="output">Receives the output, with zero in lanes after the last output.</param>
    /// <param name="scratch">The scratch memory.</param>
    /// <param name="prefetcher">Prefetches what the next example needs.</param>
    protected abstract void Multiply(
        ReadOnlySpan<float> input, PanelBuffer weights, Span<float> output, Span<float> scratch,
        ImagePrefetcher prefetcher);
}
