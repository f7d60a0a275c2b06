using Swish.Activations;

namespace Swish.Networks.Architectures.Language;

/// <summary>Creates the specs of layers from their statements.</summary>
/// <param name="source">Creates the errors.</param>
internal sealed class LayerReader(INetworkSource source)
{
    /// <summary>The maximum number of layers, with those in blocks and repetitions.</summary>
    public const int MaxLayers = 10_000;

    private int _nesting;

    /// <summary>Creates the specs of a network, without its output layer.</summary>
    /// <param name="statements">The statements.</param>
    /// <returns>The specs, with placeholders for what is swept.</returns>
    /// <exception cref="SwishException">
    /// A layer is unknown (UnknownLayer) or not valid (InvalidNetwork), there are too many layers (NetworkTooLarge), or
    /// blocks are nested too deeply (NestedTooDeep).
    /// </exception>
    public IReadOnlyList<LayerSpec> Read(IReadOnlyList<LayerStatement> statements)
    {
        bool hasOutput = statements.Count > 0 && statements[^1] is { Elements.Count: 0 } last
            && last.Name.Equals("Dense", StringComparison.OrdinalIgnoreCase);
        return ReadAll(hasOutput ? [.. statements.SkipLast(1)] : statements);
    }

    /// <summary>Computes the number of layers, with those in blocks.</summary>
    /// <param name="layers">The layers.</param>
    /// <returns>The number of layers.</returns>
    public static int Count(IEnumerable<LayerSpec> layers) => LayerSpec.All(layers).Count();

    private List<LayerSpec> ReadAll(IReadOnlyList<LayerStatement> statements)
    {
        List<LayerSpec> layers = [];
        int count = 0;
        foreach (LayerStatement statement in statements)
        {
            IReadOnlyList<LayerSpec> added = Read(statement);
            count += Count(added);
            if (count > MaxLayers)
                throw source.CreateError(
                    statement.Whole, $"a network has at most {MaxLayers} layers", "NetworkTooLarge",
                    ErrorKind.LimitExceeded);
            layers.AddRange(added);
        }
        return layers;
    }

    private IReadOnlyList<LayerSpec> Read(LayerStatement statement)
    {
        LayerForm form = LayerForms.Find(statement.Name) ?? throw Unknown(statement);
        if (++_nesting > NetworkBuilder.MaxNesting)
            throw source.CreateError(
                statement.Span, $"blocks are nested more than {NetworkBuilder.MaxNesting} levels deep", "NestedTooDeep",
                ErrorKind.LimitExceeded);
        IReadOnlyList<LayerSpec> layers = form.Create(new(statement, form, source, ReadAll));
        _nesting--;
        return layers;
    }

    private SwishException Unknown(LayerStatement statement)
    {
        string normalized = ActivationName.Normalize(statement.Name);
        string nearest = LayerForms.All.MinBy(form => Distance(ActivationName.Normalize(form.Name)))!.Name;
        return source.CreateError(
            statement.Span,
            $"'{statement.Name}' is not a layer; the nearest name is {nearest}. The layers are "
            + string.Join(", ", LayerForms.All.Select(form => form.Name)), "UnknownLayer", ErrorKind.NotFound);

        // An abbreviation such as Conv is nearest to the name that it begins.
        int Distance(string name) =>
            name.StartsWith(normalized, StringComparison.Ordinal) ? 0 : ActivationName.Distance(name, normalized);
    }
}
