using Swish.Expressions;
using Swish.Expressions.Simplification;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Compiles expressions in normal form to instructions. Shared subexpressions are computed once, and products and sums
/// are fused.
/// </summary>
internal sealed class ProgramCompiler
{
    private readonly ExpressionBuilder _builder;
    private readonly IReadOnlyList<string> _parameters;
    private readonly Dictionary<Expression, int> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, int> _registers = new(ReferenceEqualityComparer.Instance);
    private readonly InstructionList _list = new();

    private ProgramCompiler(ExpressionBuilder builder, IReadOnlyList<string> parameters)
    {
        _builder = builder;
        _parameters = parameters;
    }

    /// <summary>Compiles several expressions to one program.</summary>
    /// <param name="builder">The builder that created the expressions.</param>
    /// <param name="parameters">The names of the parameters, in the order of their values.</param>
    /// <param name="roots">The expressions, each with the number of its output: 0 for the value, 1 and 2 for the
    /// derivatives by x (of a gate: by x and by y), 3 and more for the derivatives with respect to the
    /// parameters.</param>
    /// <param name="secondInput">The second input y of a gate, or null.</param>
    /// <returns>The program.</returns>
    public static ExpressionProgram Compile(
        ExpressionBuilder builder, IReadOnlyList<string> parameters,
        IReadOnlyList<(Expression Root, int Output)> roots, Expression? secondInput = null)
    {
        ProgramCompiler compiler = new(builder, parameters);
        foreach ((Expression root, _) in roots) compiler.Count(root);
        compiler._registers.Add(builder.X, compiler._list.Input);
        if (secondInput is not null)
            compiler._registers.Add(secondInput, compiler._list.Add(new(TileOperation.LoadSecondInput, 0)));
        foreach ((Expression root, int output) in roots) compiler._list.Store(compiler.Emit(root), output);
        return compiler._list.ToProgram();
    }

    private void Count(Expression e)
    {
        int uses = _uses.GetValueOrDefault(e);
        _uses[e] = uses + 1;
        if (uses > 0) return;
        foreach (Expression operand in e.Operands) Count(operand);
    }

    private int Emit(Expression e)
    {
        if (_registers.TryGetValue(e, out int known)) return known;

        int target = e.Operation switch
        {
            Operation.Sigmoid => Sigmoid(e),
            Operation.Power => Power(e),
            Operation.Constant => _list.Add(new(TileOperation.Fill, 0, Constant: e.Value)),
            Operation.Parameter => _list.Add(new(TileOperation.LoadParameter, 0, A: ParameterNumber(e.Name!))),
            Operation.Add => _list.Add(Sum(e.Operands[0], e.Operands[1])),
            Operation.Multiply => Product(e.Operands[0], e.Operands[1]),
            Operation.ChainMultiply => OfTwo(TileOperation.ChainMultiply, e),
            Operation.Max => OfTwo(TileOperation.Max, e),
            Operation.Min => OfTwo(TileOperation.Min, e),
            Operation.Choose => _list.Add(new(
                TileOperation.Choose, 0, Emit(e.Operands[0]), Emit(e.Operands[1]), Emit(e.Operands[2]),
                Emit(e.Operands[3]), Emit(e.Operands[4]))),
            _ => FunctionSelection.Add(_list, e.Operation, Emit(e.Operands[0])),
        };
        _registers.TryAdd(e, target);
        return target;
    }

    private int OfTwo(TileOperation operation, Expression e) =>
        _list.Add(new(operation, 0, Emit(e.Operands[0]), Emit(e.Operands[1])));

    private int Product(Expression a, Expression b) => _list.Add(a.Operation == Operation.Constant
        ? new(TileOperation.Scale, 0, Emit(b), Constant: a.Value)
        : new(TileOperation.Multiply, 0, Emit(a), Emit(b)));

