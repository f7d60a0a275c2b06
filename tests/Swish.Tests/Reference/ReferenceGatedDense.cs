using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Networks.Specs;

namespace Swish.Tests.Reference;

/// <summary>f(Wx + b, Vx + c), each product normalized before the gate if it has a normalization.</summary>
internal sealed class ReferenceGatedDense : IReferenceLayer
{
    private readonly Gate _gate;
    private readonly ReferenceSequence _value;
    private readonly ReferenceSequence _opening;
    private readonly ReferenceParameter[] _learnable;
    private double[][] _x = [];
    private double[][] _y = [];

    public ReferenceGatedDense(int layer, int inputs, int outputs, Gate gate, BatchNormSpec? norm)
    {
        _gate = gate;
        BatchNorms = norm is null
            ? []
            : [new(layer, outputs, norm.FixedScale), new(layer, outputs, norm.FixedScale)];
        _value = new([new ReferenceDense(layer, inputs, outputs), .. BatchNorms.Take(1)]);
        _opening = new([new ReferenceDense(layer, inputs, outputs), .. BatchNorms.Skip(1)]);
        _learnable = [.. gate.LearnableParameters.Select(parameter => new ReferenceParameter(
            ParameterKind.ActivationParameter, layer,
            [.. Enumerable.Repeat(parameter.Value, parameter.Sharing == ParameterSharing.Unit ? outputs : 1)]))];
    }

    /// <summary>The normalizations of the two products, or none.</summary>
    public IReadOnlyList<ReferenceBatchNorm> BatchNorms { get; }

    public IEnumerable<ReferenceParameter> Parameters => [.. _value.Parameters, .. _opening.Parameters, .. _learnable];

    public double[][] Forward(double[][] input, bool training)
    {
        _x = _value.Forward(input, training);
        _y = _opening.Forward(input, training);
        return [.. _x.Select((row, n) => row.Select((_, unit) => At(n, unit).Value).ToArray())];
    }

    public double[][] Backward(double[][] outputGradient)
    {
        foreach (ReferenceParameter parameter in _learnable) Array.Clear(parameter.Gradient);
        double[][] byX = [.. outputGradient.Select(row => new double[row.Length])];
        double[][] byY = [.. outputGradient.Select(row => new double[row.Length])];
        for (int n = 0; n < byX.Length; n++)
        {
            for (int unit = 0; unit < byX[n].Length; unit++)
            {
                double error = outputGradient[n][unit];
                byX[n][unit] = error * At(n, unit).DerivativeX;
                byY[n][unit] = error * At(n, unit).DerivativeY;
                for (int p = 0; p < _learnable.Length; p++)
                    _learnable[p].Gradient[IndexOf(p, unit)] +=
                        error * _gate.ReferenceParameterGradient(_x[n][unit], _y[n][unit], Learnable(unit), p);
            }
        }
        return ReferenceResidual.Sum(_value.Backward(byX), _opening.Backward(byY));
    }

    /// <summary>
    /// The share of units both of whose derivatives stay below a slope at every example of the last pass.
    /// </summary>
    public double DeadShare(double slope) => Enumerable.Range(0, _x[0].Length).Average(unit =>
        Enumerable.Range(0, _x.Length).All(n =>
            Math.Abs(At(n, unit).DerivativeX) < slope && Math.Abs(At(n, unit).DerivativeY) < slope) ? 1.0 : 0);

    private GateValue At(int n, int unit) => _gate.Reference(_x[n][unit], _y[n][unit], Learnable(unit));

    private double[] Learnable(int unit) => [.. _learnable.Select((parameter, p) => parameter.Value[IndexOf(p, unit)])];

    private int IndexOf(int parameter, int unit) => _learnable[parameter].Value.Length == 1 ? 0 : unit;
}
