namespace Swish.Networks;

/// <summary>
/// Receives the gradients of parameters as they are computed, block by block while they are in the L1 cache. An
/// optimizer updates the parameters with them. Several threads call it at the same time, but only once per step for the
/// same parameters.
/// </summary>
internal interface IGradientSink
{
    /// <summary>Receives the gradient of consecutive parameters of a block.</summary>
    /// <param name="block">The block of parameters. The sink may change those that the gradient belongs to.</param>
    /// <param name="offset">The index of the first of these parameters in the buffers of the block.</param>
    /// <param name="gradient">
    /// The gradient, in the panel layout of the block: rows of 32 floats. Valid only during the call.
    /// </param>
    void Apply(ParameterBlock block, int offset, ReadOnlySpan<float> gradient);
}
