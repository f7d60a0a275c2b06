namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Groups the instructions of a program into loops. Functions with long dependency chains keep their own loops; the
/// short instructions between them (sums, products, selections and the rounding to float) become segments, whose
/// intermediate results stay in the registers of the processor.
/// </summary>
internal sealed class FusionPlan
{
    // The JIT compiler inlines this many operations into one method with a safe margin. If its inlining budget ran out,
    // it would emit calls, which cost a hundred times as much.
    private const int MaxOperationsPerMethod = 80;

    private readonly int[] _level;
    private readonly IReadOnlyList<TileInstruction> _body;
    private readonly int _inputs;

    /// <summary>Groups the instructions of a program.</summary>
    /// <param name="prologue">The instructions that do not depend on x, each with its own result register.</param>
    /// <param name="body">The instructions for each tile, each with its own result register; the first loads x, and
    /// in a gate the second loads y.</param>
    /// <param name="registers">The number of registers that prologue and body use.</param>
    public FusionPlan(IReadOnlyList<TileInstruction> prologue, IReadOnlyList<TileInstruction> body, int registers)
    {
        _body = body;
        _inputs = body.TakeWhile(n => n.LoadsInput).Count();
        _level = new int[body.Count];
        Constants = prologue.Where(n => n.Operation == TileOperation.Fill).ToDictionary(n => n.Target, n => n.Constant);
        FindLevels(registers);
        List<IReadOnlyList<TileInstruction>> steps = [];
        for (int level = 0; level <= _level.Max(); level++)
        {
            steps.AddRange(Split(AtLevel(level).Where(n => IsShort(n.Operation))));
            steps.AddRange(AtLevel(level).Where(n => !IsShort(n.Operation)).Select(n => (TileInstruction[])[n]));
        }

        Steps = steps;
    }

    /// <summary>Gets the steps for a tile, in order: each is one instruction with its own loop, or a segment.</summary>
    public IReadOnlyList<IReadOnlyList<TileInstruction>> Steps { get; }

    /// <summary>Gets the registers that hold a constant, and their values. Segments use the values as
    /// literals.</summary>
    public IReadOnlyDictionary<int, double> Constants { get; }

    /// <summary>Determines whether an operation belongs in a segment rather than its own loop.</summary>
    public static bool IsShort(TileOperation operation) => Operations(operation) > 0;

    private IEnumerable<TileInstruction> AtLevel(int level) =>
        Enumerable.Range(_inputs, _body.Count - _inputs).Where(i => _level[i] == level).Select(i => _body[i]);

    // The level of an instruction is the number of long instructions on the path to it. Short instructions then move to
    // the level of their first use.
    private void FindLevels(int registers)
    {
        int[] available = new int[registers];
        for (int i = _inputs; i < _body.Count; i++)
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
        for (int i = _body.Count - 1; i >= _inputs; i--)
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
            if (part.Count > 0 && operations + own > MaxOperationsPerMethod)
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

    // Returns the number of vector operations; 0 for an instruction with its own loop.
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
