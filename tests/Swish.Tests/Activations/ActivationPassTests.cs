using Swish.Activations;
using Swish.Kernels.Memory;
using Xunit;

namespace Swish.Tests.Activations;

/// <summary>Which outputs a pass has changes nothing in them, and none allocates.</summary>
public sealed class ActivationPassTests
{
    public static TheoryData<string> Activations => [.. ActivationCatalog.All.Select(i => i.Name)];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Outputs_are_the_same_whichever_are_wanted(string text)
    {
        float[] inputs = [.. ActivationInputs.Range.Take(Panel.Width * 5)];
        FloatPass all = FloatPass.Run(text, inputs);
        Activation activation = ActivationCatalog.Parse(text);
        float[] trained = Trained(activation);
        bool isTrained = trained.Length > 0;
        for (int wanted = 0; wanted < (isTrained ? 8 : 4); wanted++)
        {
            float[] value = new float[inputs.Length];
            float[] first = new float[(wanted & 1) != 0 ? inputs.Length : 0];
            float[] second = new float[(wanted & 2) != 0 ? inputs.Length : 0];
            float[] parameterGradient = new float[(wanted & 4) != 0 ? inputs.Length : 0];
            activation.Evaluate(new ActivationPass
            {
                Input = inputs,
                Parameters = trained,
                Value = value,
                FirstDerivative = first,
                SecondDerivative = second,
                ParameterGradient = parameterGradient,
            });
            Assert.Equal(all.Value, value);
            if (first.Length > 0) Assert.Equal(all.First, first);
            if (second.Length > 0) Assert.Equal(all.Second, second);
            if (parameterGradient.Length > 0) Assert.Equal(all.ParameterGradient, parameterGradient);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void An_output_may_be_the_input(string text)
    {
        float[] inputs = [.. ActivationInputs.Range.Take(Panel.Width * 3)];
        FloatPass all = FloatPass.Run(text, inputs);
        Activation activation = ActivationCatalog.Parse(text);
        float[] value = [.. inputs];
        float[] first = new float[inputs.Length];
        activation.Evaluate(new ActivationPass
        {
            Input = value,
            Parameters = Trained(activation),
            Value = value,
            FirstDerivative = first,
        });
        Assert.Equal(all.Value, value);
        Assert.Equal(all.First, first);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Evaluation_allocates_nothing(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] trained = Trained(activation);
        float[] x = new float[Panel.Width * 4];
        float[] value = new float[x.Length];
        float[] first = new float[x.Length];
        void Evaluate() => activation.Evaluate(new ActivationPass
        {
            Input = x,
            Parameters = trained,
            Value = value,
            FirstDerivative = first,
        });

        Evaluate();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Spans_that_are_too_short_are_rejected()
    {
        Activation swish = ActivationCatalog.Parse("Swish");
        Assert.Throws<ArgumentOutOfRangeException>(
            () => swish.Evaluate(new ActivationPass { Input = new float[8], Value = new float[7] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => swish.Evaluate(new ActivationPass
        {
            Input = new float[8],
            Value = new float[8],
            FirstDerivative = new float[7],
        }));
    }

    [Fact]
    public void Each_lane_has_its_own_trained_constant()
    {
        Activation prelu = ActivationCatalog.Parse("PReLU(per=unit)");
        float[] x = [.. Enumerable.Repeat(-2f, Panel.Width * 2)];
        float[] value = new float[x.Length];
        float[] trained = [.. Enumerable.Range(0, Panel.Width).Select(i => (float)i)];
        prelu.Evaluate(new ActivationPass { Input = x, Parameters = trained, Value = value });
        Assert.Equal([.. x.Select((_, i) => -2f * (i % Panel.Width))], value);
    }

    private static float[] Trained(Activation activation) =>
        [.. activation.LearnableParameters.SelectMany(c => Enumerable.Repeat((float)c.Value, Panel.Width))];
}
