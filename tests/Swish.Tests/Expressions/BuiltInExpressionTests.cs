using Swish.Activations;
using Swish.Kernels.Memory;
using Swish.Tests.Activations;
using Xunit;

namespace Swish.Tests.Expressions;

/// <summary>Compares every function of the catalog with the same function written as an expression.</summary>
[Trait("Speed", "Slow")]
public class BuiltInExpressionTests
{
    public static TheoryData<string, string> Pairs => new()
    {
        { "Identity", "{x}" },
        { "ReLU", "{relu(x)}" },
        { "ReLU", "{(x+abs(x))/2}" },
        { "ReLU6", "{min(max(x, 0), 6)}" },
        { "LeakyReLU", "{max(x, 0)+0.01*min(x, 0)}" },
        { "LeakyReLU(alpha=0.25)", "{max(x, 0.25*x)}" },
        { "PReLU", "{max(x, 0)+a*min(x, 0); a=0.25 per layer}" },
        { "ELU", "{max(x, 0)+min(expm1(x), 0)}" },
        { "ELU", "{max(x, 0)+min(exp(x)-1, 0)}" },
        { "ELU(alpha=0.25)", "{max(x, 0)+0.25*expm1(min(x, 0))}" },
        { "SELU", "{1.0507009873554805*(max(x, 0)+1.6732632423543772*min(exp(x)-1, 0))}" },
        { "Softplus", "{softplus(x)}" },
        { "Softplus", "{log(1+exp(x))}" },
        { "Sigmoid", "{sigmoid(x)}" },
        { "Sigmoid", "{1/(1+exp(-x))}" },
        { "HardSigmoid", "{min(max(x+3, 0), 6)/6}" },
        { "Tanh", "{tanh(x)}" },
        { "Tanh", "{(exp(x)-exp(-x))/(exp(x)+exp(-x))}" },
        { "Softsign", "{x/(1+abs(x))}" },
        { "GELU", "{x/2*(1+erf(x/sqrt(2)))}" },
        { "GELUTanh", "{0.5*x*(1+tanh(sqrt(2/3.141592653589793)*(x+0.044715*x^3)))}" },
        { "Swish", "{x*sigmoid(x)}" },
        { "Swish", "{x/(1+exp(-x))}" },
        { "Swish", "{x*exp(x)/(1+exp(x))}" },
        { "Swish(beta=1.5)", "{x*sigmoid(1.5*x)}" },
        { "Swish(beta=-0.75)", "{x*sigmoid(-0.75*x)}" },
        { "TrainedSwish", "{x*sigmoid(b*x); b=1 per layer}" },
        { "TrainedSwish(beta=0.7001953125)", "{x/(1+exp(-b*x)); b=0.7001953125 per unit}" },
        { "DoubleSwish", "{2*x*sigmoid(x)}" },
        { "ScaledSwish", "{1.67653251702*x*sigmoid(x)}" },
        { "ESwish", "{1.375*x*sigmoid(x)}" },
        { "HardSwish", "{x*min(max(x+3, 0), 6)/6}" },
        { "Mish", "{x*tanh(softplus(x))}" },
        { "Mish", "{x*tanh(log(1+exp(x)))}" },
    };

    [Fact]
    public void Every_function_of_the_catalog_has_a_pair() => Assert.Empty(
        ActivationCatalog.All.Select(a => a.Name)
            .Except(Pairs.Select(p => ActivationCatalog.Parse(p.Data.Item1).Name)));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_references_agree_to_1e12_over_800(string builtIn, string expression)
    {
        Activation expected = ActivationCatalog.Parse(builtIn), actual = ActivationCatalog.Parse(expression);
        double[] parameters = [.. expected.LearnableParameters.Select(c => c.Value)];
        for (int i = -12_800; i <= 12_800; i++)
        {
            double x = i / 16.0;
            ActivationValue a = expected.Reference(x), b = actual.Reference(x);
            AssertClose(a.Value, b.Value, x);
            AssertClose(a.FirstDerivative, b.FirstDerivative, x);
            AssertClose(a.SecondDerivative, b.SecondDerivative, x);
            if (parameters.Length == 0) continue;
            AssertClose(
                expected.ReferenceParameterGradient(x, parameters, 0),
                actual.ReferenceParameterGradient(x, parameters, 0), x);
        }

        static void AssertClose(double expected, double actual, double x) => Assert.True(
            Math.Abs(actual - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected)),
            $"{actual:R} at {x:R} instead of {expected:R}");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_float_pass_stays_within_the_error_bounds(string builtIn, string expression)
    {
        Check(builtIn, expression, Every(7, ActivationInputs.Range), 0);
        Check(builtIn, expression, Every(3, ActivationInputs.Beyond), 1e-36);

        static float[] Every(int step, float[] inputs) => [.. inputs.Where((_, i) => i % step == 0)];
    }

    private static void Check(string builtIn, string expression, float[] inputs, double absolute)
    {
        inputs = inputs[..(inputs.Length / Panel.Width * Panel.Width)];
        Activation reference = ActivationCatalog.Parse(builtIn), activation = ActivationCatalog.Parse(expression);
        int parameterCount = activation.LearnableParameters.Count;
        float[] value = new float[inputs.Length], first = new float[inputs.Length], second = new float[inputs.Length];
        float[] parameterGradient = new float[inputs.Length * parameterCount];
        float[] parameters =
            [.. activation.LearnableParameters.SelectMany(c => Enumerable.Repeat((float)c.Value, Panel.Width))];
        activation.Evaluate(new()
        {
            Input = inputs, Parameters = parameters, Value = value, FirstDerivative = first, SecondDerivative = second,
            ParameterGradient = parameterGradient,
        });
        ActivationValue[] expected = [.. inputs.Select(x => reference.Reference(x))];
        AssertBounds("value", i => expected[i].Value, value, 0);
        AssertBounds(
            "first derivative", i => expected[i].FirstDerivative, first, Tolerance(v => v.FirstDerivative));
        AssertBounds(
            "second derivative", i => expected[i].SecondDerivative, second, Tolerance(v => v.SecondDerivative));
        if (parameterCount == 0) return;
        double[] initial = [.. reference.LearnableParameters.Select(c => c.Value)];
        double[] gradient = [.. inputs.Select(x => reference.ReferenceParameterGradient(x, initial, 0))];
        AssertBounds(
            "derivative by the parameter", i => gradient[i], parameterGradient,
            2e-7 * Math.Max(1, gradient.Max(Math.Abs)));

        double Tolerance(Func<ActivationValue, double> part) =>
            2e-7 * Math.Max(1, expected.Max(v => Math.Abs(part(v))));

        void AssertBounds(string what, Func<int, double> expected, float[] actual, double tolerance)
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                double exact = expected(i);
                double error = exact == actual[i] || (float)exact == actual[i] ? 0 : Math.Abs(actual[i] - exact);
                Assert.True(
                    error <= Math.Max(Math.Max(absolute, tolerance), 4 * Ulp.Of(exact)),
                    $"{what} at {inputs[i]:R}: {actual[i]:R} instead of {exact:R}, {error / Ulp.Of(exact):F1} ulp");
            }
        }
    }
}
