using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Activations.Formulas.Programs;
using Swish.Kernels.Simd;
using Xunit;

namespace Swish.Tests.Expressions;

/// <summary>Tests that a formula compiled to segments computes the same bits as the interpreter.</summary>
public class FusedProgramTests
{
    public static TheoryData<string> Formulas =>
    [
        .. ExpressionPassTests.Everything,
        "{max(x, tanh(x))}",
        "{beta*min(x, 0)-x*(1-beta); beta=1 per unit}",
        "{sigmoid(sinh(x))*(x+beta); beta=0 per unit}",
        "{exp(-(beta2*abs(x+beta-abs(x)))); beta=1 per unit; beta2=1 per layer}",
        // more operations than fit in one segment
        "{max(x, min(2*x, max(x/3, min(x^2, max(1-x, min(x*abs(x), max(x^3, min(x+1, max(0.1*x, abs(x-2))))))))))}",
        // constants read by an interpreted instruction, and results that nothing reads
        "{sinc(x)*a+erf(x)*cos(a); a=0.5 per unit}",
        "{3}",
        "{x}",
    ];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Segments_compute_the_same_bits_as_the_interpreter_in_every_width(string text)
    {
        ExpressionActivation activation = ExpressionActivation.Parse(text);
        float[] input = [.. ExpressionPassTests.Grid(), .. ExpressionPassTests.Finite(4096)];
        Outputs expected = new(activation, input);
        ExpressionProgram program = activation.ProgramFor(expected.Pass);
        program.Run<SimdDouble64>(expected.Pass);

        Check<SimdDouble64, SimdDouble64>();
        Check<SimdDoublePair<SimdDouble128>, SimdDouble128>();
        Check<SimdDoublePair<SimdDouble256>, SimdDouble256>();
        Check<SimdDoublePair<SimdDouble512>, SimdDouble512>();

        void Check<T, TSegment>()
            where T : struct, ISimdDoubleVector<T>
            where TSegment : struct, ISimdDoubleVector<TSegment>
        {
            Outputs actual = new(activation, input);
            program.Fuse<T, TSegment>().Run(actual.Pass);
            Assert.Equal(expected.Bits, actual.Bits);
        }
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void An_output_may_be_the_input_and_any_may_be_empty(string text)
    {
        ExpressionActivation activation = ExpressionActivation.Parse(text);
        float[] input = ExpressionPassTests.Grid();
        Outputs all = new(activation, input);
        activation.ProgramFor(all.Pass).Run<SimdDouble64>(all.Pass);

        float[] derivative = [.. input];
        float[] value = new float[input.Length];
        ActivationPass pass = new()
        {
            Input = derivative, Parameters = all.Pass.Parameters, Value = value, FirstDerivative = derivative,
        };
        activation.ProgramFor(pass).Fuse<SimdDoublePair<SimdDouble256>, SimdDouble256>().Run(pass);
        Assert.Equal(all.Bits[..(2 * input.Length)], ExpressionPassTests.Bits([.. value, .. derivative]));

        float[] inPlace = [.. input];
        pass = new() { Input = inPlace, Parameters = all.Pass.Parameters, Value = inPlace };
        activation.ProgramFor(pass).Fuse<SimdDoublePair<SimdDouble256>, SimdDouble256>().Run(pass);
        Assert.Equal(all.Bits[..input.Length], ExpressionPassTests.Bits(inPlace));
    }

    // A long run switches from the interpreter to segments; after that, a pass still allocates nothing.
    [Fact]
    public void A_long_run_computes_the_same_bits_throughout()
    {
        ExpressionActivation activation = ExpressionActivation.Parse("{max(x, b*tanh(x))+sin(x); b=0.75 per unit}");
        float[] input = ExpressionPassTests.Finite(6400);
        Outputs first = new(activation, input), later = new(activation, input);
        activation.Evaluate(first.Pass);
        for (int pass = 0; pass < 200; pass++) activation.Evaluate(later.Pass);
        later.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        activation.Evaluate(later.Pass);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(first.Bits, later.Bits);
        Assert.Equal(VectorWidth.Bits >= 128, activation.ProgramFor(later.Pass).IsFused);
    }

    private sealed class Outputs
    {
        private readonly float[] _input;
        private readonly float[] _parameters;
        private readonly float[] _outputs;

        public Outputs(ExpressionActivation activation, float[] input)
        {
            _input = input;
            _parameters = ExpressionPassTests.ParameterValues(activation);
            _outputs = new float[input.Length * (3 + activation.LearnableParameters.Count)];
        }

        public ActivationPass Pass => new()
        {
            Input = _input,
            Parameters = _parameters,
            Value = _outputs.AsSpan(0, _input.Length),
            FirstDerivative = _outputs.AsSpan(_input.Length, _input.Length),
            SecondDerivative = _outputs.AsSpan(2 * _input.Length, _input.Length),
            ParameterGradient = _outputs.AsSpan(3 * _input.Length),
        };

        public int[] Bits => ExpressionPassTests.Bits(_outputs);

        public void Clear() => Array.Clear(_outputs);
    }
}
