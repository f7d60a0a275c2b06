using System.Runtime.CompilerServices;
using Swish.Expressions.Simplification;
using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Runs the passes of an activation as instructions on tiles: x is widened to double, everything is computed in double,
/// and the outputs are rounded to float once. Thread-safe; each thread has its own registers.
/// </summary>
/// <param name="prologue">The instructions that do not depend on x; they run once per pass.</param>
/// <param name="body">
/// The instructions that run for each tile; the first one loads x, and in a gate the second one loads y.
/// </param>
/// <param name="registerCount">The number of registers.</param>
/// <param name="instructions">The instructions before register allocation, which fusion needs.</param>
internal sealed class ExpressionProgram(
    TileInstruction[] prologue, TileInstruction[] body, int registerCount, InstructionList instructions)
{
    // Compilation takes one to four milliseconds and saves about two milliseconds per million elements.
    private const int ElementsBeforeFusion = 1_000_000;

    // The size of all registers together. An L1 cache has at least 32 KiB, and input and output need room in it too.
    private const int CacheBytes = 24 * 1024;

    private object? _fused;
    private long _processedElements;

    /// <summary>
    /// Gets the number of doubles in a register: a multiple of the panel width, and as many as the L1 cache has room
    /// for. Longer tiles spend a smaller share of the time on starting each loop.
    /// </summary>
    public int TileLength { get; } = TileLengthFor(registerCount);

    /// <summary>Gets the number of instructions that run for each tile.</summary>
    public int Length => body.Length;

    /// <summary>Gets the number of registers.</summary>
    public int RegisterCount => registerCount;

    /// <summary>Gets a value that indicates whether the program has run long enough to be compiled to
    /// segments.</summary>
    public bool IsFused => Volatile.Read(ref _fused) is not null;

    /// <summary>Computes <see cref="TileLength"/> for a number of registers.</summary>
    public static int TileLengthFor(int registers) =>
        Panel.Width * Math.Clamp(CacheBytes / sizeof(double) / Panel.Width / Math.Max(1, registers), 4, 32);

    /// <summary>
    /// Runs a pass with the widest vectors of this machine. Once the program has processed enough elements for
    /// compilation to pay off, it runs as a <see cref="FusedProgram{T, TSegment}"/>, which computes the same bits.
    /// </summary>
    /// <param name="pass">The inputs and outputs.</param>
    public void Run(in ActivationPass pass)
    {
        switch (VectorWidth.Bits)
        {
            case 512: RunOrFuse<SimdDoublePair<SimdDouble512>, SimdDouble512>(pass); break;
            case 256: RunOrFuse<SimdDoublePair<SimdDouble256>, SimdDouble256>(pass); break;
            case 128: RunOrFuse<SimdDoublePair<SimdDouble128>, SimdDouble128>(pass); break;
            default: Run<SimdDouble64>(pass); break;
        }
    }

    /// <summary>Compiles the short instructions to segments, for one vector width.</summary>
    /// <returns>The program with compiled segments.</returns>
    public FusedProgram<T, TSegment> Fuse<T, TSegment>()
        where T : struct, ISimdDoubleVector<T>
        where TSegment : struct, ISimdDoubleVector<TSegment> =>
        new(this, instructions.Prologue, instructions.Body, instructions.RegisterCount);

    private void RunOrFuse<T, TSegment>(in ActivationPass pass)
        where T : struct, ISimdDoubleVector<T>
        where TSegment : struct, ISimdDoubleVector<TSegment>
    {
        if (pass.Input.Length % Panel.Width == 0 && Volatile.Read(ref _fused) is FusedProgram<T, TSegment> fused)
        {
            fused.Run(pass);
            return;
        }

        Run<T>(pass);
        long elements = Interlocked.Add(ref _processedElements, pass.Input.Length);
        // One thread compiles while the others continue; both programs compute the same bits.
        if (elements >= ElementsBeforeFusion && elements - pass.Input.Length < ElementsBeforeFusion
            && RuntimeFeature.IsDynamicCodeCompiled)
        {
            Volatile.Write(ref _fused, Fuse<T, TSegment>());
        }
    }

    /// <summary>Runs a pass with one vector width, without compiled segments.</summary>
    public void Run<T>(in ActivationPass pass)
        where T : struct, ISimdDoubleVector<T>
    {
        Span<double> registers = DoubleScratch.Get(registerCount * TileLength);
        RunPrologue<T>(pass.Parameters, registers);
        for (int start = 0; start < pass.Input.Length; start += TileLength)
        {
            int count = Math.Min(TileLength, pass.Input.Length - start);
            RunTile<T>(pass, start, count, registers);
        }
    }

    /// <summary>Runs a part of a pass.</summary>
    /// <param name="pass">The inputs and outputs.</param>
    /// <param name="start">The first element.</param>
    /// <param name="count">The number of elements.</param>
    public void Run<T>(in ActivationPass pass, int start, int count)
        where T : struct, ISimdDoubleVector<T>
    {
        Span<double> registers = DoubleScratch.Get(registerCount * TileLength);
        RunPrologue<T>(pass.Parameters, registers);
        for (int end = start + count; start < end; start += TileLength)
            RunTile<T>(pass, start, Math.Min(TileLength, end - start), registers);
    }

    /// <summary>Runs the instructions that do not depend on x.</summary>
    /// <param name="prologue">The instructions.</param>
    /// <param name="parameters">The parameters, <c>[parameters, panel width]</c>.</param>
    /// <param name="registers">All registers.</param>
    /// <param name="tile">The number of doubles in a register.</param>
    public static void RunPrologue<T>(
        TileInstruction[] prologue, ReadOnlySpan<float> parameters, Span<double> registers, int tile)
        where T : struct, ISimdDoubleVector<T>
    {
        foreach (ref readonly TileInstruction instruction in prologue.AsSpan())
        {
            if (instruction.Operation == TileOperation.LoadParameter)
            {
                ReadOnlySpan<float> lanes = parameters.Slice(instruction.A * Panel.Width, Panel.Width);
                Span<double> register = registers.Slice(instruction.Target * tile, tile);
                for (int i = 0; i < lanes.Length; i++) register[i] = lanes[i];
                for (int i = lanes.Length; i < register.Length; i += lanes.Length)
                    register[..lanes.Length].CopyTo(register[i..]);
            }
            else
            {
                TileInterpreter<T>.Execute(instruction, registers, tile, (nuint)tile);
            }
        }
    }

    private void RunPrologue<T>(ReadOnlySpan<float> parameters, Span<double> registers)
        where T : struct, ISimdDoubleVector<T> => RunPrologue<T>(prologue, parameters, registers, TileLength);

    private void RunTile<T>(in ActivationPass pass, int start, int count, Span<double> registers)
        where T : struct, ISimdDoubleVector<T>
    {
        nuint length = (nuint)((count + T.Count - 1) / T.Count * T.Count);
        ReadOnlySpan<float> input = pass.Input.Slice(start, count);
        bool finite = Load<T>(input, registers.Slice(body[0].Target * TileLength, TileLength));
        if (!pass.SecondInput.IsEmpty)
        {
            RunGateTile<T>(pass, start, count, length, finite, registers);
            return;
        }
        if (!finite)
        {
            // Copy the input first, because an output may be the same memory.
            Span<float> kept = stackalloc float[count];
            input.CopyTo(kept);
            RunBody<T>(pass, start, count, length, registers);
            RunUnusual<T>(pass, start, kept, registers);
            RunPrologue<T>(pass.Parameters, registers);
            return;
        }

        RunBody<T>(pass, start, count, length, registers);
    }

    // A gate has no limits for infinite inputs: they give what the operations give, which may be NaN.
    private void RunGateTile<T>(
        in ActivationPass pass, int start, int count, nuint length, bool finite, Span<double> registers)
        where T : struct, ISimdDoubleVector<T>
    {
        ReadOnlySpan<float> x = pass.Input.Slice(start, count), y = pass.SecondInput.Slice(start, count);
        finite &= Load<T>(y, registers.Slice(body[1].Target * TileLength, TileLength));
        if (finite)
        {
            RunBody<T>(pass, start, count, length, registers);
            return;
        }

        // Find the NaNs first, because the outputs overwrite the inputs.
        Span<bool> isNaN = stackalloc bool[count];
        for (int i = 0; i < count; i++) isNaN[i] = float.IsNaN(x[i]) || float.IsNaN(y[i]);
        RunBody<T>(pass, start, count, length, registers);
        foreach (ref readonly TileInstruction instruction in body.AsSpan())
        {
            if (instruction.Operation != TileOperation.Store) continue;
            Span<float> output = OutputOf(pass, instruction.B).Slice(start, count);
            for (int i = 0; i < count; i++)
                if (isNaN[i]) output[i] = float.NaN;
        }
    }

    private void RunBody<T>(in ActivationPass pass, int start, int count, nuint length, Span<double> registers)
        where T : struct, ISimdDoubleVector<T>
    {
        foreach (ref readonly TileInstruction instruction in body.AsSpan(1))
        {
            if (instruction.Operation == TileOperation.Store)
            {
                Store<T>(
                    registers.Slice(instruction.A * TileLength, TileLength),
                    OutputOf(pass, instruction.B).Slice(start, count));
            }
            else if (!instruction.LoadsInput)
            {
                TileInterpreter<T>.Execute(instruction, registers, TileLength, length);
            }
        }
    }

    // Replaces the outputs for NaN by NaN, and for ±∞ by the limits.
    private void RunUnusual<T>(in ActivationPass pass, int start, ReadOnlySpan<float> input, Span<double> registers)
        where T : struct, ISimdDoubleVector<T>
    {
        for (int i = 0; i < input.Length; i++)
        {
            float x = input[i];
            if (float.IsFinite(x)) continue;
            foreach (ref readonly TileInstruction instruction in body.AsSpan())
            {
                if (instruction.Operation != TileOperation.Store) continue;
                Span<float> output = OutputOf(pass, instruction.B);
                output[start + i] = float.IsNaN(x)
                    ? float.NaN
                    : Limit<T>(pass, x, instruction.B, (start + i) % Panel.Width, registers);
            }
        }
    }

    private float Limit<T>(in ActivationPass pass, float x, int output, int lane, Span<double> registers)
        where T : struct, ISimdDoubleVector<T>
    {
        Span<float> parameters = stackalloc float[pass.Parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = pass.Parameters[(i / Panel.Width * Panel.Width) + lane];
        RunPrologue<T>(parameters, registers);

        ReadOnlySpan<float> points =
            [x, MathF.CopySign((float)LimitAtInfinity.Near, x), MathF.CopySign((float)LimitAtInfinity.Far, x)];
        Span<float> values = stackalloc float[3];
        Load<T>(points, registers.Slice(body[0].Target * TileLength, TileLength));
        foreach (ref readonly TileInstruction instruction in body.AsSpan(1))
        {
            if (instruction.Operation != TileOperation.Store)
                TileInterpreter<T>.Execute(instruction, registers, TileLength, (nuint)Math.Max(T.Count, 4));
            else if (instruction.B == output)
                Store<T>(registers.Slice(instruction.A * TileLength, TileLength), values);
        }

        return (float)LimitAtInfinity.Compute(values[0], values[1], values[2]);
    }

    // Elements that do not fill a vector are copied to a buffer that does.
    private static bool Load<T>(ReadOnlySpan<float> input, Span<double> register)
        where T : struct, ISimdDoubleVector<T>
    {
        int whole = input.Length / T.Count * T.Count;
        bool finite = true;
        if (whole > 0) finite = TileLoops<T>.LoadInput(in input[0], ref register[0], 0, (nuint)whole);
        if (whole == input.Length) return finite;

        Span<float> rest = stackalloc float[T.Count];
        rest.Clear();
        input[whole..].CopyTo(rest);
        return TileLoops<T>.LoadInput(in rest[0], ref register[whole], 0, (nuint)T.Count) && finite;
    }

    private static void Store<T>(Span<double> register, Span<float> output)
        where T : struct, ISimdDoubleVector<T>
    {
        int whole = output.Length / T.Count * T.Count;
        if (whole > 0) TileLoops<T>.StoreOutput(ref register[0], 0, ref output[0], (nuint)whole);
        if (whole == output.Length) return;

        Span<float> rest = stackalloc float[T.Count];
        TileLoops<T>.StoreOutput(ref register[whole], 0, ref rest[0], (nuint)T.Count);
        rest[..(output.Length - whole)].CopyTo(output[whole..]);
    }

    private static Span<float> OutputOf(in ActivationPass pass, int output) => output switch
    {
        0 => pass.Value,
        1 => pass.FirstDerivative,
        2 => pass.SecondDerivative,
        _ => pass.ParameterGradient.Slice((output - 3) * pass.Input.Length, pass.Input.Length),
    };
}
