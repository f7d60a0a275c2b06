using Swish.Random;

namespace Swish.Search;

/// <summary>The compositions that a search chooses from.</summary>
internal sealed class SearchSpace
{
    private readonly IReadOnlyList<UnaryFunction> _unary;
    private readonly IReadOnlyList<BinaryFunction> _binary;
    private readonly int _depth;

    /// <summary>Creates a space.</summary>
    /// <param name="unary">The functions u.</param>
    /// <param name="binary">The functions b.</param>
    /// <param name="depth">The most core units nested in each other.</param>
    public SearchSpace(IReadOnlyList<UnaryFunction> unary, IReadOnlyList<BinaryFunction> binary, int depth)
    {
        _unary = [.. unary.Distinct()];
        _binary = [.. binary.Distinct()];
        _depth = depth;
    }

    /// <summary>All core units over x alone.</summary>
    public IEnumerable<CoreUnit> Singles() =>
        from binary in _binary
        from first in _unary
        from second in _unary
        select new CoreUnit(binary, first, null, second, null);

    /// <summary>
    /// A unit by chance: its inputs are x, or with equal chances other units, as deep as the space is.
    /// </summary>
    public CoreUnit Draw(RandomStream chance) => Draw(chance, _depth);

    /// <summary>A unit in which one thing is another: a function, or an input.</summary>
    public CoreUnit Mutate(CoreUnit unit, RandomStream chance) => Mutate(unit, chance, _depth);

    private CoreUnit Draw(RandomStream chance, int depth) => new(
        Pick(_binary, chance), Pick(_unary, chance), DrawInput(chance, depth - 1),
        Pick(_unary, chance), DrawInput(chance, depth - 1));

    private CoreUnit? DrawInput(RandomStream chance, int depth) =>
        depth > 0 && chance.NextInt(2) == 0 ? Draw(chance, depth) : null;

    private CoreUnit Mutate(CoreUnit unit, RandomStream chance, int depth)
    {
        // Nested units have a chance of being what changes.
        switch (chance.NextInt(depth > 1 ? 7 : 3))
        {
            case 0: return unit with { Binary = Pick(_binary, chance) };
            case 1: return unit with { First = Pick(_unary, chance) };
            case 2: return unit with { Second = Pick(_unary, chance) };
            case 3: return unit with { FirstInput = DrawInput(chance, depth - 1) };
            case 4: return unit with { SecondInput = DrawInput(chance, depth - 1) };
            case 5: return unit with { FirstInput = MutateInput(unit.FirstInput, chance, depth - 1) };
            default: return unit with { SecondInput = MutateInput(unit.SecondInput, chance, depth - 1) };
        }
    }

    private CoreUnit? MutateInput(CoreUnit? input, RandomStream chance, int depth) =>
        input is null ? DrawInput(chance, depth) : Mutate(input, chance, depth);

    private static TItem Pick<TItem>(IReadOnlyList<TItem> items, RandomStream chance) =>
        items[chance.NextInt(items.Count)];
}
