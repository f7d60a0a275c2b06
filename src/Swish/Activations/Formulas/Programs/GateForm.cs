using Swish.Activations.Loops;
using Swish.Activations.Operators;
using Swish.Expressions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>The gates a·x·σ(kx), with k a number or a trained parameter, which run in float without tiles.</summary>
internal sealed class GateForm
{
    private readonly double _scale;
    private readonly double _rate;
    private readonly bool _isTrained;

    private GateForm(double scale, double rate, bool isTrained)
    {
        _scale = scale;
        _rate = rate;
        _isTrained = isTrained;
    }

    /// <summary>The form of an expression in normal form, or null if it is no such gate.</summary>
    public static GateForm? Find(Expression e)
    {
        double scale = 1;
        if (IsScaled(e))
        {
            scale = e.Operands[0].Value;
            e = e.Operands[1];
        }

        if (e.Operation != Operation.Multiply || e.Operands[0].Operation != Operation.Variable
            || e.Operands[1].Operation != Operation.Sigmoid)
        {
            return null;
        }

        Expression u = e.Operands[1].Operands[0];
        if (u.Operation == Operation.Variable) return Fixed(scale, 1);
        if (u.Operation != Operation.Multiply) return null;
        if (IsScaled(u) && u.Operands[1].Operation == Operation.Variable) return Fixed(scale, u.Operands[0].Value);
        return scale == 1 && u.Operands[0].Operation == Operation.Variable && u.Operands[1].Operation == Operation.Parameter
            ? new(1, 0, isTrained: true)
            : null;
    }

    /// <summary>Runs over the spans of a pass, with the widest registers there are.</summary>
    public void Run(in ActivationPass pass)
    {
        switch (VectorWidth.Bits)
        {
            case 512: Run<Simd512>(pass); break;
            case 256: Run<Simd256>(pass); break;
            case 128: Run<Simd128>(pass); break;
            default: Run<Simd32>(pass); break;
        }
    }

    /// <summary>Runs over the spans of a pass, with registers of a width.</summary>
    public void Run<T>(in ActivationPass pass)
        where T : struct, ISimdVector<T>
    {
        if (_isTrained) LearnableActivationLoop.Run<LearnableSwishOperator, T>(pass);
        else if (_scale == 1 && _rate == 1) ActivationLoop.Run<UnitSwishOperator, T>(default, pass);
        else ActivationLoop.Run<GateOperator, T>(new(_scale, _rate), pass);
    }

    // Where float itself has no room for the numbers, doubles have.
    private static GateForm? Fixed(double scale, double rate) =>
        Math.Abs(scale) is > 1e-3 and < 1e3 && Math.Abs(rate) is > 1e-3 and < 1e3 ? new(scale, rate, isTrained: false) : null;

    private static bool IsScaled(Expression e) =>
        e.Operation == Operation.Multiply && e.Operands[0].Operation == Operation.Constant;
}
