using Swish.Kernels.Simd;
using Xunit;

namespace Swish.Tests.Activations;

/// <summary>All widths of registers give the same bits, whether the processor has them or they run in
/// software.</summary>
[Trait("Speed", "Slow")]
public sealed class ActivationWidthTests
{
    // A length that no width divides, so that the rest of a row is compared too.
    private static readonly float[] Inputs =
    [
        .. ActivationInputs.Range.Where((_, i) => i % 23 == 0),
        .. ActivationInputs.Beyond.Where((_, i) => i % 23 == 0),
        0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, -float.Epsilon, 3f, -3f, 6f,
    ];

    public static TheoryData<string> Activations => CatalogTexts.Theory;

    [Theory]
    [MemberData(nameof(Activations))]
    public void All_widths_give_the_same_bits(string text)
    {
        FloatPass scalar = FloatPass.Run<Simd32>(text, Inputs);
        AssertSame(text, 128, scalar, FloatPass.Run<Simd128>(text, Inputs));
        AssertSame(text, 256, scalar, FloatPass.Run<Simd256>(text, Inputs));
        AssertSame(text, 512, scalar, FloatPass.Run<Simd512>(text, Inputs));
        AssertSame(text, VectorWidth.Bits, scalar, FloatPass.Run(text, Inputs));
    }

    private static void AssertSame(string text, int width, FloatPass scalar, FloatPass wide)
    {
        AssertSame(text, width, "value", scalar.Value, wide.Value);
        AssertSame(text, width, "first derivative", scalar.First, wide.First);
        AssertSame(text, width, "second derivative", scalar.Second, wide.Second);
        AssertSame(text, width, "derivative by constant", scalar.ParameterGradient, wide.ParameterGradient);
    }

    private static void AssertSame(string text, int width, string column, float[] scalar, float[] wide)
    {
        for (int i = 0; i < scalar.Length; i++)
        {
            // One NaN is as good as another.
            bool same = float.IsNaN(scalar[i])
                ? float.IsNaN(wide[i])
                : BitConverter.SingleToInt32Bits(scalar[i]) == BitConverter.SingleToInt32Bits(wide[i]);
            Assert.True(same, $"{text}: {column} at {Inputs[i % Inputs.Length]:R} is {wide[i]:R} in {width} bits, {scalar[i]:R} alone");
        }
    }
}
