using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Represents an operation on a panel that needs no other panel: elementwise, or over the batch. It works in place, so
/// that a layer can apply several operations while the panel is in the L1 or L2 cache. A panel is [batch][32]. Lanes
/// after the last feature are undefined, except that they are zero in the gradient that the last operation's
/// <see cref="Backward"/> receives; the layer clears them at its end.
/// </summary>
internal interface IPanelOperation
{
    /// <summary>Gets the parameters, all of them vectors with a gradient buffer.</summary>
    IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>Gets the state that is not trained by gradients.</summary>
    IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>
    /// Gets the buffer of an activation, in the layout of the input, which contains the derivative f′ after
    /// <see cref="Forward"/> and the gradient with respect to the input after <see cref="Backward"/>. Null for other
    /// operations.
    /// </summary>
    PanelBuffer? Derivative { get; }

    /// <summary>Sets parameters and state to their initial values.</summary>
    void Initialize();

    /// <summary>Applies the operation in training, and stores what <see cref="Backward"/> needs.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="values">The input, [batch][32], which is overwritten by the output.</param>
    /// <param name="step">The number of steps done before, on which the random stream of dropout depends.</param>
    void Forward(int panel, Span<float> values, int step);

    /// <summary>
    /// Applies the operation in evaluation: with averaged parameters and running statistics, and without dropout.
    /// </summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="values">The input, [rows][32] with any number of rows, which is overwritten by the output.</param>
    void Evaluate(int panel, Span<float> values);

    /// <summary>
    /// Computes the gradient with respect to the input from the gradient with respect to the output, and the gradients
    /// of the parameters.
    /// </summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="gradient">The gradient with respect to the output, [batch][32]; overwritten.</param>
    /// <returns>
    /// The gradient with respect to the input: <paramref name="gradient"/>, or the panel of <see cref="Derivative"/>.
    /// </returns>
    Span<float> Backward(int panel, Span<float> gradient);
}
