namespace Swish.Tests.Reference;

/// <summary>A function of a batch (one array an example) that can carry a gradient back.</summary>
internal interface IReferenceLayer
{
    IEnumerable<ReferenceParameter> Parameters { get; }

    /// <summary>The outputs; remembers what <see cref="Backward"/> needs.</summary>
    double[][] Forward(double[][] input, bool training);

    /// <summary>
    /// The loss's gradient by the last inputs, from that by the last outputs; overwrites the parameters' gradients.
    /// </summary>
    double[][] Backward(double[][] outputGradient);
}
