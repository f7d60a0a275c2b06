using System.Globalization;
using Swish.Activations;
using Xunit;

namespace Swish.Tests.Activations;

[Trait("Speed", "Slow")]
public sealed class ActivationAccuracyTests
{
    public static TheoryData<string> Activations => CatalogTexts.Theory;

    [Theory]
    [MemberData(nameof(Activations))]
    public void Value_and_derivatives_agree_with_the_reference_within_87(string text) =>
        Check(text, ActivationInputs.Range, 0);

    [Theory]
    [MemberData(nameof(Activations))]
    public void Value_and_derivatives_agree_with_the_reference_beyond_87(string text) =>
        Check(text, ActivationInputs.Beyond, 1e-36);

    [Theory]
    [InlineData("PReLU")]
    [InlineData("TrainedSwish")]
    [InlineData("TrainedSwish(beta=0.7001953125)")]
    [InlineData("TrainedSwish(beta=-1.5)")]
    public void Derivatives_by_a_constant_agree_with_the_reference(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] inputs = ActivationInputs.Range;
        FloatPass floats = FloatPass.Run(text, inputs);
        double[] trained = [activation.LearnableParameters[0].Value];
        double[] reference = [.. inputs.Select(x => activation.ReferenceParameterGradient(x, trained, 0))];
        Worst worst = new(text, "derivative by constant", reference.Max(Math.Abs), 0);
        for (int i = 0; i < inputs.Length; i++) worst.Add(inputs[i], reference[i], floats.ParameterGradient[i]);
        worst.Check();
    }

    private static void Check(string text, float[] inputs, double absolute)
    {
        Activation activation = RoundConstants(ActivationCatalog.Parse(text));
        FloatPass floats = FloatPass.Run(text, inputs);
        ActivationValue[] reference = [.. inputs.Select(x => activation.Reference(x))];
        Worst value = new(text, "value", 0, absolute);
        Worst first = new(text, "first derivative", reference.Max(r => Math.Abs(r.FirstDerivative)), absolute);
        Worst second = new(text, "second derivative", reference.Max(r => Math.Abs(r.SecondDerivative)), absolute);
        for (int i = 0; i < inputs.Length; i++)
        {
            value.Add(inputs[i], reference[i].Value, floats.Value[i]);
            first.Add(inputs[i], reference[i].FirstDerivative, floats.First[i]);
            second.Add(inputs[i], reference[i].SecondDerivative, floats.Second[i]);
        }

        value.Check();
        first.Check();
        second.Check();
    }

    /// <summary>The activation with the constants that the passes in float have.</summary>
    private static Activation RoundConstants(Activation activation)
    {
        IEnumerable<string> constants = activation.Parameters.Select(
            c => string.Create(CultureInfo.InvariantCulture, $"{c.Name}={(double)(float)c.Value:R}"));
        return ActivationCatalog.Parse($"{activation.Name}({string.Join(", ", constants)})");
    }

    /// <summary>The largest error of a column, as a part of what design allows: 4 ulp, or 2e-7 of a
    /// derivative.</summary>
    private sealed class Worst(string text, string column, double largest, double absolute)
    {
        private readonly double _tolerance = Math.Max(absolute, largest == 0 ? 0 : 2e-7 * Math.Max(1, largest));
        private double _error;
        private string _where = "";

        public void Add(float x, double expected, float actual)
        {
            double allowed = Math.Max(_tolerance, 4 * Ulp.Of(expected));
            double error = expected == actual || (float)expected == actual ? 0 : Math.Abs(actual - expected) / allowed;
            if (error <= _error) return;
            _error = error;
            _where = $"{text}: {column} at {x:R} is {actual:R}, should be {expected:R}, " +
                $"{Math.Abs(actual - expected) / Ulp.Of(expected):F2} ulp";
        }

        public void Check()
        {
            Assert.True(_error <= 1, _where);
        }
    }
}
