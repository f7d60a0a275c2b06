namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Allocates registers: a result gets the register of one that is no longer used, so that all registers fit in the L1
/// cache. Results that do not depend on x are computed before the first tile and keep their registers.
/// </summary>
internal static class RegisterAllocator
{
    /// <summary>Allocates the registers of a program.</summary>
    /// <param name="instructions">The instructions, each with its own result register.</param>
    /// <returns>The program.</returns>
    public static ExpressionProgram Allocate(InstructionList instructions)
    {
        IReadOnlyList<TileInstruction> prologue = instructions.Prologue, body = instructions.Body;
        int count = instructions.RegisterCount;
        int[] lastUse = new int[count];
        for (int i = 0; i < body.Count; i++)
            foreach (int operand in body[i].Operands) lastUse[operand] = i;

        int[] places = new int[count];
        Array.Fill(places, -1);
        int used = 0;
        Stack<int> free = new();
        List<TileInstruction> newPrologue = [];
        foreach (TileInstruction instruction in prologue)
        {
            places[instruction.Target] = used++;
            if (instruction.HasSecond) places[instruction.Second] = used++;
            newPrologue.Add(Renumber(instruction, places));
        }

        int pinned = used;
        List<TileInstruction> newBody = [];
        for (int i = 0; i < body.Count; i++)
        {
            TileInstruction instruction = body[i];
            foreach (int operand in instruction.Operands.Distinct())
                if (lastUse[operand] == i && places[operand] >= pinned) free.Push(places[operand]);

            if (instruction.Operation != TileOperation.Store)
            {
                places[instruction.Target] = Take();
                if (instruction.HasSecond) places[instruction.Second] = Take();
            }

            newBody.Add(Renumber(instruction, places));
            // The register of a result that nothing uses is free at once.
            if (instruction.Operation != TileOperation.Store && lastUse[instruction.Target] <= i)
                free.Push(places[instruction.Target]);
            if (instruction.HasSecond && lastUse[instruction.Second] <= i)
                free.Push(places[instruction.Second]);
        }

        return new ExpressionProgram([.. newPrologue], [.. newBody], used, instructions);

        int Take() => free.Count > 0 ? free.Pop() : used++;
    }

    private static int Placed(int[] operands, int index, int otherwise) =>
        index < operands.Length ? operands[index] : otherwise;

    private static TileInstruction Renumber(TileInstruction n, int[] places)
    {
        int[] operands = [.. n.Operands.Select(o => places[o])];
        return n with
        {
            Target = n.Operation == TileOperation.Store ? 0 : places[n.Target],
            Second = n.HasSecond ? places[n.Second] : 0,
            A = Placed(operands, 0, n.A),
            B = Placed(operands, 1, n.B),
            C = Placed(operands, 2, n.C),
            D = Placed(operands, 3, n.D),
            E = Placed(operands, 4, n.E),
        };
    }
}
