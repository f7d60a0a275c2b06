using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution;

/// <summary>Computes poolings with vectors of type <typeparamref name="T"/>.</summary>
internal sealed class PoolKernels<T> : PoolKernels
    where T : struct, ISimdVector<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Max(ReadOnlySpan<float> input, Span<float> output, in PoolShape shape)
    {
        shape.Check(input.Length, output.Length);
        ref float x = ref MemoryMarshal.GetReference(input);
        ref float y = ref MemoryMarshal.GetReference(output);
        int lanes = shape.Lanes;
        for (int row = 0; row < shape.Rows; row++)
        {
            (int firstRow, int endRow) = shape.InputRowsOf(row);
            for (int column = 0; column < shape.Columns; column++)
            {
                (int firstColumn, int endColumn) = shape.InputColumnsOf(column);
                int target = (row * shape.Columns + column) * lanes;
                for (int lane = 0; lane < lanes; lane += T.Count)
                {
                    T best = T.Create(float.NegativeInfinity);
                    for (int r = firstRow; r < endRow; r++)
                    {
                        for (int c = firstColumn; c < endColumn; c++)
                        {
                            T value = T.Load(ref x, (nuint)((r * shape.InputColumns + c) * lanes + lane));
                            best = T.Select(T.LessThan(best, value), value, best);
                            best = T.Select(T.Equal(value, value), best, value);
                        }
                    }
                    T.Store(best, ref y, (nuint)(target + lane));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void MaxGradient(
        ReadOnlySpan<float> input, ReadOnlySpan<float> gradient, Span<float> inputGradient, in PoolShape shape)
    {
        shape.Check(input.Length, gradient.Length);
        shape.Check(inputGradient.Length, gradient.Length);
        inputGradient.Clear();
        ref float x = ref MemoryMarshal.GetReference(input);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float dx = ref MemoryMarshal.GetReference(inputGradient);
        int lanes = shape.Lanes;
        T zero = T.Create(0f);
        for (int row = 0; row < shape.Rows; row++)
        {
            (int firstRow, int endRow) = shape.InputRowsOf(row);
            for (int column = 0; column < shape.Columns; column++)
            {
                (int firstColumn, int endColumn) = shape.InputColumnsOf(column);
                int source = (row * shape.Columns + column) * lanes;
                for (int lane = 0; lane < lanes; lane += T.Count)
                {
                    T best = T.Create(float.NegativeInfinity);
                    for (int r = firstRow; r < endRow; r++)
                    {
                        for (int c = firstColumn; c < endColumn; c++)
                        {
                            T value = T.Load(ref x, (nuint)((r * shape.InputColumns + c) * lanes + lane));
                            best = T.Select(T.LessThan(best, value), value, best);
                        }
                    }
                    // What is left of the gradient becomes 0 where the largest value was found.
                    T left = T.Load(ref g, (nuint)(source + lane));
                    for (int r = firstRow; r < endRow; r++)
                    {
                        for (int c = firstColumn; c < endColumn; c++)
                        {
                            nuint at = (nuint)((r * shape.InputColumns + c) * lanes + lane);
                            T isLargest = T.Equal(T.Load(ref x, at), best);
                            T.Store(T.Load(ref dx, at) + T.Select(isLargest, left, zero), ref dx, at);
                            left = T.Select(isLargest, zero, left);
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Average(ReadOnlySpan<float> input, Span<float> output, in PoolShape shape)
    {
        shape.Check(input.Length, output.Length);
        ref float x = ref MemoryMarshal.GetReference(input);
        ref float y = ref MemoryMarshal.GetReference(output);
        int lanes = shape.Lanes;
        T size = T.Create(shape.Size * shape.Size);
        for (int row = 0; row < shape.Rows; row++)
        {
            (int firstRow, int endRow) = shape.InputRowsOf(row);
            for (int column = 0; column < shape.Columns; column++)
            {
                (int firstColumn, int endColumn) = shape.InputColumnsOf(column);
                int target = (row * shape.Columns + column) * lanes;
                for (int lane = 0; lane < lanes; lane += T.Count)
                {
                    T sum = T.Create(0f);
                    for (int r = firstRow; r < endRow; r++)
                        for (int c = firstColumn; c < endColumn; c++)
                            sum += T.Load(ref x, (nuint)((r * shape.InputColumns + c) * lanes + lane));
                    T.Store(sum / size, ref y, (nuint)(target + lane));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void AverageGradient(ReadOnlySpan<float> gradient, Span<float> inputGradient, in PoolShape shape)
    {
        shape.Check(inputGradient.Length, gradient.Length);
        inputGradient.Clear();
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float dx = ref MemoryMarshal.GetReference(inputGradient);
        int lanes = shape.Lanes;
        T size = T.Create(shape.Size * shape.Size);
        for (int row = 0; row < shape.Rows; row++)
        {
            (int firstRow, int endRow) = shape.InputRowsOf(row);
            for (int column = 0; column < shape.Columns; column++)
            {
                (int firstColumn, int endColumn) = shape.InputColumnsOf(column);
                int source = (row * shape.Columns + column) * lanes;
                for (int lane = 0; lane < lanes; lane += T.Count)
                {
                    T share = T.Load(ref g, (nuint)(source + lane)) / size;
                    for (int r = firstRow; r < endRow; r++)
                    {
                        for (int c = firstColumn; c < endColumn; c++)
                        {
                            nuint at = (nuint)((r * shape.InputColumns + c) * lanes + lane);
                            T.Store(T.Load(ref dx, at) + share, ref dx, at);
                        }
                    }
                }
            }
        }
    }
}
