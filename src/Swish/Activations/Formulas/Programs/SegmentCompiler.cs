using System.Reflection;
using System.Reflection.Emit;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Compiles a segment to a dynamic method. The method calls the same vector functions as the loops of the interpreter,
/// so both compute the same bits.
/// </summary>
/// <typeparam name="T">The vector type.</typeparam>
internal sealed class SegmentCompiler<T>
    where T : struct, ISimdDoubleVector<T>
{
    private static readonly Type[] Signature =
    [
        typeof(double).MakeByRefType(), typeof(float).MakeByRefType(), typeof(float).MakeByRefType(),
        typeof(float).MakeByRefType(), typeof(float).MakeByRefType(), typeof(nuint), typeof(nuint),
    ];

    private readonly Dictionary<int, LocalBuilder> _values = [];
    private readonly IReadOnlyDictionary<int, double> _constants;
    private readonly IReadOnlyDictionary<int, int> _offsets;
    private readonly DynamicMethod _method = new(
        "Segment", typeof(void), Signature, typeof(SegmentCompiler<T>).Module, skipVisibility: true);

    private readonly ILGenerator _il;
    private readonly LocalBuilder _i;

    private SegmentCompiler(IReadOnlyDictionary<int, double> constants, IReadOnlyDictionary<int, int> offsets)
    {
        _constants = constants;
        _offsets = offsets;
        _il = _method.GetILGenerator();
        _i = _il.DeclareLocal(typeof(nuint));
    }

    /// <summary>Compiles a segment.</summary>
    /// <param name="segment">The instructions, each with its own result register.</param>
    /// <param name="constants">The registers that hold a constant, and their values.</param>
    /// <param name="offsets">
    /// The offsets in doubles of the registers that are written or read outside the segment.
    /// </param>
    /// <returns>The compiled loop.</returns>
    public static LaneSegment Compile(
        IReadOnlyList<TileInstruction> segment, IReadOnlyDictionary<int, double> constants,
        IReadOnlyDictionary<int, int> offsets)
    {
        SegmentCompiler<T> compiler = new(constants, offsets);
        compiler.EmitLoop(segment);
        return compiler._method.CreateDelegate<LaneSegment>();
    }

    private void EmitLoop(IReadOnlyList<TileInstruction> segment)
    {
        Label top = _il.DefineLabel();
        EmitNumber(0);
        _il.Emit(OpCodes.Stloc, _i);
        _il.MarkLabel(top);
        foreach (TileInstruction n in segment)
        {
            foreach (int operand in n.Operands) Load(operand);
            EmitInstruction(n);
        }

        foreach (TileInstruction n in segment)
        {
            if (n.Operation == TileOperation.Store) continue;
            Keep(n.Target);
            if (n.HasSecond) Keep(n.Second);
        }

        _il.Emit(OpCodes.Ldloc, _i);
        EmitNumber(T.Count);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, _i);
        _il.Emit(OpCodes.Ldloc, _i);
        _il.Emit(OpCodes.Ldarg, (short)6);
        _il.Emit(OpCodes.Blt_Un, top);
        _il.Emit(OpCodes.Ret);
    }

    // Loads a register from the tile, once per iteration, if it was computed outside the segment.
    private void Load(int register)
    {
        if (_constants.ContainsKey(register) || _values.ContainsKey(register)) return;
        _il.Emit(OpCodes.Ldarg_0);
        EmitPlace(_offsets[register]);
        Call(nameof(ISimdDoubleVector<T>.Load));
        Define(register);
    }

    private void Keep(int register)
    {
        if (!_offsets.TryGetValue(register, out int offset)) return;
        _il.Emit(OpCodes.Ldloc, _values[register]);
        _il.Emit(OpCodes.Ldarg_0);
        EmitPlace(offset);
        Call(nameof(ISimdDoubleVector<T>.Store));
    }

    private void EmitInstruction(TileInstruction n)
    {
        if (n.Operation == TileOperation.Store)
        {
            EmitStore(n);
            return;
        }

        if (n.Operation == TileOperation.Reciprocal) EmitConstant(1);
        foreach (int operand in Operands(n)) Push(operand);
        switch (n.Operation)
        {
            case TileOperation.Scale:
                EmitConstant(n.Constant);
                Call("op_Multiply");
                break;
            case TileOperation.Affine:
                EmitConstant(n.Constant);
                EmitConstant(n.Constant2);
                Call(nameof(ISimdDoubleVector<T>.FusedMultiplyAdd));
                break;
            case TileOperation.ScaleAdd:
                EmitConstant(n.Constant);
                Push(n.B);
                Call(nameof(ISimdDoubleVector<T>.FusedMultiplyAdd));
                break;
            case TileOperation.NegativeMagnitude:
                EmitConstant(n.Constant);
                CallGeneric(typeof(TileFunctions), nameof(TileFunctions.NegativeMagnitude));
                break;
            case TileOperation.Square:
                Push(n.A);
                Call("op_Multiply");
                break;
            case TileOperation.Sigmoid:
                LocalBuilder second = _il.DeclareLocal(typeof(T));
                _values.Add(n.Second, second);
                _il.Emit(OpCodes.Ldloca, second);
                CallGeneric(typeof(DoubleExponential), nameof(DoubleExponential.Sigmoid));
                break;
            case TileOperation.MultiplySubtract:
                CallGeneric(typeof(TileFunctions), nameof(TileFunctions.MultiplySubtract));
                break;
            case TileOperation.Choose: CallGeneric(typeof(TileFunctions), nameof(TileFunctions.Choose)); break;
            case TileOperation.Add: Call("op_Addition"); break;
            case TileOperation.Subtract: Call("op_Subtraction"); break;
            case TileOperation.Multiply: Call("op_Multiply"); break;
            case TileOperation.Divide or TileOperation.Reciprocal: Call("op_Division"); break;
            case TileOperation.MultiplyAdd: Call(nameof(ISimdDoubleVector<T>.FusedMultiplyAdd)); break;
            case TileOperation.Sqrt: Call(nameof(ISimdDoubleVector<T>.Sqrt)); break;
            case TileOperation.Abs: Call(nameof(ISimdDoubleVector<T>.Abs)); break;
            default: CallGeneric(FunctionOf(n.Operation), nameof(ITileFunction.Invoke)); break;
        }

        Define(n.Target);
    }

    // The second operand of ScaleAdd is pushed later, after its constant.
    private static int[] Operands(TileInstruction n) => n.Operation == TileOperation.ScaleAdd ? [n.A] : n.Operands;

    private static Type FunctionOf(TileOperation operation) => operation switch
    {
        TileOperation.ChainMultiply => typeof(TileFunctions.ChainMultiply),
        TileOperation.OneAtZeroPower => typeof(TileFunctions.OneAtZeroPower),
        TileOperation.Max => typeof(TileFunctions.Max),
        TileOperation.Min => typeof(TileFunctions.Min),
        TileOperation.CopySign => typeof(TileFunctions.CopySign),
        TileOperation.Softplus => typeof(TileFunctions.Softplus),
        TileOperation.Tanh => typeof(TileFunctions.Tanh),
        TileOperation.Sinh => typeof(TileFunctions.Sinh),
        TileOperation.Cosh => typeof(TileFunctions.Cosh),
        TileOperation.AsinhArgument => typeof(TileFunctions.AsinhArgument),
        TileOperation.Erfc => typeof(TileFunctions.Erfc),
        _ => throw new InvalidOperationException($"{operation} cannot be part of a segment."),
    };

    private void EmitStore(TileInstruction n)
    {
        Push(n.A);
        _il.Emit(OpCodes.Ldarg, (short)(Math.Min(n.B, 3) + 1));
        _il.Emit(OpCodes.Ldloc, _i);
        for (int constant = 3; constant < n.B; constant++)
        {
            _il.Emit(OpCodes.Ldarg, (short)5);
            _il.Emit(OpCodes.Add);
        }

        Call(nameof(ISimdDoubleVector<T>.StoreSingle));
    }

    private void Push(int register)
    {
        if (_constants.TryGetValue(register, out double constant)) EmitConstant(constant);
        else _il.Emit(OpCodes.Ldloc, _values[register]);
    }

    private void Define(int register)
    {
        LocalBuilder value = _il.DeclareLocal(typeof(T));
        _values.Add(register, value);
        _il.Emit(OpCodes.Stloc, value);
    }

    private void EmitPlace(int offset)
    {
        _il.Emit(OpCodes.Ldloc, _i);
        EmitNumber(offset);
        _il.Emit(OpCodes.Add);
    }

    private void EmitNumber(int number)
    {
        _il.Emit(OpCodes.Ldc_I4, number);
        _il.Emit(OpCodes.Conv_U);
    }

    private void EmitConstant(double constant)
    {
        _il.Emit(OpCodes.Ldc_R8, constant);
        Call(nameof(ISimdDoubleVector<T>.Create));
    }

    private void Call(string name) =>
        _il.Emit(OpCodes.Call, typeof(T).GetMethod(name, BindingFlags.Public | BindingFlags.Static)!);

    private void CallGeneric(Type type, string name) =>
        _il.Emit(
            OpCodes.Call,
            type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.MakeGenericMethod(typeof(T)));
}
