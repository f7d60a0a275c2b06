using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Activations.Formulas.Programs;
using Swish.Activations.Gates;
using Swish.Kernels.Simd;
using Swish.Networks.Specs;
using Swish.Tests.Reference;
using Xunit;

namespace Swish.Tests.Activations.Gates;

/// <summary>Gates: their derivatives, their passes in float, and where they are not accepted.</summary>
public sealed class GateTests
{
    public static TheoryData<string> All => [.. GateSamples.All];

    public static TheoryData<string> Formulas => [.. GateSamples.All.Where(text => text.StartsWith('{'))];

    [Theory]
    [MemberData(nameof(All))]
    public void Reference_derivatives_follow_finite_differences(string text)
    {
        Gate gate = GateSamples.Parse(text);
        double[] learnable = GateSamples.ReferenceParameters(gate);
        foreach (double[] point in (double[][])[[0.7, -0.3], [-1.3, 2.1], [2.4, 0.9], [-0.2, -1.6]])
        {
            GateValue at = gate.Reference(point[0], point[1], learnable);
            FiniteDifference.Check(
                $"{text} by x and y", point, [at.DerivativeX, at.DerivativeY],
                () => gate.Reference(point[0], point[1], learnable).Value);
            FiniteDifference.Check(
                $"{text} by its parameters", learnable,
                [.. learnable.Select((_, i) => gate.ReferenceParameterGradient(point[0], point[1], learnable, i))],
                () => gate.Reference(point[0], point[1], learnable).Value);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_pass_follows_the_reference(string text)
    {
        Gate gate = GateSamples.Parse(text);
        (float[] x, float[] y) = GateSamples.Inputs();
        double[] learnable = GateSamples.ReferenceParameters(gate);
        GateOutputs trained = new(gate, x, y), evaluated = new(gate, x, y);
        gate.Evaluate(trained.Training);
        gate.Evaluate(evaluated.Evaluation);
        for (int i = 0; i < x.Length; i++)
        {
            GateValue expected = gate.Reference(x[i], y[i], learnable);
            AssertClose("f", expected.Value, trained.Value[i]);
            AssertClose("∂f/∂x", expected.DerivativeX, trained.DerivativeX[i]);
            AssertClose("∂f/∂y", expected.DerivativeY, trained.DerivativeY[i], Math.Abs(x[i]));
            for (int p = 0; p < learnable.Length; p++)
                AssertClose(
                    $"∂f/∂parameter {p}", gate.ReferenceParameterGradient(x[i], y[i], learnable, p),
                    trained.ParameterGradient[p * x.Length + i], Math.Abs(x[i]));

            void AssertClose(string what, double reference, float actual, double scale = 1) =>
                Assert.True(
                    Math.Abs(reference - actual) <= 1e-6 * Math.Max(Math.Max(1, scale), Math.Abs(reference)),
                    $"{what} of {text} at ({x[i]}, {y[i]}) is {actual}, and {reference} in the reference");
        }
        Assert.Equal(trained.Value, evaluated.Value);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_formula_has_the_same_bits_in_every_width_interpreted_and_compiled(string text)
    {
        ExpressionGate gate = (ExpressionGate)GateSamples.Parse(text);
        (float[] x, float[] y) = GateSamples.Inputs();
        ExpressionProgram program = gate.Compile(withDerivatives: true);
        GateOutputs expected = new(gate, x, y);
        program.Run<SimdDouble64>(ExpressionGate.ToActivationPass(expected.Training));
        Check<SimdDouble64, SimdDouble64>();
        Check<SimdDoublePair<SimdDouble128>, SimdDouble128>();
        Check<SimdDoublePair<SimdDouble256>, SimdDouble256>();
        Check<SimdDoublePair<SimdDouble512>, SimdDouble512>();

        void Check<T, TSegment>()
            where T : struct, ISimdDoubleVector<T>
            where TSegment : struct, ISimdDoubleVector<TSegment>
        {
            GateOutputs interpreted = new(gate, x, y), compiled = new(gate, x, y);
            program.Run<T>(ExpressionGate.ToActivationPass(interpreted.Training));
            program.Fuse<T, TSegment>().Run(ExpressionGate.ToActivationPass(compiled.Training));
            Assert.Equal(expected.Bits, interpreted.Bits);
            Assert.Equal(expected.Bits, compiled.Bits);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_pass_allocates_nothing(string text)
    {
        Gate gate = GateSamples.Parse(text);
        (float[] x, float[] y) = GateSamples.Inputs();
        GateOutputs outputs = new(gate, x, y);
        gate.Evaluate(outputs.Training);
        long before = GC.GetAllocatedBytesForCurrentThread();
        gate.Evaluate(outputs.Training);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void NaN_stays_NaN(string text)
    {
        Gate gate = GateSamples.Parse(text);
        float[] x = [.. Enumerable.Repeat(1f, 64)], y = [.. Enumerable.Repeat(0.5f, 64)];
        x[3] = float.NaN;
        y[40] = float.NaN;
        GateOutputs outputs = new(gate, x, y);
        gate.Evaluate(outputs.Training);
        Assert.Equal([3, 40], Enumerable.Range(0, 64).Where(i => float.IsNaN(outputs.Value[i])));
    }

    /// <summary>x·σ(x) is Swish, so Swish is a GLU whose two products are the same.</summary>
    [Fact]
    public void GLU_of_equal_inputs_is_Swish()
    {
        Gate glu = GateSamples.Parse("GLU");
        Activation swish = ActivationCatalog.Parse("Swish");
        for (double x = -8; x <= 8; x += 0.25)
        {
            GateValue gate = glu.Reference(x, x, []);
            ActivationValue activation = swish.Reference(x);
            Assert.Equal(activation.Value, gate.Value, 1e-15);
            Assert.Equal(activation.FirstDerivative, gate.DerivativeX + gate.DerivativeY, 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_gate_is_not_a_function_of_one_variable(string text)
    {
        Gate gate = GateSamples.Parse(text);
        AssertRejected(() => gate.Reference(1.0));
        AssertRejected(() => new ActivateSpec(gate));
        AssertRejected(() => new ActivatedGate(gate));

        static void AssertRejected(Func<object> action) =>
            Assert.Equal("GateHasTwoInputs", Assert.Throws<SwishException>(action).ErrorId);
    }
}
