namespace Swish.Networks;

/// <summary>
/// What turns gradients into a step. Called from several threads at once, never twice for the same place.
/// </summary>
internal interface IGradientSink
{
    /// <summary>Updates a run of parameters.</summary>
    /// <param name="block">Whose they are.</param>
    /// <param name="offset">The first one's place in the block's buffers.</param>
    /// <param name="gradient">A gradient for each.</param>
    void Apply(ParameterBlock block, int offset, ReadOnlySpan<float> gradient);
}
