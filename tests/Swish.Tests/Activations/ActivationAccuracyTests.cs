using Swish.Activations;
using Xunit;

namespace Swish.Tests.Activations;

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

    private static void Check(string text, float[] inputs, double absolute)
    {
        Activation activation = ActivationCatalog.Parse(text);
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

    /// <summary>The largest error of a column, as a part of what design allows: 4 ulp, or 2e-7 of a derivative.</summary>
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
