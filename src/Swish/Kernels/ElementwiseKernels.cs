using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels;

/// <summary>
/// Computes elementwise operations and sums of a panel, [row][32]. Vectors of 32 lanes contain one value for each
/// feature of the panel. Lengths are multiples of 32.
/// </summary>
internal abstract class ElementwiseKernels
{
    /// <summary>The largest gradient: larger ones end a run. Its square is finite in double.</summary>
    public const float MaxGradient = 1e30f;

    /// <summary>Gets the implementation for the widest vectors of this machine.</summary>
    public static ElementwiseKernels Current { get; } = VectorWidth.Select(default(Factory));

    /// <summary>Adds a vector to each row: panel[row, lane] += lanes[lane].</summary>
    /// <param name="panel">[row][32], overwritten.</param>
    /// <param name="lanes">[32].</param>
    public abstract void AddLanes(Span<float> panel, ReadOnlySpan<float> lanes);

    /// <summary>Adds elementwise: target[i] += source[i].</summary>
    /// <param name="target">Overwritten.</param>
    /// <param name="source">The source, of the same length; may be the target itself.</param>
    public abstract void Add(Span<float> target, ReadOnlySpan<float> source);

    /// <summary>Multiplies elementwise: target[i] *= source[i].</summary>
    /// <param name="target">Overwritten.</param>
    /// <param name="source">The source, of the same length; may be the target itself.</param>
    public abstract void Multiply(Span<float> target, ReadOnlySpan<float> source);

    /// <summary>
    /// Applies a gate x·g: overwrites x by x·g, and the slope g′ by the derivative x·g′, for the same x.
    /// </summary>
    /// <param name="x">The input x, overwritten.</param>
    /// <param name="gate">The gate g, of the same length.</param>
    /// <param name="slope">The derivative g′, of the same length, overwritten.</param>
    public abstract void Gate(Span<float> x, ReadOnlySpan<float> gate, Span<float> slope);

    /// <summary>Sums each lane: sums[lane] = Σ over the rows of panel[row, lane], from +0 in ascending order.</summary>
    /// <param name="panel">[row][32].</param>
    /// <param name="sums">Receives [32].</param>
    public abstract void SumRows(ReadOnlySpan<float> panel, Span<float> sums);

    /// <summary>
    /// Sums products in each lane: sums[lane] = Σ over the rows of a[row, lane]·b[row, lane], from +0 in ascending
    /// order.
    /// </summary>
    /// <param name="a">[row][32].</param>
    /// <param name="b">[row][32].</param>
    /// <param name="sums">Receives [32].</param>
    public abstract void SumProducts(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> sums);

    /// <summary>Computes exponentials of differences: values[i] becomes e^(values[i] − subtrahend).</summary>
    /// <param name="values">The values, overwritten. See <see cref="Functions.Exponential.Exp"/> for the range.</param>
    /// <param name="subtrahend">The number that is subtracted from each value.</param>
    public abstract void ExpOfDifference(Span<float> values, float subtrahend);

    /// <summary>Determines whether all values are finite and at most <paramref name="limit"/> in magnitude.</summary>
    /// <param name="values">The values.</param>
    /// <param name="limit">The largest magnitude.</param>
    public abstract bool AreWithin(ReadOnlySpan<float> values, float limit);

    /// <summary>Sets the lanes from <paramref name="used"/> on to zero in each row.</summary>
    /// <param name="panel">[row][32], overwritten from there on.</param>
    /// <param name="used">The number of lanes that contain features, 1 to 32.</param>
    public static void ClearPadding(Span<float> panel, int used)
    {
        if (used >= Panel.Width) return;
        for (int row = 0; row < panel.Length; row += Panel.Width) panel[(row + used)..(row + Panel.Width)].Clear();
    }

    private readonly struct Factory : IVectorized<ElementwiseKernels>
    {
        public ElementwiseKernels For<T>()
            where T : struct, ISimdVector<T> => new ElementwiseKernels<T>();
    }
}
