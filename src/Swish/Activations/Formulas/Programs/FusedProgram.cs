using System.Runtime.InteropServices;
using Swish.Kernels;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Runs a program whose short instructions are compiled to segments. Compilation takes milliseconds, so it pays off
/// only for long runs. It computes the same bits as the <see cref="ExpressionProgram"/> it was compiled from.
/// </summary>
/// <typeparam name="T">The vector type of interpreted instructions.</typeparam>
/// <typeparam name="TSegment">The vector type of segments.</typeparam>
internal sealed class FusedProgram<T, TSegment>
    where T : struct, ISimdDoubleVector<T>
    where TSegment : struct, ISimdDoubleVector<TSegment>
{
    private readonly ExpressionProgram _plain;
    private readonly TileInstruction[] _prologue;
    private readonly (TileInstruction Instruction, LaneSegment? Segment)[] _steps;
    private readonly int[] _inputs;
    private readonly int _registerCount;
    private readonly int _tile;

    /// <summary>Compiles a program.</summary>
    /// <param name="plain">The interpreted program.</param>
    /// <param name="prologue">The instructions that do not depend on x, each with its own result register.</param>
    /// <param name="body">The instructions for each tile, each with its own result register.</param>
    /// <param name="registers">The number of registers that prologue and body use.</param>
    public FusedProgram(
        ExpressionProgram plain, IReadOnlyList<TileInstruction> prologue, IReadOnlyList<TileInstruction> body,
        int registers)
    {
        _plain = plain;
        FusionPlan plan = new(prologue, body, registers);
        int[] inputs = [.. body.TakeWhile(n => n.LoadsInput).Select(n => n.Target)];
        FusedRegisters places = new(plan, prologue, inputs, registers);
        _registerCount = places.Count;
        _tile = ExpressionProgram.TileLengthFor(places.Count);
        _inputs = [.. inputs.Select(input => places[input] * _tile)];
        _prologue = [.. prologue.Where(n => places[n.Target] >= 0).Select(places.Renumber)];
        Dictionary<int, int> offsets = Enumerable.Range(0, registers).Where(register => places[register] >= 0)
            .ToDictionary(register => register, register => places[register] * _tile);
        _steps = [.. plan.Steps.Select(step => FusionPlan.IsShort(step[0].Operation)
            ? (default, SegmentCompiler<TSegment>.Compile(step, plan.Constants, offsets))
            : (places.Renumber(step[0]), (LaneSegment?)null))];
    }

    /// <summary>Runs a pass.</summary>
    /// <param name="pass">The inputs and outputs, whose length is a multiple of the panel width.</param>
    public void Run(in ActivationPass pass)
    {
        Span<double> registers = DoubleScratch.Get(_registerCount * _tile);
        ExpressionProgram.RunPrologue<T>(_prologue, pass.Parameters, registers, _tile);
        for (int start = 0; start < pass.Input.Length; start += _tile)
        {
            int count = Math.Min(_tile, pass.Input.Length - start);
            bool finite = TileLoops<T>.LoadInput(in pass.Input[start], ref registers[_inputs[0]], 0, (nuint)count);
            if (_inputs.Length > 1)
            {
                finite &= TileLoops<T>.LoadInput(
                    in pass.SecondInput[start], ref registers[_inputs[1]], 0, (nuint)count);
            }

            if (finite)
            {
                RunTile(pass, start, count, registers);
            }
            else
            {
                // The interpreted program handles inputs that are not finite. It overwrites the same scratch memory.
                _plain.Run<T>(pass, start, count);
                registers = DoubleScratch.Get(_registerCount * _tile);
                ExpressionProgram.RunPrologue<T>(_prologue, pass.Parameters, registers, _tile);
            }
        }
    }

    private void RunTile(in ActivationPass pass, int start, int count, Span<double> registers)
    {
        ref double first = ref MemoryMarshal.GetReference(registers);
        foreach (ref readonly (TileInstruction Instruction, LaneSegment? Segment) step in _steps.AsSpan())
        {
            if (step.Segment is null)
            {
                TileInterpreter<T>.Execute(step.Instruction, registers, _tile, (nuint)count);
            }
            else
            {
                step.Segment(
                    ref first, ref From(pass.Value, start), ref From(pass.FirstDerivative, start),
                    ref From(pass.SecondDerivative, start), ref From(pass.ParameterGradient, start),
                    (nuint)pass.Input.Length, (nuint)count);
            }
        }
    }

    private static ref float From(Span<float> output, int start) =>
        ref MemoryMarshal.GetReference(output.IsEmpty ? output : output[start..]);
}
