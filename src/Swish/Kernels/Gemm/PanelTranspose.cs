using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Swish.Kernels.Memory;

namespace Swish.Kernels.Gemm;

/// <summary>
/// Transposes 32 columns of a weight matrix, or squares of 32 × 32, so that the backward pass can use the same matrix product
/// as the forward pass. Weights are transposed immediately before they are used, into scratch memory that stays in the L1 or
/// L2 cache.
/// </summary>
internal static unsafe class PanelTranspose
{
    /// <summary>The number of floats of a square of 32 × 32.</summary>
    public const int SquareLength = Panel.Width * Panel.Width;

    /// <summary>
    /// Transposes the weights of 32 inputs: target[output, i] = W[output, 32·<paramref name="panel"/> + i], for all
    /// outputs.
    /// </summary>
    /// <param name="weights">[outputs, inputs] in panels: [output/32][input][32].</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="panel">The index of the panel of 32 inputs.</param>
    /// <param name="target">
    /// Receives [output][32], with rows up to a whole panel of outputs. Lanes after the last input do not change.
    /// </param>
    public static void Run(ReadOnlySpan<float> weights, int inputs, int outputs, int panel, Span<float> target)
    {
        int first = panel * Panel.Width;
        Run(weights, inputs, outputs, first, Math.Min(Panel.Width, inputs - first), target);
    }

    /// <summary>
    /// Transposes the weights of some inputs: target[output, i] = W[output, <paramref name="first"/> + i], for all outputs.
    /// </summary>
    /// <param name="weights">[outputs, inputs] in panels: [output/32][input][32].</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="first">The first input.</param>
    /// <param name="rows">The number of inputs to transpose, 1 to 32.</param>
    /// <param name="target">
    /// Receives [output][32], with rows up to a whole panel of outputs. Lanes after the last input do not change.
    /// </param>
    public static void Run(
        ReadOnlySpan<float> weights, int inputs, int outputs, int first, int rows, Span<float> target)
    {
        if (first + rows > inputs || weights.Length < Panel.Length(inputs, outputs)
            || target.Length < Panel.Length(Panel.Width, outputs))
            throw new ArgumentException("The operands' lengths do not agree.");
        fixed (float* source = weights, transposed = target) Run(source, inputs, outputs, first, rows, transposed);
    }

    /// <summary>Transposes a square of 32 × 32, or its first rows.</summary>
    /// <param name="source">[32][32].</param>
    /// <param name="rows">The number of rows to transpose, 1 to 32.</param>
    /// <param name="target">Receives [32][32], of which lanes from <paramref name="rows"/> on do not change.</param>
    public static void Square(ReadOnlySpan<float> source, int rows, Span<float> target)
    {
        if (rows > Panel.Width || source.Length < rows * Panel.Width || target.Length < SquareLength)
            throw new ArgumentException("The operands' lengths do not agree.");
        fixed (float* from = source, to = target) Square(from, rows, to);
    }

    private static void Run(float* weights, int inputs, int outputs, int first, int rows, float* target)
    {
        for (int p = 0; p < Panel.Count(outputs); p++)
            Square(weights + ((nint)p * inputs + first) * Panel.Width, rows, target + (nint)p * SquareLength);
    }

    private static void Square(float* source, int rows, float* target)
    {
        int done =
            Avx512F.IsSupported ? Squares512(source, rows, target)
            : Avx.IsSupported ? Squares256(source, rows, target)
            : Vector128.IsHardwareAccelerated ? Squares128(source, rows, target)
            : 0;
        Scalar(source, done, rows, target);
    }

    /// <summary>Transposes the remaining rows, or all rows, without vectors.</summary>
    internal static void Scalar(float* source, int from, int rows, float* target)
    {
        for (int i = from; i < rows; i++)
            for (int o = 0; o < Panel.Width; o++)
                target[o * Panel.Width + i] = source[i * Panel.Width + o];
    }

