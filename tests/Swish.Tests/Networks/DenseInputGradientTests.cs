using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Networks.Layers;
using Xunit;

namespace Swish.Tests.Networks;

/// <summary>The gradient with respect to the input of a dense product has the same bits in both ways.</summary>
public sealed class DenseInputGradientTests
{
    [Theory]
    [InlineData(32, 128, 128)]
    [InlineData(32, 33, 7)]
    [InlineData(64, 20, 70)]
    [InlineData(96, 100, 300)]
    public void Transposing_gradient_or_weights_gives_the_same_bits(int batch, int inputs, int outputs)
    {
        LayerContext context = new(LayerSamples.Spec("dense layers only", batch), new());
        ParameterBlock weights = context.AllocateWeights(inputs, outputs);
        weights.Set(Random(inputs * outputs, 1));
        float[] values = Random(batch * outputs, 2);
        PanelBuffer gradient = new(batch, outputs);
        for (int row = 0; row < batch; row++)
            for (int output = 0; output < outputs; output++)
                gradient.Span[Panel.Offset(batch, row, output)] = values[row * outputs + output];

        float[] expected = new float[batch * inputs];
        for (int row = 0; row < batch; row++)
            for (int input = 0; input < inputs; input++)
                for (int output = 0; output < outputs; output++)
                    expected[row * inputs + input] = MathF.FusedMultiplyAdd(
                        values[row * outputs + output], weights.Values.Span[Panel.Offset(inputs, input, output)],
                        expected[row * inputs + input]);
        Assert.Equal(expected, Run(new(context, weights, inputs, transposesGradient: false), gradient, batch, inputs, outputs));
        Assert.Equal(expected, Run(new(context, weights, inputs, transposesGradient: true), gradient, batch, inputs, outputs));
    }

    [Theory]
    [InlineData(32, 128, 128, true)]
    [InlineData(32, 128, 127, false)]
    [InlineData(512, 1024, 1024, false)]
    [InlineData(100, 500, 500, false)]
    [InlineData(33, 1024, 1024, false)]
    [InlineData(512, 65536, 65536, true)]
    public void Gradients_are_transposed_where_that_is_less_work(int batch, int inputs, int outputs, bool expected) =>
        Assert.Equal(expected, DenseInputGradient.TransposesGradient(batch, inputs, outputs));

    private static float[] Run(DenseInputGradient product, PanelBuffer gradient, int batch, int inputs, int outputs)
    {
        for (int panel = 0; panel < Panel.Count(outputs); panel++) product.Prepare(panel, gradient.Panel(panel, batch));
        float[] scratch = new float[product.ScratchLength];
        PanelBuffer result = new(batch, inputs);
        // What was there before must not matter.
        result.Span.Fill(float.NaN);
        for (int panel = 0; panel < Panel.Count(inputs); panel++)
            product.Run(panel, gradient, result.Panel(panel, batch), scratch);
        for (int input = inputs; input < Panel.Count(inputs) * Panel.Width; input++)
            for (int row = 0; row < batch; row++) Assert.Equal(0, result.Span[Panel.Offset(batch, row, input)]);
        return
        [
            .. from row in Enumerable.Range(0, batch)
               from input in Enumerable.Range(0, inputs)
               select result.Span[Panel.Offset(batch, row, input)],
        ];
    }

    private static float[] Random(int length, int seed)
    {
        System.Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
