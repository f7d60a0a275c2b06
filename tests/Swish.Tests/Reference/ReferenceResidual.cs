namespace Swish.Tests.Reference;

/// <summary>body(x) + shortcut(x).</summary>
internal sealed class ReferenceResidual(IReferenceLayer body, IReferenceLayer shortcut) : IReferenceLayer
{
    /// <summary>Creates a block around an identity.</summary>
    public ReferenceResidual(IReferenceLayer body)
        : this(body, new ReferenceSequence([]))
    {
    }

    public IReferenceLayer Body { get; } = body;

    public IReferenceLayer Shortcut { get; } = shortcut;

    public IEnumerable<ReferenceParameter> Parameters => [.. Body.Parameters, .. Shortcut.Parameters];

    public double[][] Forward(double[][] input, bool training) =>
        Sum(Body.Forward(input, training), Shortcut.Forward(input, training));

    public double[][] Backward(double[][] outputGradient) =>
        Sum(Body.Backward(outputGradient), Shortcut.Backward(outputGradient));

    /// <summary>The element-wise sum of two batches.</summary>
    public static double[][] Sum(double[][] a, double[][] b) =>
        [.. a.Zip(b, (p, q) => p.Zip(q, (x, y) => x + y).ToArray())];
}
