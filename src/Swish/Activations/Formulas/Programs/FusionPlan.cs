namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Which instructions of a program run in one loop. Functions with long chains of operations keep loops of their own; what
/// is between two of them, additions, products, choices and the rounding to float, becomes one segment, whose intermediate
/// results never leave the processor's registers.
/// </summary>
internal sealed class FusionPlan
{
    // What the compiler's inliner manages in one method, with room to spare; beyond that it calls, at a hundred times the cost.
    private const int MostOperations = 80;

    private readonly int[] _level;
    private readonly IReadOnlyList<TileInstruction> _body;

    /// <summary>Plans.</summary>
    /// <param name="prologue">What does not depend on x, each result in a register of its own.</param>
    /// <param name="body">What is done to each tile, alike; loading x is the first.</param>
    /// <param name="registers">How many registers both use.</param>
    public FusionPlan(IReadOnlyList<TileInstruction> prologue, IReadOnlyList<TileInstruction> body, int registers)
    {
        _body = body;
        _level = new int[body.Count];
        Parameters = prologue.Where(n => n.Operation == TileOperation.Fill).ToDictionary(n => n.Target, n => n.Constant);
        FindLevels(registers);
        List<IReadOnlyList<TileInstruction>> steps = [];
        for (int level = 0; level <= _level.Max(); level++)
        {
            steps.AddRange(Split(AtLevel(level).Where(n => IsShort(n.Operation))));
            steps.AddRange(AtLevel(level).Where(n => !IsShort(n.Operation)).Select(n => (TileInstruction[])[n]));
        }

        Steps = steps;
    }

    /// <summary>What is done to a tile in turn: one instruction with a loop of its own, or a segment.</summary>
    public IReadOnlyList<IReadOnlyList<TileInstruction>> Steps { get; }

    /// <summary>The registers that hold one number everywhere, and the numbers: segments need no register for them.</summary>
    public IReadOnlyDictionary<int, double> Parameters { get; }

    /// <summary>Whether an operation is part of a segment rather than a loop of its own.</summary>
    public static bool IsShort(TileOperation operation) => Operations(operation) > 0;

    private IEnumerable<TileInstruction> AtLevel(int level) =>
        Enumerable.Range(1, _body.Count - 1).Where(i => _level[i] == level).Select(i => _body[i]);

    // The level is how many loops of their own come before. Short instructions move to just before their first use.
    private void FindLevels(int registers)
    {
        int[] available = new int[registers];
        for (int i = 1; i < _body.Count; i++)
        {
            TileInstruction n = _body[i];
            _level[i] = n.Operands.Max(operand => available[operand]);
            if (n.Operation == TileOperation.Store) continue;
            int after = IsShort(n.Operation) ? _level[i] : _level[i] + 1;
            available[n.Target] = after;
            if (n.HasSecond) available[n.Second] = after;
        }

        int[] firstUse = new int[registers];
        Array.Fill(firstUse, int.MaxValue);
        for (int i = _body.Count - 1; i > 0; i--)
        {
            TileInstruction n = _body[i];
            if (IsShort(n.Operation) && n.Operation != TileOperation.Store)
            {
                int use = n.HasSecond ? Math.Min(firstUse[n.Target], firstUse[n.Second]) : firstUse[n.Target];
                if (use != int.MaxValue) _level[i] = use;
            }

            foreach (int operand in n.Operands) firstUse[operand] = Math.Min(firstUse[operand], _level[i]);
        }
    }

    private static IEnumerable<IReadOnlyList<TileInstruction>> Split(IEnumerable<TileInstruction> segment)
    {
        List<TileInstruction> part = [];
        int operations = 0;
        foreach (TileInstruction n in segment)
        {
            int own = Operations(n.Operation);
            if (part.Count > 0 && operations + own > MostOperations)
            {
                yield return part;
                part = [];
                operations = 0;
            }

            part.Add(n);
            operations += own;
        }

        if (part.Count > 0) yield return part;
    }

    // How many operations on lanes it is; 0 for what has a loop of its own.
    private static int Operations(TileOperation operation) => operation switch
    {
        TileOperation.Add or TileOperation.Subtract or TileOperation.Multiply or TileOperation.Divide
            or TileOperation.Square or TileOperation.Reciprocal or TileOperation.Sqrt or TileOperation.Abs
            or TileOperation.MultiplyAdd or TileOperation.Store => 1,
        TileOperation.Scale or TileOperation.ScaleAdd or TileOperation.Affine or TileOperation.MultiplySubtract
            or TileOperation.NegativeMagnitude => 3,
        TileOperation.CopySign or TileOperation.OneAtZeroPower or TileOperation.Softplus or TileOperation.Erfc
            or TileOperation.Cosh => 5,
        TileOperation.Max or TileOperation.Min or TileOperation.ChainMultiply => 6,
        TileOperation.Choose or TileOperation.Sigmoid or TileOperation.Tanh or TileOperation.AsinhArgument => 9,
        TileOperation.Sinh => 14,
        _ => 0,
    };
}
