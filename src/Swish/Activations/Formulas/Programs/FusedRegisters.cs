namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Assigns registers in memory to the results of a fused program. The results of interpreted instructions need one; the
/// results of a segment need one only if another step reads them. A register is reused once its result is dead.
/// </summary>
internal sealed class FusedRegisters
{
    private readonly int[] _places;

    /// <summary>Assigns the registers.</summary>
    /// <param name="plan">The steps of the program.</param>
    /// <param name="prologue">The instructions that do not depend on x; their registers are never reused.</param>
    /// <param name="inputs">The numbers of the results that are x and, in a gate, y.</param>
    /// <param name="registers">The number of results.</param>
    public FusedRegisters(FusionPlan plan, IReadOnlyList<TileInstruction> prologue, int[] inputs, int registers)
    {
        _places = new int[registers];
        Array.Fill(_places, -1);
        // Segments contain constants as literals, so a constant needs a register only if another instruction reads it.
        HashSet<int> read = [.. prologue.Concat(plan.Steps.SelectMany(step => step))
            .Where(n => !FusionPlan.IsShort(n.Operation) || prologue.Contains(n)).SelectMany(n => n.Operands)];
        foreach (TileInstruction n in prologue)
        {
            if (n.Operation == TileOperation.Fill && !read.Contains(n.Target)) continue;
            foreach (int result in Results(n)) _places[result] = Count++;
        }

        int[] lastStep = LastSteps(plan, registers);
        Stack<int> free = new();
        int pinned = Count;
        foreach (int input in inputs) _places[input] = Count++;
        for (int step = 0; step < plan.Steps.Count; step++)
        {
            IReadOnlyList<TileInstruction> instructions = plan.Steps[step];
            int[] results = [.. instructions.SelectMany(Results)];
            foreach (int operand in instructions.SelectMany(n => n.Operands).Distinct().Except(results))
                if (lastStep[operand] == step && _places[operand] >= pinned) free.Push(_places[operand]);
            foreach (int result in results)
            {
                if (lastStep[result] > step || !FusionPlan.IsShort(instructions[0].Operation))
                    _places[result] = free.Count > 0 ? free.Pop() : Count++;
            }
        }
    }

    /// <summary>Gets the number of registers assigned.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the register of a result, or −1 if it has none.</summary>
    public int this[int register] => _places[register];

    /// <summary>Replaces the result numbers of an instruction by the assigned registers.</summary>
    /// <param name="n">The instruction.</param>
    /// <returns>The instruction with assigned registers.</returns>
    public TileInstruction Renumber(TileInstruction n)
    {
        int[] operands = n.Operands;
        return n with
        {
            Target = _places[n.Target],
            Second = n.HasSecond ? _places[n.Second] : 0,
            A = operands.Length > 0 ? _places[n.A] : n.A,
            B = operands.Length > 1 ? _places[n.B] : n.B,
            C = operands.Length > 2 ? _places[n.C] : n.C,
            D = operands.Length > 3 ? _places[n.D] : n.D,
            E = operands.Length > 4 ? _places[n.E] : n.E,
        };
    }

    private static int[] LastSteps(FusionPlan plan, int registers)
    {
        int[] last = new int[registers];
        Array.Fill(last, -1);
        for (int step = 0; step < plan.Steps.Count; step++)
            foreach (int operand in plan.Steps[step].SelectMany(n => n.Operands)) last[operand] = step;
        return last;
    }

    private static int[] Results(TileInstruction n) =>
        n.Operation == TileOperation.Store ? [] : n.HasSecond ? [n.Target, n.Second] : [n.Target];
}
