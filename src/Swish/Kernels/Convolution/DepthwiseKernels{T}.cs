using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution;

/// <summary>Computes depthwise convolutions with vectors of type <typeparamref name="T"/>.</summary>
internal sealed unsafe class DepthwiseKernels<T> : DepthwiseKernels
    where T : struct, ISimdVector<T>
{
    public override void Multiply(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in DepthwiseShape shape)
    {
        shape.Check(a.Length, b.Length, c.Length);
        fixed (float* pa = a, pb = b, pc = c)
        {
            for (int row = 0; row < shape.Rows; row++)
            {
                float* source = pa + row * shape.Stride * shape.InputRow;
                float* target = pc + row * shape.OutputRow;
                for (int lane = 0; lane < shape.Lanes; lane += T.Count)
                    RunRow(source + lane, pb + WeightsOf(lane, shape), target + lane, shape);
            }
        }
    }

    public override void MultiplyTransposed(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in DepthwiseShape shape)
    {
        shape.Check(a.Length, c.Length, b.Length);
        fixed (float* pa = a, pb = b, pc = c)
        {
            for (int lane = 0; lane < shape.Lanes; lane += T.Count)
            {
                float* sums = pc + WeightsOf(lane, shape);
                if (shape is { KernelRows: 3, KernelColumns: 3 })
                {
                    AddNine(pa + lane, pb + lane, sums, shape);
                    continue;
                }
                for (int row = 0; row < shape.KernelRows; row++)
                {
                    float* source = pa + row * shape.InputRow + lane;
                    float* gradient = pb + lane, taps = sums + row * shape.WeightRow;
                    int column = 0;
                    for (; column + 3 <= shape.KernelColumns; column += 3)
                        AddThree(source + column * shape.Lanes, gradient, taps + column * shape.WeightStep, shape);
                    for (; column < shape.KernelColumns; column++)
                        AddOne(source + column * shape.Lanes, gradient, taps + column * shape.WeightStep, shape);
                }
            }
        }
    }

    private static int WeightsOf(int lane, in DepthwiseShape shape) =>
        lane / Panel.Width * shape.WeightPanel + shape.WeightStart + lane % Panel.Width;

    /// <summary>Computes a row of outputs, 8 or 4 at a time. The last ones may compute some outputs again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunRow(float* a, float* b, float* c, in DepthwiseShape shape)
    {
        int columns = shape.Columns, step = shape.Stride * shape.Lanes;
        for (int column = 0; column < columns;)
        {
            int rest = columns - column;
            int count = rest >= 8 || (rest > 4 && columns >= 8) ? 8 : columns >= 4 ? 4 : 1;
            int at = Math.Min(column, columns - count);
            float* source = a + at * step, target = c + at * shape.OutputStep;
            if (count == 8) Run8(source, step, b, target, shape);
            else if (count == 4) Run4(source, step, b, target, shape);
            else Run1(source, b, target, shape);
            column = at + count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run8(float* a, nint step, float* b, float* c, in DepthwiseShape shape)
    {
        T c0 = T.Create(0f), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        int lanes = shape.Lanes, weightStep = shape.WeightStep;
        for (int row = shape.KernelRows; row > 0; row--)
        {
            float* p = a, q = a + 4 * step, w = b;
            for (int column = shape.KernelColumns; column > 0; column--)
            {
                T weight = T.Load(ref *w, 0);
                T.Accumulate(weight, ref *p, 0, ref c0);
                T.Accumulate(weight, ref *p, (nuint)step, ref c1);
                T.Accumulate(weight, ref *p, (nuint)(2 * step), ref c2);
                T.Accumulate(weight, ref *p, (nuint)(3 * step), ref c3);
                T.Accumulate(weight, ref *q, 0, ref c4);
                T.Accumulate(weight, ref *q, (nuint)step, ref c5);
                T.Accumulate(weight, ref *q, (nuint)(2 * step), ref c6);
                T.Accumulate(weight, ref *q, (nuint)(3 * step), ref c7);
                p += lanes;
                q += lanes;
                w += weightStep;
            }
            a += shape.InputRow;
            b += shape.WeightRow;
        }
        nint output = shape.OutputStep;
        T.Store(c0, ref *c, 0);
        T.Store(c1, ref *(c + output), 0);
        T.Store(c2, ref *(c + 2 * output), 0);
        T.Store(c3, ref *(c + 3 * output), 0);
        T.Store(c4, ref *(c + 4 * output), 0);
        T.Store(c5, ref *(c + 5 * output), 0);
        T.Store(c6, ref *(c + 6 * output), 0);
        T.Store(c7, ref *(c + 7 * output), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run4(float* a, nint step, float* b, float* c, in DepthwiseShape shape)
    {
        T c0 = T.Create(0f), c1 = c0, c2 = c0, c3 = c0;
        int lanes = shape.Lanes, weightStep = shape.WeightStep;
        for (int row = shape.KernelRows; row > 0; row--)
        {
            float* p = a, w = b;
            for (int column = shape.KernelColumns; column > 0; column--)
            {
                T weight = T.Load(ref *w, 0);
                T.Accumulate(weight, ref *p, 0, ref c0);
                T.Accumulate(weight, ref *p, (nuint)step, ref c1);
                T.Accumulate(weight, ref *p, (nuint)(2 * step), ref c2);
                T.Accumulate(weight, ref *p, (nuint)(3 * step), ref c3);
                p += lanes;
                w += weightStep;
            }
            a += shape.InputRow;
            b += shape.WeightRow;
        }
        nint output = shape.OutputStep;
        T.Store(c0, ref *c, 0);
        T.Store(c1, ref *(c + output), 0);
        T.Store(c2, ref *(c + 2 * output), 0);
        T.Store(c3, ref *(c + 3 * output), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run1(float* a, float* b, float* c, in DepthwiseShape shape)
    {
        T sum = T.Create(0f);
        for (int row = 0; row < shape.KernelRows; row++)
        {
            float* p = a + row * shape.InputRow, w = b + row * shape.WeightRow;
            for (int column = shape.KernelColumns; column > 0; column--)
            {
                T.Accumulate(T.Load(ref *w, 0), ref *p, 0, ref sum);
                p += shape.Lanes;
                w += shape.WeightStep;
            }
        }
        T.Store(sum, ref *c, 0);
    }

    /// <summary>Adds the gradients of the weights of a kernel of 3 × 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddNine(float* a, float* b, float* sums, in DepthwiseShape shape)
    {
        nint step = shape.WeightStep;
        float* second = sums + shape.WeightRow, third = second + shape.WeightRow;
        T c0 = T.Load(ref *sums, 0), c1 = T.Load(ref *(sums + step), 0), c2 = T.Load(ref *(sums + 2 * step), 0);
        T c3 = T.Load(ref *second, 0), c4 = T.Load(ref *(second + step), 0), c5 = T.Load(ref *(second + 2 * step), 0);
        T c6 = T.Load(ref *third, 0), c7 = T.Load(ref *(third + step), 0), c8 = T.Load(ref *(third + 2 * step), 0);
        int lanes = shape.Lanes, inputStep = shape.Stride * lanes, outputStep = shape.OutputStep;
        for (int row = 0; row < shape.Rows; row++)
        {
            float* p = a + row * shape.Stride * shape.InputRow, q = b + row * shape.OutputRow;
            float* p1 = p + shape.InputRow, p2 = p1 + shape.InputRow;
            for (int column = shape.Columns; column > 0; column--)
            {
                T gradient = T.Load(ref *q, 0);
                T.Accumulate(gradient, ref *p, 0, ref c0);
                T.Accumulate(gradient, ref *p, (nuint)lanes, ref c1);
                T.Accumulate(gradient, ref *p, (nuint)(2 * lanes), ref c2);
                T.Accumulate(gradient, ref *p1, 0, ref c3);
                T.Accumulate(gradient, ref *p1, (nuint)lanes, ref c4);
                T.Accumulate(gradient, ref *p1, (nuint)(2 * lanes), ref c5);
                T.Accumulate(gradient, ref *p2, 0, ref c6);
                T.Accumulate(gradient, ref *p2, (nuint)lanes, ref c7);
                T.Accumulate(gradient, ref *p2, (nuint)(2 * lanes), ref c8);
                p += inputStep;
                p1 += inputStep;
                p2 += inputStep;
                q += outputStep;
            }
        }
        T.Store(c0, ref *sums, 0);
        T.Store(c1, ref *(sums + step), 0);
        T.Store(c2, ref *(sums + 2 * step), 0);
        T.Store(c3, ref *second, 0);
        T.Store(c4, ref *(second + step), 0);
        T.Store(c5, ref *(second + 2 * step), 0);
        T.Store(c6, ref *third, 0);
        T.Store(c7, ref *(third + step), 0);
        T.Store(c8, ref *(third + 2 * step), 0);
    }

    /// <summary>Adds the gradients of the weights at three neighboring kernel columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddThree(float* a, float* b, float* sums, in DepthwiseShape shape)
    {
        nint step = shape.WeightStep;
        T c0 = T.Load(ref *sums, 0), c1 = T.Load(ref *(sums + step), 0), c2 = T.Load(ref *(sums + 2 * step), 0);
        int lanes = shape.Lanes, inputStep = shape.Stride * lanes, outputStep = shape.OutputStep;
        for (int row = 0; row < shape.Rows; row++)
        {
            float* p = a + row * shape.Stride * shape.InputRow, q = b + row * shape.OutputRow;
            for (int column = shape.Columns; column > 0; column--)
            {
                T gradient = T.Load(ref *q, 0);
                T.Accumulate(gradient, ref *p, 0, ref c0);
                T.Accumulate(gradient, ref *p, (nuint)lanes, ref c1);
                T.Accumulate(gradient, ref *p, (nuint)(2 * lanes), ref c2);
                p += inputStep;
                q += outputStep;
            }
        }
        T.Store(c0, ref *sums, 0);
        T.Store(c1, ref *(sums + step), 0);
        T.Store(c2, ref *(sums + 2 * step), 0);
    }

    /// <summary>Adds the gradients of the weights at one kernel position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddOne(float* a, float* b, float* sums, in DepthwiseShape shape)
    {
        T sum = T.Load(ref *sums, 0);
        int inputStep = shape.Stride * shape.Lanes;
        for (int row = 0; row < shape.Rows; row++)
        {
            float* p = a + row * shape.Stride * shape.InputRow, q = b + row * shape.OutputRow;
            for (int column = shape.Columns; column > 0; column--)
            {
                T.Accumulate(T.Load(ref *q, 0), ref *p, 0, ref sum);
                p += inputStep;
                q += shape.OutputStep;
            }
        }
        T.Store(sum, ref *sums, 0);
    }
}
