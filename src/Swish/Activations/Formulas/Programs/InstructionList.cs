namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Collects the instructions of a program during compilation, each with its own result register. An instruction that is
/// already in the list is not added again, so the value and the derivatives share e^−|u|, sin u with cos u, √(u² + 1)
/// and all other equal parts.
/// </summary>
internal sealed class InstructionList
{
    private readonly List<TileInstruction> _prologue = [];
    private readonly List<TileInstruction> _body = [];
    private readonly Dictionary<(TileInstruction, long, long), int> _known = [];
    private readonly List<bool> _dependOnInput = [];

    /// <summary>Creates a list whose first instruction loads x.</summary>
    public InstructionList() => Input = Add(new(TileOperation.LoadInput, 0));

    /// <summary>Gets the register of x.</summary>
    public int Input { get; }

    /// <summary>Adds an instruction, unless an equal one is already in the list.</summary>
    /// <param name="instruction">The operation and its operands; the target is ignored.</param>
    /// <returns>The register of the result; a second result is in the next register.</returns>
    public int Add(TileInstruction instruction)
    {
        // Compare the bits of the constants, because 0 and −0 are equal as numbers.
        (TileInstruction, long, long) key = (
            instruction,
            BitConverter.DoubleToInt64Bits(instruction.Constant),
            BitConverter.DoubleToInt64Bits(instruction.Constant2));
        if (_known.TryGetValue(key, out int known)) return known;

        bool dependsOnInput = instruction.LoadsInput
            || instruction.Operands.Any(operand => _dependOnInput[operand]);
        int target = _dependOnInput.Count;
        _dependOnInput.Add(dependsOnInput);
        if (instruction.HasSecond) _dependOnInput.Add(dependsOnInput);
        _known.Add(key, target);
        (dependsOnInput ? _body : _prologue).Add(
            instruction with { Target = target, Second = instruction.HasSecond ? target + 1 : 0 });
        return target;
    }

    /// <summary>Adds an instruction that writes a register to an output.</summary>
    /// <param name="register">The register.</param>
    /// <param name="output">0 for the value, 1 and 2 for the derivatives, 3 and more for the derivatives with respect
    /// to the parameters.</param>
    public void Store(int register, int output) => _body.Add(new(TileOperation.Store, 0, A: register, B: output));

    /// <summary>Gets the instructions that do not depend on x.</summary>
    public IReadOnlyList<TileInstruction> Prologue => _prologue;

    /// <summary>Gets the instructions for each tile.</summary>
    public IReadOnlyList<TileInstruction> Body => _body;

    /// <summary>Gets the number of registers.</summary>
    public int RegisterCount => _dependOnInput.Count;

    /// <summary>Creates the program. No instruction may be added afterward.</summary>
    /// <returns>The program with its registers allocated.</returns>
    public ExpressionProgram ToProgram()
    {
        // An instruction with two results becomes a cheaper one if only one of them is used.
        HashSet<int> used = [.. _prologue.Concat(_body).SelectMany(instruction => instruction.Operands)];
        for (int i = 0; i < _prologue.Count; i++) _prologue[i] = Narrowed(_prologue[i], used);
        for (int i = 0; i < _body.Count; i++) _body[i] = Narrowed(_body[i], used);
        return RegisterAllocator.Allocate(this);
    }

    private static TileInstruction Narrowed(TileInstruction n, HashSet<int> used) => n switch
    {
        { Operation: TileOperation.ExpWithExpm1 } when !used.Contains(n.Second) =>
            n with { Operation = TileOperation.Exp, Second = 0 },
        { Operation: TileOperation.ExpWithExpm1 } when !used.Contains(n.Target) =>
            n with { Operation = TileOperation.Expm1, Target = n.Second, Second = 0 },
        { Operation: TileOperation.SineWithCosine } when !used.Contains(n.Second) =>
            n with { Operation = TileOperation.Sin, Second = 0 },
        { Operation: TileOperation.SineWithCosine } when !used.Contains(n.Target) =>
            n with { Operation = TileOperation.Cos, Target = n.Second, Second = 0 },
        _ => n,
    };
}
