using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;
using Xunit;

namespace Swish.Tests.Expressions;

public class ExpressionPassTests
{
    // Together these expressions use every instruction, and all need several registers.
    public static TheoryData<string> Everything =>
    [
        "{x*sigmoid(1.5*x)}",
        "{relu(x)+min(x, 0.5)*abs(x-1)}",
        "{exp(-x^2)+expm1(x/9)+log(abs(x)+0.1)+log1p(x^2)}",
        "{sqrt(x^2+1)+pow(abs(x)+1, 0.3)+x^3-1/(1+x^4)}",
        "{sin(x)+cos(2*x)*tan(x)}",
        "{sinc(x)-x*atan(x)+asinh(x)}",
        "{sinh(x/20)*cosh(x/30)-tanh(x)*erf(x)+softplus(x)}",
        "{max(sin(x), cos(x))+min(tanh(x), x/3)}",
        "{sinc(2*x)+tanh(x)*softplus(-x)+sigmoid(2*x)+erf(x)*exp(-x^2)}",
        "{asinh(x)/sqrt(x^2+1)+sinh(x/9)-sigmoid(1-x)*pow(abs(x), 1.5)+(x^2+1)^(-3)}",
        "{a*x*sigmoid(b*x)+pow(abs(x)+1, b)+exp(a); a=1.25 per unit; b=0.5 per layer}",
    ];

    // Hashes of the outputs on the grid, with one bit pattern for all NaNs. They were computed before the value and the
    // derivatives shared any instructions.
    public static TheoryData<string, string> ExpectedBits => new()
    {
        { "{x*sigmoid(1.5*x)}", "14539c5611c5d49b" },
        { "{relu(x)+min(x, 0.5)*abs(x-1)}", "f1085fb17c7fd006" },
        { "{exp(-x^2)+expm1(x/9)+log(abs(x)+0.1)+log1p(x^2)}", "cae0c4e4e62b20d8" },
        { "{sqrt(x^2+1)+pow(abs(x)+1, 0.3)+x^3-1/(1+x^4)}", "b1c55196875a1c98" },
        { "{sin(x)+cos(2*x)*tan(x)}", "8e87ee35bf3416d1" },
        { "{sinc(x)-x*atan(x)+asinh(x)}", "1d7014bf8d5b0c28" },
        { "{sinh(x/20)*cosh(x/30)-tanh(x)*erf(x)+softplus(x)}", "46db77f7c78896e0" },
        { "{max(sin(x), cos(x))+min(tanh(x), x/3)}", "d6ca8d4e07b95e5d" },
        { "{sinc(2*x)+tanh(x)*softplus(-x)+sigmoid(2*x)+erf(x)*exp(-x^2)}", "4c094d40b4068933" },
        { "{asinh(x)/sqrt(x^2+1)+sinh(x/9)-sigmoid(1-x)*pow(abs(x), 1.5)+(x^2+1)^(-3)}", "de74e47d65ff37c3" },
        { "{a*x*sigmoid(b*x)+pow(abs(x)+1, b)+exp(a); a=1.25 per unit; b=0.5 per layer}", "82c530bc3306ff40" },
    };

