using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Operations on a panel one after the other, while it is in a core's cache: what stands behind the product of a dense
/// layer, such as batch normalization, an activation and dropout.
/// </summary>
internal sealed class PanelOperations
{
    private readonly IPanelOperation[] _operations;
    private readonly PanelBuffer? _firstDerivative;

    /// <summary>Creates a sequence.</summary>
    /// <param name="operations">The operations, the first first; none is the identity.</param>
    public PanelOperations(params IEnumerable<IPanelOperation> operations)
    {
        _operations = [.. operations];
        Parameters = [.. _operations.SelectMany(operation => operation.Parameters)];
        Buffers = [.. _operations.SelectMany(operation => operation.Buffers)];
        PanelBuffer?[] derivatives = [.. _operations.Select(o => o.Derivative).Where(d => d is not null)];
        _firstDerivative = derivatives.FirstOrDefault();
        Derivative = derivatives.LastOrDefault();
    }

    /// <summary>Whether there is no operation.</summary>
    public bool IsEmpty => _operations.Length == 0;

    /// <summary>The parameters of all operations.</summary>
    public IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>The state of all operations.</summary>
    public IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>The <see cref="IPanelOperation.Derivative"/> of the last activation, or null.</summary>
    public PanelBuffer? Derivative { get; }

    /// <summary>
    /// Returns the buffer in which <see cref="Backward"/> leaves the gradient at the input of the first operation, in
    /// panels like the input: that of the first activation, or a new one where there is none.
    /// </summary>
    /// <param name="context">The layer's context.</param>
    /// <param name="features">The features of the input.</param>
    public PanelBuffer GradientBuffer(LayerContext context, int features) =>
        _firstDerivative ?? context.Activations(features);

    /// <summary>Sets the parameters and state of all operations to their initial values.</summary>
    public void Initialize()
    {
        foreach (IPanelOperation operation in _operations) operation.Initialize();
    }

    /// <summary>Does all operations in training: <see cref="IPanelOperation.Forward"/>.</summary>
    /// <param name="panel">Which 32 features.</param>
    /// <param name="values">[batch][32], overwritten by the output.</param>
    /// <param name="step">Steps done before this one.</param>
    public void Forward(int panel, Span<float> values, int step)
    {
        foreach (IPanelOperation operation in _operations) operation.Forward(panel, values, step);
    }

    /// <summary>Does all operations in evaluation: <see cref="IPanelOperation.Evaluate"/>.</summary>
    /// <param name="panel">Which 32 features.</param>
    /// <param name="values">[rows][32], overwritten by the output.</param>
    public void Evaluate(int panel, Span<float> values)
    {
        foreach (IPanelOperation operation in _operations) operation.Evaluate(panel, values);
    }

    /// <summary>Goes from the gradient at the last output to that at the first input.</summary>
    /// <param name="panel">Which 32 features.</param>
    /// <param name="gradient">The gradient at the output, [batch][32]; overwritten.</param>
    /// <param name="atInput">Gets the gradient at the input: the panel of <see cref="GradientBuffer"/>.</param>
    public void Backward(int panel, Span<float> gradient, Span<float> atInput)
    {
        for (int i = _operations.Length - 1; i >= 0; i--) gradient = _operations[i].Backward(panel, gradient);
        // where there is an activation it is there already
        if (_firstDerivative is null) gradient.CopyTo(atInput);
    }
}
