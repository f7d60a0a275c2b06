namespace Swish.Networks.Specs;

/// <summary>
/// Parallel branches that read one input; their outputs are concatenated along the channels, in the order of the
/// branches.
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
    public override TensorShape OutputShape(TensorShape input) =>
        Concatenate([.. Bodies.Select(body => OutputShape(body, input))]);

    /// <inheritdoc/>
    public override double MultiplyAdds(TensorShape input) => Bodies.Sum(body => MultiplyAdds(body, input));

    /// <summary>Returns the shape of the concatenation of outputs.</summary>
    /// <param name="outputs">The shape of each branch's.</param>
    /// <exception cref="SwishException">
    /// There is none (NoBranch), or rows or columns differ (ShapeMismatch).
    /// </exception>
    internal static TensorShape Concatenate(IReadOnlyList<TensorShape> outputs)
    {
        if (outputs.Count == 0)
            throw new SwishException(
                "NoBranch", ErrorKind.InvalidArgument, "Parallel branches are one or more, not none.");
        TensorShape first = outputs[0];
        foreach (TensorShape other in outputs)
            if ((other.Rows, other.Columns) != (first.Rows, first.Columns))
                throw new SwishException("ShapeMismatch", ErrorKind.Contradiction,
                    $"Branches return {first} and {other}, which cannot be concatenated. Give all of them the same "
                    + "rows and columns.", other.ToString());
        return first with { Channels = outputs.Sum(shape => shape.Channels) };
    }
}
