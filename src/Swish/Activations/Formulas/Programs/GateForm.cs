using Swish.Activations.Loops;
using Swish.Activations.Operators;
using Swish.Expressions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Recognizes and runs gates a·x·σ(kx), where k is a constant or a learnable parameter, in float without tiles.
/// </summary>
internal sealed class GateForm : IVectorized<ActivationEvaluation>
{
    private readonly double _scale;
    private readonly double _rate;
    private readonly bool _isLearnable;
    private readonly ActivationEvaluation _run;

    private GateForm(double scale, double rate, bool isLearnable)
    {
        _scale = scale;
        _rate = rate;
        _isLearnable = isLearnable;
        _run = VectorWidth.Select(this);
    }

    /// <summary>Recognizes an expression.</summary>
    /// <param name="e">An expression in normal form.</param>
    /// <returns>The gate, or null if the expression is not one.</returns>
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
        bool isLearnable = scale == 1
            && u.Operands[0].Operation == Operation.Variable && u.Operands[1].Operation == Operation.Parameter;
        return isLearnable ? new(1, 0, isLearnable: true) : null;
    }

    /// <summary>Runs a pass with the widest vectors of this machine.</summary>
    public void Run(in ActivationPass pass) => _run(pass);

    /// <inheritdoc/>
    ActivationEvaluation IVectorized<ActivationEvaluation>.For<T>() => Run<T>;

    /// <summary>Runs a pass with one vector width.</summary>
    public void Run<T>(in ActivationPass pass)
        where T : struct, ISimdVector<T>
    {
        if (_isLearnable) LearnableActivationLoop.Run<LearnableSwishOperator, T>(pass);
        else if (_scale == 1 && _rate == 1) ActivationLoop.Run<UnitSwishOperator, T>(default, pass);
        else ActivationLoop.Run<GateOperator, T>(new(_scale, _rate), pass);
    }

    // Very large and very small factors could overflow or underflow in float, so those expressions run in double.
    private static GateForm? Fixed(double scale, double rate) =>
        Math.Abs(scale) is > 1e-3 and < 1e3 && Math.Abs(rate) is > 1e-3 and < 1e3
            ? new(scale, rate, isLearnable: false)
            : null;

    private static bool IsScaled(Expression e) =>
        e.Operation == Operation.Multiply && e.Operands[0].Operation == Operation.Constant;
}
