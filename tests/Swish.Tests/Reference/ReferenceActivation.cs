using Swish.Activations;

namespace Swish.Tests.Reference;

/// <summary>f of each element, with the activation's learnable parameters, one a unit or one a layer.</summary>
internal sealed class ReferenceActivation : IReferenceLayer
{
    private readonly Activation _activation;
    private double[][] _input = [];

    public ReferenceActivation(int layer, int units, Activation activation)
    {
        _activation = activation;
        Constants = [.. activation.LearnableParameters.Select(constant => new ReferenceParameter(
            ParameterKind.ActivationParameter, layer,
            [.. Enumerable.Repeat(constant.Value, constant.Sharing == ParameterSharing.Unit ? units : 1)]))];
    }

    /// <summary>
    /// A parameter for each of the activation's learnable parameters: one value, or one for each unit.
    /// </summary>
    public IReadOnlyList<ReferenceParameter> Constants { get; }

    public IEnumerable<ReferenceParameter> Parameters => Constants;

    public double[][] Forward(double[][] input, bool training)
    {
        _input = input;
        return
        [
            .. input.Select(row =>
                row.Select((x, unit) => _activation.Reference(x, ConstantsOf(unit)).Value).ToArray()),
        ];
    }

    public double[][] Backward(double[][] outputGradient)
    {
        foreach (ReferenceParameter constant in Constants) Array.Clear(constant.Gradient);
        double[][] inputGradient = new double[_input.Length][];
        for (int n = 0; n < _input.Length; n++)
        {
            inputGradient[n] = new double[_input[n].Length];
            for (int unit = 0; unit < _input[n].Length; unit++)
            {
                double x = _input[n][unit];
                double error = outputGradient[n][unit];
                double[] trained = ConstantsOf(unit);
                inputGradient[n][unit] = error * _activation.Reference(x, trained).FirstDerivative;
                for (int c = 0; c < trained.Length; c++)
                    Constants[c].Gradient[IndexOf(c, unit)] += error * _activation.ReferenceParameterGradient(x, trained, c);
            }
        }
        return inputGradient;
    }

    /// <summary>The share of units whose derivative stays below a slope at every example of the last pass.</summary>
    public double DeadShare(double slope) => Enumerable.Range(0, _input[0].Length).Average(unit => _input.All(
        row => Math.Abs(_activation.Reference(row[unit], ConstantsOf(unit)).FirstDerivative) < slope) ? 1.0 : 0);

    private double[] ConstantsOf(int unit) => [.. Constants.Select((constant, c) => constant.Value[IndexOf(c, unit)])];

    private int IndexOf(int constant, int unit) => Constants[constant].Value.Length == 1 ? 0 : unit;
}
