using System.Collections.Immutable;
using Swish.Expressions.Text;

namespace Swish.Expressions;

/// <summary>
/// A formula over x and named parameters, as an immutable tree. Two expressions are equal when they are the same tree,
/// not when they are the same function. <see cref="ToString"/> gives text that <see cref="Parse"/> reads back.
/// </summary>
public sealed class Expression : IEquatable<Expression>
{
    /// <summary>The deepest nesting that is taken.</summary>
    public const int MaximumDepth = 100;

    /// <summary>The most nodes that are taken.</summary>
    public const int MaximumSize = 250;

    private readonly int _hash;

    internal Expression(Operation operation, ImmutableArray<Expression> operands, double value = 0, string? name = null)
    {
        Operation = operation;
        Operands = operands;
        Value = value;
        Name = name;
        HashCode hash = default;
        hash.Add(operation);
        hash.Add(BitConverter.DoubleToInt64Bits(value));
        hash.Add(name, StringComparer.Ordinal);
        int depth = 0;
        long size = 1;
        foreach (Expression operand in operands)
        {
            hash.Add(operand._hash);
            depth = Math.Max(depth, operand.Depth);
            size += operand.Size;
            HasVariable |= operand.HasVariable;
            HasParameter |= operand.HasParameter;
        }

        _hash = hash.ToHashCode();
        Depth = depth + 1;
        Size = (int)Math.Min(size, int.MaxValue / 8);
        HasVariable |= operation == Operation.Variable;
        HasParameter |= operation == Operation.Parameter;
    }

    /// <summary>The variable x.</summary>
    public static Expression X { get; } = new(Operation.Variable, []);

    /// <summary>What this node is.</summary>
    public Operation Operation { get; }

    /// <summary>What it is done to, in order.</summary>
    public ImmutableArray<Expression> Operands { get; }

    /// <summary>The number, if this is a constant.</summary>
    public double Value { get; }

    /// <summary>The name, if this is a parameter.</summary>
    public string? Name { get; }

    /// <summary>The nodes on the longest way to a leaf.</summary>
    public int Depth { get; }

    /// <summary>The number of nodes of the tree.</summary>
    public int Size { get; }

    /// <summary>Whether x is in it.</summary>
    public bool HasVariable { get; }

    /// <summary>Whether a parameter is in it.</summary>
    public bool HasParameter { get; }

    /// <summary>Whether the text form has everything that is in it, and it is within the bounds.</summary>
    internal bool CanBeWritten =>
        Depth <= MaximumDepth && Size <= MaximumSize && Operation <= Operation.Sinc
            && Operands.All(o => o.CanBeWritten);

    /// <summary>A number.</summary>
    /// <exception cref="SwishException">It is not finite.</exception>
    public static Expression Constant(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new SwishException(
                "InvalidExpression", ErrorKind.InvalidArgument, "A number in an expression must be finite.", value);
        }

        return new(Operation.Constant, [], value == 0 ? 0 : value);
    }

    /// <summary>A parameter.</summary>
    /// <param name="name">A letter, then letters, digits or underscores; neither <c>x</c> nor a function's
    /// name.</param>
    /// <exception cref="SwishException">The name is none.</exception>
    public static Expression Parameter(string name)
    {
        if (!ExpressionFunctions.IsParameterName(name))
        {
            throw new SwishException(
                "InvalidExpression", ErrorKind.InvalidArgument,
                $"'{name}' cannot be a parameter: a name is a letter, then letters, digits or underscores, and neither "
                + "'x' nor the name of a function.", name);
        }

        return new(Operation.Parameter, [], name: name);
    }

    /// <summary>An operation on other expressions.</summary>
    /// <param name="operation">Any operation that can be written; see <see cref="ExpressionFunctions"/>.</param>
    /// <param name="operands">One or two, as the operation needs.</param>
    /// <exception cref="SwishException">The tree becomes too deep or too large.</exception>
    public static Expression Apply(Operation operation, params ReadOnlySpan<Expression> operands)
    {
        if (operands.Length != ExpressionFunctions.OperandCount(operation) || operation > Operation.Sinc)
            throw new ArgumentException($"{operation} does not take {operands.Length} operands.", nameof(operands));

        Expression result = new(operation, [.. operands]);
        if (result.Depth > MaximumDepth)
        {
            throw new SwishException(
                "ExpressionTooDeep", ErrorKind.LimitExceeded,
                $"The expression is nested more than {MaximumDepth} deep. Write it flatter.");
        }

        if (result.Size > MaximumSize)
        {
            throw new SwishException(
                "ExpressionTooLarge", ErrorKind.LimitExceeded,
                $"The expression has more than {MaximumSize} parts. Write a shorter one.");
        }

        return result;
    }

    /// <summary>Reads the text form, such as <c>beta*x*sigmoid(x)</c>.</summary>
    /// <param name="text">Numbers, x, names of parameters, + - * / ^, parentheses, and functions in lower case.</param>
    /// <exception cref="SwishException">The text is no expression; the message points at the place.</exception>
    public static Expression Parse(string text) => new ExpressionParser(text).ParseAll();

    /// <summary>The names of the parameters, in alphabetical order.</summary>
    public IReadOnlyList<string> ParameterNames()
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        Collect(this, names);
        return [.. names];

        static void Collect(Expression node, SortedSet<string> names)
        {
            if (!node.HasParameter) return;
            if (node.Operation == Operation.Parameter) names.Add(node.Name!);
            foreach (Expression operand in node.Operands) Collect(operand, names);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Expression? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || _hash != other._hash || Operation != other.Operation || Name != other.Name) return false;
        if (BitConverter.DoubleToInt64Bits(Value) != BitConverter.DoubleToInt64Bits(other.Value)) return false;
        return Operands.AsSpan().SequenceEqual(other.Operands.AsSpan());
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Expression);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The canonical text.</summary>
    public override string ToString() => ExpressionFormatter.Format(this);
}
