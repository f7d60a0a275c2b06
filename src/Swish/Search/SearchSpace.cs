using Swish.Random;

namespace Swish.Search;

/// <summary>Enumerates, samples and mutates the compositions that a search chooses from.</summary>
internal sealed class SearchSpace
{
    private readonly IReadOnlyList<UnaryFunction> _unary;
    private readonly IReadOnlyList<BinaryFunction> _binary;
    private readonly int _depth;

    /// <summary>Creates a search space.</summary>
    /// <param name="unary">The unary functions.</param>
    /// <param name="binary">The binary functions.</param>
    /// <param name="depth">The largest nesting depth of core units, 1 or more.</param>
    public SearchSpace(IReadOnlyList<UnaryFunction> unary, IReadOnlyList<BinaryFunction> binary, int depth)
    {
        _unary = [.. unary.Distinct()];
        _binary = [.. binary.Distinct()];
        _depth = depth;
    }

    /// <summary>Enumerates all core units without nested units.</summary>
    /// <returns>One unit for each choice of the three functions.</returns>
    public IEnumerable<CoreUnit> SingleUnits() =>
        from binary in _binary
        from first in _unary
        from second in _unary
        select new CoreUnit(binary, first, null, second, null);

    /// <summary>
    /// Samples a core unit. Each input is x or another unit with equal probability, until the depth of the space is
    /// reached.
    /// </summary>
    /// <param name="random">The source of random numbers.</param>
    /// <returns>The unit.</returns>
    public CoreUnit Sample(RandomStream random) => Sample(random, _depth);

    /// <summary>Replaces one function or one input of a core unit, or of a unit nested in it.</summary>
    /// <param name="unit">The unit to mutate; it is not changed.</param>
    /// <param name="random">The source of random numbers.</param>
    /// <returns>The mutated unit.</returns>
    public CoreUnit Mutate(CoreUnit unit, RandomStream random) => Mutate(unit, random, _depth);

    private CoreUnit Sample(RandomStream random, int depth) => new(
        Pick(_binary, random), Pick(_unary, random), SampleInput(random, depth - 1),
        Pick(_unary, random), SampleInput(random, depth - 1));

    private CoreUnit? SampleInput(RandomStream random, int depth) =>
        depth > 0 && random.NextInt(2) == 0 ? Sample(random, depth) : null;

    private CoreUnit Mutate(CoreUnit unit, RandomStream random, int depth)
    {
        // Choices 5 and 6 mutate a nested unit.
        switch (random.NextInt(depth > 1 ? 7 : 3))
        {
            case 0: return unit with { Binary = Pick(_binary, random) };
            case 1: return unit with { First = Pick(_unary, random) };
            case 2: return unit with { Second = Pick(_unary, random) };
            case 3: return unit with { FirstInput = SampleInput(random, depth - 1) };
            case 4: return unit with { SecondInput = SampleInput(random, depth - 1) };
            case 5: return unit with { FirstInput = MutateInput(unit.FirstInput, random, depth - 1) };
            default: return unit with { SecondInput = MutateInput(unit.SecondInput, random, depth - 1) };
        }
    }

    private CoreUnit? MutateInput(CoreUnit? input, RandomStream random, int depth) =>
        input is null ? SampleInput(random, depth) : Mutate(input, random, depth);

    private static TItem Pick<TItem>(IReadOnlyList<TItem> items, RandomStream random) =>
        items[random.NextInt(items.Count)];
}
