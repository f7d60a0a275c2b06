namespace Swish.Tests.Reference;

/// <summary>A trained parameter with the gradient that the last backward pass gave it.</summary>
internal sealed class ReferenceParameter(ParameterKind kind, int layer, double[] value)
{
    public ParameterKind Kind { get; } = kind;

    /// <summary>The layer it belongs to, counted from 0; the output layer is the last.</summary>
    public int Layer { get; } = layer;

    public double[] Value { get; } = value;

    public double[] Gradient { get; } = new double[value.Length];

    public override string ToString() => $"{Kind} of layer {Layer}";
}
