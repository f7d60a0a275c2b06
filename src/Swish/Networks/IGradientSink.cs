namespace Swish.Networks;

/// <summary>
/// Takes the gradients of parameters as they are computed, block by block while they are in a core's cache: an
/// optimizer that turns them into a step, or something that looks at them. Called by several threads at once, never
/// twice in a step for the same place.
/// </summary>
internal interface IGradientSink
{
    /// <summary>Takes the gradients of a run of parameters.</summary>
    /// <param name="block">The parameters that they are of; the sink may change those of the run.</param>
    /// <param name="offset">The place of the first one in the block's buffers.</param>
    /// <param name="gradient">
    /// A gradient for each, in the panel layout of the block: rows of 32 floats. Read only while the call lasts.
    /// </param>
    void Apply(ParameterBlock block, int offset, ReadOnlySpan<float> gradient);
}
