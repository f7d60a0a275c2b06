using Swish.Networks;

namespace Swish.Tests.Reference;

/// <summary>
/// y[o, r, c] = b[o] + Σ w[o, i, kr, kc]·x[i, r·stride + kr − padding, c·stride + kc − padding] over the channels of the
/// output's group, with x = 0 outside of the image. A depthwise convolution has as many groups as channels. Images are
/// [channel][row][column].
/// </summary>
internal sealed class ReferenceConvolution(
    int layer, TensorShape input, int outputs, int size, int stride, int padding, int groups, bool hasBias)
    : IReferenceLayer
{
    private readonly int _rows = (input.Rows + 2 * padding - size) / stride + 1;
    private readonly int _columns = (input.Columns + 2 * padding - size) / stride + 1;
    private readonly int _groupInputs = input.Channels / groups;
    private readonly int _groupOutputs = outputs / groups;
    private double[][] _input = [];

    public ReferenceParameter Weight { get; } =
        new(ParameterKind.Weight, layer, new double[outputs * (input.Channels / groups) * size * size]);

    public ReferenceParameter Bias { get; } = new(ParameterKind.Bias, layer, new double[outputs]);

    public IEnumerable<ReferenceParameter> Parameters => hasBias ? [Weight, Bias] : [Weight];

    public double[][] Forward(double[][] input, bool training)
    {
        _input = input;
        return
        [
            .. input.Select(image =>
            {
                double[] output = new double[outputs * _rows * _columns];
                if (hasBias)
                    for (int i = 0; i < output.Length; i++) output[i] = Bias.Value[i / (_rows * _columns)];
                Visit((o, x, w) => output[o] += Weight.Value[w] * image[x]);
                return output;
            }),
        ];
    }

    public double[][] Backward(double[][] outputGradient)
    {
        Array.Clear(Weight.Gradient);
        Array.Clear(Bias.Gradient);
        double[][] inputGradient = [.. _input.Select(image => new double[image.Length])];
        for (int n = 0; n < _input.Length; n++)
        {
            double[] image = _input[n], error = outputGradient[n], target = inputGradient[n];
            for (int i = 0; i < error.Length; i++) Bias.Gradient[i / (_rows * _columns)] += error[i];
            Visit((o, x, w) =>
            {
                Weight.Gradient[w] += error[o] * image[x];
                target[x] += error[o] * Weight.Value[w];
            });
        }
        return inputGradient;
    }

    /// <summary>Calls an action with the indices of each product's output, input and weight.</summary>
    private void Visit(Action<int, int, int> action)
    {
        for (int o = 0; o < outputs; o++)
            for (int r = 0; r < _rows; r++)
                for (int c = 0; c < _columns; c++)
                    for (int i = 0; i < _groupInputs; i++)
                        for (int kr = 0; kr < size; kr++)
                            for (int kc = 0; kc < size; kc++)
                            {
                                int row = r * stride + kr - padding, column = c * stride + kc - padding;
                                if (row < 0 || row >= input.Rows || column < 0 || column >= input.Columns) continue;
                                int channel = o / _groupOutputs * _groupInputs + i;
                                action(
                                    (o * _rows + r) * _columns + c,
                                    (channel * input.Rows + row) * input.Columns + column,
                                    ((o * _groupInputs + i) * size + kr) * size + kc);
                            }
    }
}
