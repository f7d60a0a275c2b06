namespace Swish.Tests.Reference;

/// <summary>y = Wx + b; element (output j, input i) of W is at j·inputs + i.</summary>
internal sealed class ReferenceDense(int layer, int inputs, int outputs) : IReferenceLayer
{
    private double[][] _input = [];

    public ReferenceParameter Weight { get; } = new(ParameterKind.Weight, layer, new double[outputs * inputs]);

    public ReferenceParameter Bias { get; } = new(ParameterKind.Bias, layer, new double[outputs]);

    public int Inputs { get; } = inputs;

    public int Outputs { get; } = outputs;

    public IEnumerable<ReferenceParameter> Parameters => [Weight, Bias];

    public double[][] Forward(double[][] input, bool training)
    {
        _input = input;
        double[][] output = new double[input.Length][];
        for (int n = 0; n < input.Length; n++)
        {
            output[n] = new double[Outputs];
            for (int j = 0; j < Outputs; j++)
            {
                double sum = Bias.Value[j];
                for (int i = 0; i < Inputs; i++) sum += Weight.Value[j * Inputs + i] * input[n][i];
                output[n][j] = sum;
            }
        }
        return output;
    }

    public double[][] Backward(double[][] outputGradient)
    {
        Array.Clear(Weight.Gradient);
        Array.Clear(Bias.Gradient);
        double[][] inputGradient = new double[_input.Length][];
        for (int n = 0; n < _input.Length; n++)
        {
            inputGradient[n] = new double[Inputs];
            for (int j = 0; j < Outputs; j++)
            {
                double error = outputGradient[n][j];
                Bias.Gradient[j] += error;
                for (int i = 0; i < Inputs; i++)
                {
                    Weight.Gradient[j * Inputs + i] += error * _input[n][i];
                    inputGradient[n][i] += error * Weight.Value[j * Inputs + i];
                }
            }
        }
        return inputGradient;
    }
}
