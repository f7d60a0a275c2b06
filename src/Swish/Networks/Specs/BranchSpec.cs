namespace Swish.Networks.Specs;

/// <summary>
/// Describes parallel branches that read the same input. Their outputs are concatenated along the channels, in the
/// order of the branches.
/// </summary>
/// <param name="Bodies">The layers of each branch, one branch or more; an empty branch is the identity.</param>
public sealed record BranchSpec(DelimitedList<DelimitedList<LayerSpec>> Bodies) : LayerSpec
{
    /// <summary>Creates parallel branches.</summary>
    /// <param name="bodies">The layers of each branch.</param>
    public BranchSpec(params IEnumerable<IEnumerable<LayerSpec>> bodies)
        : this(new DelimitedList<DelimitedList<LayerSpec>>(bodies.Select(body => new DelimitedList<LayerSpec>(body))))
    {
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<DelimitedList<LayerSpec>> Blocks => Bodies;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) =>
        Concatenate([.. Bodies.Select(body => OutputShape(body, input))]);

    /// <inheritdoc/>
    internal override LayerSpec WithBlocks(IReadOnlyList<DelimitedList<LayerSpec>> blocks) => new BranchSpec(blocks);

    /// <summary>Computes the shape of concatenated outputs.</summary>
    /// <param name="outputs">The shape of the output of each branch.</param>
    /// <returns>The shape of the concatenation.</returns>
    /// <exception cref="SwishException">
    /// There are no branches (NoBranch), or they have different rows or columns (ShapeMismatch).
    /// </exception>
    internal static TensorShape Concatenate(IReadOnlyList<TensorShape> outputs)
    {
        if (outputs.Count == 0)
            throw new SwishException(
                "NoBranch", ErrorKind.InvalidArgument, "A branch layer needs at least one branch, but has none.");
        TensorShape first = outputs[0];
        foreach (TensorShape other in outputs)
            if ((other.Rows, other.Columns) != (first.Rows, first.Columns))
                throw new SwishException("ShapeMismatch", ErrorKind.Contradiction,
                    $"Branches have outputs of shape {first} and {other}, which cannot be concatenated. All branches "
                    + "must have the same rows and columns.", other.ToString());
        return first with { Channels = outputs.Sum(shape => shape.Channels) };
    }
}
