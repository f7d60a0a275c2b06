using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Applies a sequence of operations to a panel while it is in the L1 or L2 cache, such as batch normalization, an
/// activation and dropout after the matrix product of a dense layer.
/// </summary>
internal sealed class PanelOperations
{
    private readonly IPanelOperation[] _operations;
    private readonly PanelBuffer? _firstDerivative;

    /// <summary>Creates a sequence of operations.</summary>
    /// <param name="operations">The operations, first to last; empty for the identity.</param>
    public PanelOperations(params IEnumerable<IPanelOperation> operations)
    {
        _operations = [.. operations];
        Parameters = [.. _operations.SelectMany(operation => operation.Parameters)];
        Buffers = [.. _operations.SelectMany(operation => operation.Buffers)];
        PanelBuffer?[] derivatives = [.. _operations.Select(o => o.Derivative).Where(d => d is not null)];
        _firstDerivative = derivatives.FirstOrDefault();
        Derivative = derivatives.LastOrDefault();
    }

    /// <summary>Gets whether the sequence is empty.</summary>
    public bool IsEmpty => _operations.Length == 0;

    /// <summary>Gets the parameters of all operations.</summary>
    public IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>Gets the state of all operations.</summary>
    public IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>Gets the <see cref="IPanelOperation.Derivative"/> of the last activation, or null.</summary>
    public PanelBuffer? Derivative { get; }

    /// <summary>
    /// Returns the buffer into which <see cref="Backward(int, Span{float}, Span{float})"/> writes the gradient with
    /// respect to the input of the first operation: the buffer of the first activation, or a new one without an
    /// activation.
    /// </summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="features">The number of features.</param>
    /// <returns>The buffer, in the layout of the input.</returns>
    public PanelBuffer GradientBuffer(LayerContext context, int features) =>
        _firstDerivative ?? context.AllocateActivations(features);

    /// <summary>Sets the parameters and state of all operations to their initial values.</summary>
    public void Initialize()
    {
        foreach (IPanelOperation operation in _operations) operation.Initialize();
    }

    /// <summary>Applies all operations in training; see <see cref="IPanelOperation.Forward"/>.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="values">The input, [batch][32], which is overwritten by the output.</param>
    /// <param name="step">The number of steps done before.</param>
    public void Forward(int panel, Span<float> values, int step)
    {
        foreach (IPanelOperation operation in _operations) operation.Forward(panel, values, step);
    }

    /// <summary>Applies all operations in evaluation; see <see cref="IPanelOperation.Evaluate"/>.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="values">The input, [rows][32], which is overwritten by the output.</param>
    public void Evaluate(int panel, Span<float> values)
    {
        foreach (IPanelOperation operation in _operations) operation.Evaluate(panel, values);
    }

    /// <summary>
    /// Computes the gradient with respect to the input of the first operation from that by the output of the last.
    /// </summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="gradient">The gradient with respect to the output, [batch][32]; overwritten.</param>
    /// <param name="atInput">Receives the gradient with respect to the input: the panel of
    /// <see cref="GradientBuffer"/>.</param>
    public void Backward(int panel, Span<float> gradient, Span<float> atInput)
    {
        gradient = Backward(panel, gradient);
        // If there is an activation, its Backward has already written the gradient to atInput, which is its buffer.
        if (_firstDerivative is null) gradient.CopyTo(atInput);
    }

    /// <summary>
    /// Computes the gradient with respect to the input of the first operation from that by the output of the last.
    /// </summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="gradient">The gradient with respect to the output, [batch][32]; overwritten.</param>
    /// <returns>The gradient: <paramref name="gradient"/>, or the panel of the first activation's buffer.</returns>
    public Span<float> Backward(int panel, Span<float> gradient)
    {
        for (int i = _operations.Length - 1; i >= 0; i--) gradient = _operations[i].Backward(panel, gradient);
        return gradient;
    }
}