    /// <summary>
    /// Transposes squares of 4. Rows 0 and 2, 1 and 3 are paired first, so that both stages are simple interleavings.
    /// </summary>
    /// <returns>The rows done: the multiple of 4 in <paramref name="rows"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static int Squares128(float* source, int rows, float* target)
    {
        int i = 0;
        for (; i + 4 <= rows; i += 4)
        {
            for (int o = 0; o < Panel.Width; o += 4)
            {
                float* s = source + i * Panel.Width + o;
                Vector128<float> r0 = Vector128.Load(s), r1 = Vector128.Load(s + Panel.Width);
                Vector128<float> r2 = Vector128.Load(s + 2 * Panel.Width), r3 = Vector128.Load(s + 3 * Panel.Width);
                Vector128<float> a = InterleaveLow(r0, r2), b = InterleaveHigh(r0, r2);
                Vector128<float> c = InterleaveLow(r1, r3), d = InterleaveHigh(r1, r3);
                float* t = target + o * Panel.Width + i;
                InterleaveLow(a, c).Store(t);
                InterleaveHigh(a, c).Store(t + Panel.Width);
                InterleaveLow(b, d).Store(t + 2 * Panel.Width);
                InterleaveHigh(b, d).Store(t + 3 * Panel.Width);
            }
        }
        return i;
    }

    /// <summary>
    /// Transposes squares of 8. Quarters of two rows are loaded into each register, so that only interleavings within
    /// 128 bits remain.
    /// </summary>
    /// <returns>The rows done: the multiple of 8 in <paramref name="rows"/>, and one of 4 after them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static int Squares256(float* source, int rows, float* target)
    {
        int i = 0;
        for (; i + 8 <= rows; i += 8)
        {
            for (int o = 0; o < Panel.Width; o += 4)
            {
                float* s = source + i * Panel.Width + o;
                Vector256<float> r0 = Halves(s), r1 = Halves(s + Panel.Width);
                Vector256<float> r2 = Halves(s + 2 * Panel.Width), r3 = Halves(s + 3 * Panel.Width);
                Vector256<float> a = Avx.UnpackLow(r0, r2), b = Avx.UnpackHigh(r0, r2);
                Vector256<float> c = Avx.UnpackLow(r1, r3), d = Avx.UnpackHigh(r1, r3);
                float* t = target + o * Panel.Width + i;
                Avx.UnpackLow(a, c).Store(t);
                Avx.UnpackHigh(a, c).Store(t + Panel.Width);
                Avx.UnpackLow(b, d).Store(t + 2 * Panel.Width);
                Avx.UnpackHigh(b, d).Store(t + 3 * Panel.Width);
            }
        }
        return i + Squares128(source + i * Panel.Width, rows - i, target + i);
    }

    /// <summary>Transposes squares of 16, in the same way as squares of 8.</summary>
    /// <returns>
    /// The rows done: the multiple of 16 in <paramref name="rows"/>, and what smaller squares take after them.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static int Squares512(float* source, int rows, float* target)
    {
        int i = 0;
        for (; i + 16 <= rows; i += 16)
        {
            for (int o = 0; o < Panel.Width; o += 4)
            {
                float* s = source + i * Panel.Width + o;
                Vector512<float> r0 = Quarters(s), r1 = Quarters(s + Panel.Width);
                Vector512<float> r2 = Quarters(s + 2 * Panel.Width), r3 = Quarters(s + 3 * Panel.Width);
                Vector512<float> a = Avx512F.UnpackLow(r0, r2), b = Avx512F.UnpackHigh(r0, r2);
                Vector512<float> c = Avx512F.UnpackLow(r1, r3), d = Avx512F.UnpackHigh(r1, r3);
                float* t = target + o * Panel.Width + i;
                Avx512F.UnpackLow(a, c).Store(t);
                Avx512F.UnpackHigh(a, c).Store(t + Panel.Width);
                Avx512F.UnpackLow(b, d).Store(t + 2 * Panel.Width);
                Avx512F.UnpackHigh(b, d).Store(t + 3 * Panel.Width);
            }
        }
        return i + Squares256(source + i * Panel.Width, rows - i, target + i);
    }

    /// <summary>Loads four floats of each of rows 0 and 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* s) =>
        Avx.InsertVector128(Vector128.Load(s).ToVector256Unsafe(), Vector128.Load(s + 4 * Panel.Width), 1);

    /// <summary>Loads four floats of each of rows 0, 4, 8 and 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* s)
    {
        Vector512<float> v = Vector128.Load(s).ToVector256Unsafe().ToVector512Unsafe();
        v = Avx512F.InsertVector128(v, Vector128.Load(s + 4 * Panel.Width), 1);
        v = Avx512F.InsertVector128(v, Vector128.Load(s + 8 * Panel.Width), 2);
        return Avx512F.InsertVector128(v, Vector128.Load(s + 12 * Panel.Width), 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
