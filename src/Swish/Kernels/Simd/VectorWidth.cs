using System.Runtime.Intrinsics;

namespace Swish.Kernels.Simd;

/// <summary>Determines the widest vectors that the processor and the runtime support.</summary>
internal static class VectorWidth
{
    /// <summary>
    /// The environment variable that sets another width: 512, 256, 128 or 32. If it is wider than that of the
    /// processor, the runtime emulates it, which is slow but bit-identical, so that all widths can be tested on any
    /// machine.
    /// </summary>
    public const string Variable = "SWISH_VECTOR_BITS";

    /// <summary>Gets the vector width in bits: 512, 256, 128, or 32 (scalar).</summary>
    public static readonly int Bits = Environment.GetEnvironmentVariable(Variable) switch
    {
        "512" => 512,
        "256" => 256,
        "128" => 128,
        "32" => 32,
        _ when Vector512.IsHardwareAccelerated => 512,
        _ when Vector256.IsHardwareAccelerated => 256,
        _ when Vector128.IsHardwareAccelerated => 128,
        _ => 32,
    };

    /// <summary>Selects the code for the widest vectors of this machine. Callers should store the result.</summary>
    /// <typeparam name="TResult">The type of the compiled code.</typeparam>
    /// <param name="code">The code that is compiled for each vector width.</param>
    /// <returns>The code for <see cref="Bits"/>.</returns>
    public static TResult Select<TResult>(IVectorized<TResult> code) => Bits switch
    {
        512 => code.For<Simd512>(),
        256 => code.For<Simd256>(),
        128 => code.For<Simd128>(),
        _ => code.For<Simd32>(),
    };
}