    private TileInstruction Sum(Expression a, Expression b)
    {
        if (b.Operation == Operation.Constant)
        {
            return IsScaled(a, out double scale, out Expression inner)
                ? new(TileOperation.Affine, 0, Emit(inner), Constant: scale, Constant2: b.Value)
                : new(TileOperation.Affine, 0, Emit(a), Constant: 1, Constant2: b.Value);
        }

        // A product that nothing else uses is computed in the same instruction as the sum.
        if (IsOwnProduct(b))
            return new(TileOperation.MultiplyAdd, 0, Emit(b.Operands[0]), Emit(b.Operands[1]), Emit(a));
        if (IsOwnProduct(a))
            return new(TileOperation.MultiplyAdd, 0, Emit(a.Operands[0]), Emit(a.Operands[1]), Emit(b));
        if (IsScaled(b, out double factor, out Expression scaled)) return ScaledSum(factor, scaled, a);
        if (IsScaled(a, out factor, out scaled)) return ScaledSum(factor, scaled, b);
        return new(TileOperation.Add, 0, Emit(a), Emit(b));
    }

    private TileInstruction ScaledSum(double factor, Expression scaled, Expression other)
    {
        if (factor != -1) return new(TileOperation.ScaleAdd, 0, Emit(scaled), Emit(other), Constant: factor);
        return IsOwnProduct(scaled)
            ? new(
                TileOperation.MultiplySubtract, 0, Emit(scaled.Operands[0]), Emit(scaled.Operands[1]), Emit(other))
            : new(TileOperation.Subtract, 0, Emit(other), Emit(scaled));
    }

    private static bool IsScaled(Expression e, out double factor, out Expression scaled)
    {
        bool isScaled = e.Operation == Operation.Multiply && e.Operands[0].Operation == Operation.Constant;
        factor = isScaled ? e.Operands[0].Value : 1;
        scaled = isScaled ? e.Operands[1] : e;
        return isScaled;
    }

    private bool IsOwnProduct(Expression e) =>
        e.Operation == Operation.Multiply && e.Operands[0].Operation != Operation.Constant
        && _uses[e] == 1 && !_registers.ContainsKey(e);

    private int Power(Expression e)
    {
        int b = Emit(e.Operands[0]);
        if (e.Operands[1].Operation != Operation.Constant)
        {
            // Computes b^n as e^(n·log b), with b^0 = 1 as in IEEE 754, and NaN for negative b.
            int n = Emit(e.Operands[1]);
            int power = _list.Add(new(TileOperation.Multiply, 0, n, _list.Add(new(TileOperation.Log, 0, b))));
            return _list.Add(new(
                TileOperation.OneAtZeroPower, 0, FunctionSelection.Add(_list, Operation.Exp, power), n));
        }

        return Power(b, e.Operands[1].Value);
    }

    private int Power(int b, double n)
    {
        switch (n)
        {
            case 2:
                return _list.Add(new(TileOperation.Square, 0, b));
            case 0.5:
                return _list.Add(new(TileOperation.Sqrt, 0, b));
            case -1:
                return _list.Add(new(TileOperation.Reciprocal, 0, b));
            case < 0:
                return _list.Add(new(TileOperation.Reciprocal, 0, Power(b, -n)));
            case <= int.MaxValue when double.IsInteger(n):
                return _list.Add(new(TileOperation.WholePower, 0, b, Constant: n));
            default:
                int log = _list.Add(new(TileOperation.Log, 0, b));
                return FunctionSelection.Add(
                    _list, Operation.Exp, _list.Add(new(TileOperation.Scale, 0, log, Constant: n)));
        }
    }

    // One instruction computes both σ(u) and σ(−u), so only the shorter of u and −u is computed.
    private int Sigmoid(Expression e)
    {
        Expression u = e.Operands[0];
        Expression mirrored = _builder.Negate(u);
        Expression twin = _builder.Apply(Operation.Sigmoid, mirrored);
        bool isMirrored = mirrored.Size < u.Size;
        IsScaled(isMirrored ? mirrored : u, out double rate, out Expression inner);
        isMirrored ^= rate < 0;
        int first = FunctionSelection.Sigmoid(_list, Emit(inner), Math.Abs(rate));
        int target = isMirrored ? first + 1 : first;
        _registers.Add(e, target);
        if (!ReferenceEquals(twin, e)) _registers.TryAdd(twin, isMirrored ? first : first + 1);
        return target;
    }

    private int ParameterNumber(string name)
    {
        for (int i = 0; i < _parameters.Count; i++)
            if (_parameters[i] == name) return i;
        throw new InvalidOperationException($"{name} is not a parameter.");
    }
}
