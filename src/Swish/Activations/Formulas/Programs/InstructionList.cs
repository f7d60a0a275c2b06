using Swish.Expressions;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// The instructions of a program while it is compiled, each result in a register of its own. What is computed already is
/// not computed again: value and derivatives share e^−|u|, sin u with cos u, √(u² + 1), and whatever else is the same.
/// </summary>
internal sealed class InstructionList
{
    private readonly List<TileInstruction> _prologue = [];
    private readonly List<TileInstruction> _body = [];
    private readonly Dictionary<(TileInstruction, long, long), int> _known = [];
    private readonly List<bool> _dependOnInput = [];

    /// <summary>A list that begins with loading x.</summary>
    public InstructionList() => Input = Add(new(TileOperation.LoadInput, 0));

    /// <summary>The register of x.</summary>
    public int Input { get; }

    /// <summary>Adds an instruction, if its result is not there already.</summary>
    /// <param name="instruction">Operation and operands.</param>
    /// <returns>The register of the result; the second result's is the next one.</returns>
    public int Add(TileInstruction instruction)
    {
        // By the constants' bits: 0 and −0 are equal as numbers.
        (TileInstruction, long, long) key = (
            instruction,
            BitConverter.DoubleToInt64Bits(instruction.Constant), BitConverter.DoubleToInt64Bits(instruction.Constant2));
        if (_known.TryGetValue(key, out int known)) return known;

        bool dependsOnInput = instruction.Operation == TileOperation.LoadInput
            || instruction.Operands.Any(operand => _dependOnInput[operand]);
        int target = _dependOnInput.Count;
        _dependOnInput.Add(dependsOnInput);
        if (instruction.HasSecond) _dependOnInput.Add(dependsOnInput);
        _known.Add(key, target);
        (dependsOnInput ? _body : _prologue).Add(
            instruction with { Target = target, Second = instruction.HasSecond ? target + 1 : 0 });
        return target;
    }

    /// <summary>Adds the output of a register.</summary>
    public void Store(int register, int output) => _body.Add(new(TileOperation.Store, 0, A: register, B: output));

    /// <summary>What does not depend on x.</summary>
    public IReadOnlyList<TileInstruction> Prologue => _prologue;

    /// <summary>What is done to each tile.</summary>
    public IReadOnlyList<TileInstruction> Body => _body;

    /// <summary>How many registers there are.</summary>
    public int RegisterCount => _dependOnInput.Count;

    /// <summary>The program. Nothing can be added afterwards.</summary>
    public ExpressionProgram ToProgram()
    {
        // Of two results only one may be wanted.
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