    internal static float[] Grid()
    {
        System.Random random = new(7);
        List<float> grid =
            [0, -0f, float.Epsilon, -float.Epsilon, 1e-40f, 1, -1, 87, -87, 1e9f, 1.1e9f, 3.3e38f, -2.5e37f];
        for (int i = 0; i < 700; i++) grid.Add((float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4))));
        while (grid.Count % 32 != 0) grid.Add(grid.Count);
        for (int i = 0; i < 32; i++) grid.Add(i % 5 == 0 ? float.NegativeInfinity : i % 7 == 0 ? float.NaN : i);
        return [.. grid];
    }

    internal static float[] Finite(int count)
    {
        System.Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(8 * random.NextDouble() - 4))];
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void All_vector_widths_compute_the_same_bits(string text)
    {
        ExpressionActivation activation = ExpressionActivation.Parse(text);
        float[] input = Grid();
        int[] expected = Run<SimdDouble64>(activation, input);
        Assert.Equal(expected, Run<SimdDouble128>(activation, input));
        Assert.Equal(expected, Run<SimdDouble256>(activation, input));
        Assert.Equal(expected, Run<SimdDouble512>(activation, input));
        Assert.Equal(expected, Run<SimdDoublePair<SimdDouble64>>(activation, input));
        Assert.Equal(expected, Run<SimdDoublePair<SimdDouble128>>(activation, input));
        Assert.Equal(expected, Run<SimdDoublePair<SimdDouble256>>(activation, input));
        Assert.Equal(expected, Run<SimdDoublePair<SimdDouble512>>(activation, input));
    }

    // Sharing instructions between the value and the derivatives must not change their bits.
    [Theory]
    [MemberData(nameof(Everything))]
    public void Outputs_have_the_same_bits_together_and_separately(string text)
    {
        ExpressionActivation activation = ExpressionActivation.Parse(text);
        float[] input = Grid();
        int[] together = Run<SimdDouble64>(activation, input);
        float[] value = new float[input.Length], derivative = new float[input.Length];
        float[] parameters = ParameterValues(activation);
        RunProgram(new() { Input = input, Parameters = parameters, Value = value });
        Assert.Equal(together[..input.Length], Bits(value));
        RunProgram(new() { Input = input, Parameters = parameters, Value = value, FirstDerivative = derivative });
        Assert.Equal(together[..input.Length], Bits(value));
        Assert.Equal(together[input.Length..(2 * input.Length)], Bits(derivative));
        RunProgram(new() { Input = input, Parameters = parameters, Value = value, SecondDerivative = derivative });
        Assert.Equal(together[(2 * input.Length)..(3 * input.Length)], Bits(derivative));

        void RunProgram(in ActivationPass pass) => activation.ProgramFor(pass).Run(pass);
    }

    [Fact]
    public void Log1p_on_the_unit_interval_has_the_same_bits_as_the_general_one()
    {
        System.Random random = new(3);
        List<double> arguments = [0, -0.0, 1, double.Epsilon, 1e-300, 1e-17, 0.41421356237309503, 0.41421356237309515];
        for (int i = 0; i < 20_000; i++) arguments.Add(Math.Pow(random.NextDouble(), 1 + random.Next(30)));
        foreach (double e in arguments)
        {
            double expected = DoubleLogarithm.Log1p(new SimdDouble64(e)).Value;
            double actual = DoubleLogarithm.Log1pOfUnitInterval(new SimdDouble64(e)).Value;
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
        }
        Assert.True(double.IsNaN(DoubleLogarithm.Log1pOfUnitInterval(new SimdDouble64(double.NaN)).Value));
    }

    // Result logs record the version of the arithmetic; if these bits change, the version must change too.
    [Theory]
    [MemberData(nameof(ExpectedBits))]
    public void The_bits_never_change(string text, string expected)
    {
        int[] bits = Run<SimdDoublePair<SimdDouble256>>(ExpressionActivation.Parse(text), Grid());
        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(bits.AsSpan())))[..16]);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Tiles_agree_with_the_reference(string text)
    {
        ExpressionActivation activation = ExpressionActivation.Parse(text);
        int parameterCount = activation.LearnableParameters.Count;
        float[] input = [.. Grid().Where(x => MathF.Abs(x) < 1000)];
        if (input.Length % 32 != 0) input = input[..(input.Length / 32 * 32)];
        float[] trained = ParameterValues(activation);
        float[] value = new float[input.Length], first = new float[input.Length], second = new float[input.Length];
        float[] parameterGradient = new float[input.Length * parameterCount];
        ActivationPass pass = new()
        {
            Input = input, Parameters = trained, Value = value, FirstDerivative = first, SecondDerivative = second,
            ParameterGradient = parameterGradient,
        };
        activation.ProgramFor(pass).Run(pass);
        double[] parameters = new double[parameterCount];
        for (int i = 0; i < input.Length; i++)
        {
            for (int c = 0; c < parameterCount; c++) parameters[c] = trained[(c * 32) + (i % 32)];
            ActivationValue expected = activation.Reference(input[i], parameters);
            AssertClose(expected.Value, value[i], i);
            AssertClose(expected.FirstDerivative, first[i], i);
            AssertClose(expected.SecondDerivative, second[i], i);
            for (int c = 0; c < parameterCount; c++)
            {
                AssertClose(
                    activation.ReferenceParameterGradient(input[i], parameters, c),
                    parameterGradient[(c * input.Length) + i], i);
            }
        }

        void AssertClose(double expected, float actual, int i) => Assert.True(
            (float)expected == actual || Math.Abs(expected - actual) <= 1.2e-7 * Math.Max(1e-5, Math.Abs(expected)),
            $"at {input[i]:R}: {actual:R} instead of {expected:R}");
    }

    // These k are not exact floats: without a correction, rounding them would cost a hundred ulps of a small value.
    [Theory]
    [InlineData("{x*sigmoid(1.702*x)}")]
    [InlineData("{1.1*x/(1+exp(-0.3*x))}")]
    [InlineData("{-2*x*sigmoid(-1.1*x)}")]
    public void A_gate_runs_in_float_within_the_error_bounds_and_with_the_same_bits_in_all_widths(string text)
    {
        ExpressionActivation activation = ExpressionActivation.Parse(text);
        Assert.NotNull(activation.Gate);
        float[] input = [.. Enumerable.Range(-8700, 17401).Select(i => i / 100f)];
        float[] value = new float[input.Length], first = new float[input.Length], second = new float[input.Length];
        Run<Simd32>(value, first, second);
        for (int i = 0; i < input.Length; i++)
        {
            ActivationValue expected = activation.Reference(input[i]);
            Assert.InRange(Math.Abs(expected.Value - value[i]), 0, 4 * Activations.Ulp.Of(expected.Value));
            Assert.InRange(Math.Abs(expected.FirstDerivative - first[i]), 0, 5e-7);
            Assert.InRange(Math.Abs(expected.SecondDerivative - second[i]), 0, 5e-7);
        }

        float[] value2 = new float[input.Length], first2 = new float[input.Length], second2 = new float[input.Length];
        Run<Simd128>(value2, first2, second2);
        Assert.Equal([.. value, .. first, .. second], (float[])[.. value2, .. first2, .. second2]);
        Run<Simd256>(value2, first2, second2);
        Assert.Equal([.. value, .. first, .. second], (float[])[.. value2, .. first2, .. second2]);
        Run<Simd512>(value2, first2, second2);
        Assert.Equal([.. value, .. first, .. second], (float[])[.. value2, .. first2, .. second2]);

        void Run<T>(float[] value, float[] first, float[] second)
            where T : struct, ISimdVector<T> =>
            activation.Gate.Run<T>(
                new() { Input = input, Value = value, FirstDerivative = first, SecondDerivative = second });
    }

    [Fact]
    public void An_output_may_be_the_input_and_any_may_be_empty()
    {
        ExpressionActivation activation = ExpressionActivation.Parse("{x*sigmoid(x)+sin(x)}");
        float[] input = Grid();
        float[] value = new float[input.Length], first = new float[input.Length], second = new float[input.Length];
        activation.Evaluate(new() { Input = input, Value = value, FirstDerivative = first, SecondDerivative = second });

        float[] inPlace = [.. input];
        activation.Evaluate(new() { Input = inPlace, Value = inPlace });
        Assert.Equal(value, inPlace);

        float[] derivativeInPlace = [.. input];
        float[] values = new float[input.Length];
        activation.Evaluate(new() { Input = derivativeInPlace, Value = values, FirstDerivative = derivativeInPlace });
        Assert.Equal(value, values);
        Assert.Equal(first, derivativeInPlace);

        float[] rest = new float[13];
        activation.Evaluate(new() { Input = input.AsSpan(3, 13), Value = values, SecondDerivative = rest });
        Assert.Equal(second[3..16], rest);
    }

    [Fact]
    public void A_pass_allocates_nothing()
    {
        ExpressionActivation activation = ExpressionActivation.Parse("{x*sigmoid(b*x)+sin(x); b=1 per unit}");
        float[] input = new float[3200], value = new float[3200], first = new float[3200], by = new float[3200];
        float[] trained = ParameterValues(activation);
        for (int i = 0; i < 3; i++) Evaluate();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Evaluate() => activation.Evaluate(new()
        {
            Input = input, Parameters = trained, Value = value, FirstDerivative = first, ParameterGradient = by,
        });
    }

    [Theory]
    [InlineData("{x*sigmoid(x)}", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("{x*exp(x)/(1+exp(x))}", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("{relu(x)}", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("{x/(1+abs(x))}", -1, 0, 1, 0)]
    [InlineData("{x*tanh(softplus(x))}", 0, 0, double.PositiveInfinity, 1)]
    [InlineData(
        "{x^2-x}", double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("{log(1+exp(x))}", 0, 0, double.PositiveInfinity, 1)]
    [InlineData("{sin(x)}", double.NaN, double.NaN, double.NaN, double.NaN)]
    [InlineData("{3}", 3, 0, 3, 0)]
    public void The_output_at_infinity_is_the_limit(
        string text, double left, double leftSlope, double right, double rightSlope)
    {
        ExpressionActivation activation = ExpressionActivation.Parse(text);
        float[] input = [float.NegativeInfinity, 1, float.PositiveInfinity, float.NaN];
        float[] value = new float[4], first = new float[4];
        activation.Evaluate(new() { Input = input, Value = value, FirstDerivative = first });
        Assert.Equal([(float)left, (float)right], [value[0], value[2]]);
        Assert.Equal([(float)leftSlope, (float)rightSlope], [first[0], first[2]]);
        Assert.True(float.IsNaN(value[3]) && float.IsNaN(first[3]));

        ActivationValue minus = activation.Reference(double.NegativeInfinity);
        ActivationValue plus = activation.Reference(double.PositiveInfinity);
        Assert.Equal([left, right], [(double)(float)minus.Value, (double)(float)plus.Value]);
        Assert.Equal(
            [leftSlope, rightSlope], [(double)(float)minus.FirstDerivative, (double)(float)plus.FirstDerivative]);
        Assert.True(double.IsNaN(activation.Reference(double.NaN).Value));
    }

    [Fact]
    public void Swish_keeps_the_signs_of_zero()
    {
        ExpressionActivation activation = ExpressionActivation.Parse("{x*sigmoid(x)}");
        float[] values = [float.NegativeInfinity, -0f, 0f, -1e-40f];
        activation.Evaluate(new() { Input = values, Value = values });
        Assert.True(float.IsNegative(values[0]) && values[0] == 0);
        Assert.True(float.IsNegative(values[1]) && values[1] == 0);
        Assert.False(float.IsNegative(values[2]));
        Assert.Equal(-5e-41f, values[3]);
    }

    private static int[] Run<T>(ExpressionActivation activation, float[] input)
        where T : struct, ISimdDoubleVector<T>
    {
        int parameterCount = activation.LearnableParameters.Count;
        float[] output = new float[input.Length * (3 + parameterCount)];
        ActivationPass pass = new()
        {
            Input = input,
            Parameters = ParameterValues(activation),
            Value = output.AsSpan(0, input.Length),
            FirstDerivative = output.AsSpan(input.Length, input.Length),
            SecondDerivative = output.AsSpan(2 * input.Length, input.Length),
            ParameterGradient = output.AsSpan(3 * input.Length),
        };
        activation.ProgramFor(pass).Run<T>(pass);
        return Bits(output);
    }

    internal static int[] Bits(float[] values) =>
        [.. values.Select(f => float.IsNaN(f) ? int.MinValue : BitConverter.SingleToInt32Bits(f))];

    // Returns different values of each parameter for the 32 units of a panel.
    internal static float[] ParameterValues(ExpressionActivation activation) =>
    [
        .. activation.LearnableParameters.SelectMany(
            c => Enumerable.Range(0, 32).Select(i => (float)(c.Value + (i / 64.0)))),
    ];
}
