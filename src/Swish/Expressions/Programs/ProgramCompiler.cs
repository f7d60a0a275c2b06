using Swish.Expressions.Simplification;

namespace Swish.Expressions.Programs;

/// <summary>Turns expressions in normal form into instructions: shared parts once, products and sums fused.</summary>
internal sealed class ProgramCompiler
{
    private readonly ExpressionBuilder _builder;
    private readonly IReadOnlyList<string> _parameters;
    private readonly Dictionary<Expression, int> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, int> _registers = new(ReferenceEqualityComparer.Instance);
    private readonly List<TileInstruction> _prologue = [];
    private readonly List<TileInstruction> _body = [];
    private int _count;

    private ProgramCompiler(ExpressionBuilder builder, IReadOnlyList<string> parameters)
    {
        _builder = builder;
        _parameters = parameters;
    }

    /// <summary>Compiles expressions, each to the output of its number.</summary>
    /// <param name="builder">What made the expressions.</param>
    /// <param name="parameters">The parameters' names, in the order of their values.</param>
    /// <param name="roots">The expressions and the numbers of their outputs.</param>
    public static ExpressionProgram Compile(
        ExpressionBuilder builder, IReadOnlyList<string> parameters,
        IReadOnlyList<(Expression Root, int Output)> roots)
    {
        ProgramCompiler compiler = new(builder, parameters);
        foreach ((Expression root, _) in roots) compiler.Count(root);
        int input = compiler.NewRegister();
        compiler._registers.Add(builder.X, input);
        compiler._body.Add(new(TileOperation.LoadInput, input));
        foreach ((Expression root, int output) in roots)
            compiler._body.Add(new(TileOperation.Store, 0, A: compiler.Emit(root), B: output));
        return RegisterAllocator.Allocate(compiler._prologue, compiler._body, compiler._count);
    }

    private int NewRegister() => _count++;

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

        TileInstruction instruction = Select(e);
        // What the selection emitted on the way may have been this very expression's twin, σ(−u).
        if (_registers.TryGetValue(e, out known)) return known;

        int target = NewRegister();
        Append(e, instruction with { Target = target });
        _registers.Add(e, target);
        return target;
    }

    private void Append(Expression e, TileInstruction instruction) =>
        (e.HasVariable ? _body : _prologue).Add(instruction);

    private TileInstruction Select(Expression e)
    {
        switch (e.Operation)
        {
            case Operation.Constant:
                return new(TileOperation.Fill, 0, Constant: e.Value);
            case Operation.Parameter:
                return new(TileOperation.LoadParameter, 0, A: ParameterNumber(e.Name!));
            case Operation.Add:
                return Sum(e.Operands[0], e.Operands[1]);
            case Operation.Multiply when e.Operands[0].Operation == Operation.Constant:
                return new(TileOperation.Scale, 0, Emit(e.Operands[1]), Constant: e.Operands[0].Value);
            case Operation.Power:
                return Power(e);
            case Operation.Sigmoid:
                return Sigmoid(e);
            case Operation.Choose:
                return new(
                    TileOperation.Choose, 0, Emit(e.Operands[0]), Emit(e.Operands[1]), Emit(e.Operands[2]),
                    Emit(e.Operands[3]), Emit(e.Operands[4]));
            default:
                int a = Emit(e.Operands[0]);
                return new(OperationOf(e.Operation), 0, a, e.Operands.Length > 1 ? Emit(e.Operands[1]) : 0);
        }
    }

    private TileInstruction Sum(Expression a, Expression b)
    {
        if (b.Operation == Operation.Constant)
        {
            return IsScaled(a, out double scale, out Expression inner)
                ? new(TileOperation.Affine, 0, Emit(inner), Constant: scale, Constant2: b.Value)
                : new(TileOperation.Affine, 0, Emit(a), Constant: 1, Constant2: b.Value);
        }

        // A product that nothing else needs is added in the same instruction.
        if (IsOwnProduct(b)) return new(TileOperation.MultiplyAdd, 0, Emit(b.Operands[0]), Emit(b.Operands[1]), Emit(a));
        if (IsOwnProduct(a)) return new(TileOperation.MultiplyAdd, 0, Emit(a.Operands[0]), Emit(a.Operands[1]), Emit(b));
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

    private TileInstruction Power(Expression e)
    {
        Expression b = e.Operands[0];
        if (e.Operands[1].Operation != Operation.Constant)
            return new(TileOperation.Power, 0, Emit(b), Emit(e.Operands[1]));

        double n = e.Operands[1].Value;
        switch (n)
        {
            case 2:
                return new(TileOperation.Square, 0, Emit(b));
            case 0.5:
                return new(TileOperation.Sqrt, 0, Emit(b));
            case -1:
                return new(TileOperation.Reciprocal, 0, Emit(b));
            case < 0:
                return new(TileOperation.Reciprocal, 0, Emit(_builder.Node(Operation.Power, b, _builder.Constant(-n))));
            case <= int.MaxValue when double.IsInteger(n):
                return new(TileOperation.WholePower, 0, Emit(b), Constant: n);
            default:
                return new(TileOperation.Power, 0, Emit(b), Emit(e.Operands[1]));
        }
    }

    // σ(u) and σ(−u) come from one instruction; of the two arguments the shorter is computed.
    private TileInstruction Sigmoid(Expression e)
    {
        Expression u = e.Operands[0];
        Expression mirrored = _builder.Negate(u);
        Expression twin = _builder.Apply(Operation.Sigmoid, mirrored);
        bool byTwin = mirrored.Size < u.Size;
        int a = Emit(byTwin ? mirrored : u);
        int target = NewRegister(), second = NewRegister();
        Append(e, new(TileOperation.Sigmoid, byTwin ? second : target, a, Second: byTwin ? target : second));
        _registers.Add(e, target);
        if (!ReferenceEquals(twin, e)) _registers.TryAdd(twin, second);
        return default;
    }

    private int ParameterNumber(string name)
    {
        for (int i = 0; i < _parameters.Count; i++)
            if (_parameters[i] == name) return i;
        throw new InvalidOperationException($"{name} is no parameter.");
    }

    private static TileOperation OperationOf(Operation operation) => operation switch
    {
        Operation.Multiply => TileOperation.Multiply,
        Operation.ChainMultiply => TileOperation.ChainMultiply,
        Operation.Max => TileOperation.Max,
        Operation.Min => TileOperation.Min,
        Operation.Abs => TileOperation.Abs,
        Operation.Exp => TileOperation.Exp,
        Operation.Expm1 => TileOperation.Expm1,
        Operation.Log => TileOperation.Log,
        Operation.Log1p => TileOperation.Log1p,
        Operation.Softplus => TileOperation.Softplus,
        Operation.Sin => TileOperation.Sin,
        Operation.Cos => TileOperation.Cos,
        Operation.Tan => TileOperation.Tan,
        Operation.Asinh => TileOperation.Asinh,
        Operation.Atan => TileOperation.Atan,
        Operation.Sinh => TileOperation.Sinh,
        Operation.Cosh => TileOperation.Cosh,
        Operation.Tanh => TileOperation.Tanh,
        Operation.Erf => TileOperation.Erf,
        Operation.Erfc => TileOperation.Erfc,
        Operation.Sinc => TileOperation.Sinc,
        Operation.SincSlope => TileOperation.SincSlope,
        Operation.SincCurvature => TileOperation.SincCurvature,
        _ => throw new InvalidOperationException($"{operation} is not of the normal form."),
    };
}
