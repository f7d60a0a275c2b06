using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// An operation on the features of a panel that needs no other panel: element-wise, or over the batch. It works in
/// place, so that a layer can do several in a row while the panel is in the core's cache. A panel is [batch][32]; its
/// lanes beyond the last feature may be given and left as anything, but for gradients, where they are given as zero.
/// </summary>
internal interface IPanelOperation
{
    /// <summary>The parameters, all of them vectors whose gradient is kept.</summary>
    IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>State that is not trained by gradients.</summary>
    IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>
    /// The derivative of an activation, in panels like its input: f′ after <see cref="Forward"/>, the gradient at its
    /// input after <see cref="Backward"/>; null for other operations.
    /// </summary>
    PanelBuffer? Derivative { get; }

    /// <summary>Sets parameters and state to their initial values.</summary>
    void Initialize();

    /// <summary>Does the operation in training, and keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="panel">Which 32 features.</param>
    /// <param name="values">[batch][32], overwritten by the output.</param>
    /// <param name="step">Steps done before this one, which dropout's stream depends on.</param>
    void Forward(int panel, Span<float> values, int step);

    /// <summary>
    /// Does the operation in evaluation: with averaged parameters and running statistics, without dropout.
    /// </summary>
    /// <param name="panel">Which 32 features.</param>
    /// <param name="values">[rows][32], overwritten by the output; any number of rows.</param>
    void Evaluate(int panel, Span<float> values);

    /// <summary>
    /// Goes from the gradient at the output to that at the input, and keeps the gradients of the parameters.
    /// </summary>
    /// <param name="panel">Which 32 features.</param>
    /// <param name="gradient">The gradient at the output, [batch][32]; overwritten.</param>
    /// <returns>
    /// The gradient at the input: <paramref name="gradient"/>, or the panel of <see cref="Derivative"/>.
    /// </returns>
    Span<float> Backward(int panel, Span<float> gradient);
}
