using System.Collections.Immutable;
using Swish.Expressions.Text;

namespace Swish.Expressions;

/// <summary>
/// Represents a formula of x and named parameters as an immutable tree. Two expressions are equal if they are the same
/// tree, not if they are the same function. <see cref="Parse"/> reads the text that <see cref="ToString"/> returns.
/// </summary>
public sealed class Expression : IEquatable<Expression>
{
    /// <summary>The largest depth of an expression.</summary>
    public const int MaximumDepth = 100;

    /// <summary>The largest number of characters of the text of an expression.</summary>
    public const int MaximumLength = 10_000;

    /// <summary>The largest number of nodes of an expression.</summary>
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

    /// <summary>Gets the variable x.</summary>
    public static Expression X { get; } = new(Operation.Variable, []);

    /// <summary>Gets the operation of this node.</summary>
    public Operation Operation { get; }

    /// <summary>Gets the operands, in order; empty for a constant, the variable or a parameter.</summary>
    public ImmutableArray<Expression> Operands { get; }

    /// <summary>Gets the value of a constant; 0 for any other node.</summary>
    public double Value { get; }

    /// <summary>Gets the name of a parameter; null for any other node.</summary>
    public string? Name { get; }

    /// <summary>Gets the number of nodes on the longest path from this node to a leaf.</summary>
    public int Depth { get; }

    /// <summary>Gets the number of nodes in the tree.</summary>
    public int Size { get; }

    /// <summary>Gets a value that indicates whether the expression contains x.</summary>
    public bool HasVariable { get; }

    /// <summary>Gets a value that indicates whether the expression contains a parameter.</summary>
    public bool HasParameter { get; }

    /// <summary>Gets a value that indicates whether the text form can express every node, and the depth and size are
    /// within the limits.</summary>
    internal bool CanBeWritten =>
        Depth <= MaximumDepth && Size <= MaximumSize && Operation <= Operation.Sinc
            && Operands.All(o => o.CanBeWritten);

    /// <summary>Creates a constant.</summary>
    /// <param name="value">The value; finite.</param>
    /// <returns>The constant.</returns>
    /// <exception cref="SwishException"><paramref name="value"/> is not finite (InvalidExpression).</exception>
    public static Expression Constant(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new SwishException(
                "InvalidExpression", ErrorKind.InvalidArgument,
                $"A number in an expression must be finite, not {value}.", value);
        }

        return new(Operation.Constant, [], value == 0 ? 0 : value);
    }

    /// <summary>Creates a parameter.</summary>
    /// <param name="name">A letter, then letters, digits or underscores, up to 32 characters; not <c>x</c> or the name
    /// of a function.</param>
    /// <returns>The parameter.</returns>
    /// <exception cref="SwishException">The name is not valid (InvalidExpression).</exception>
    public static Expression Parameter(string name)
    {
        if (!ExpressionFunctions.IsParameterName(name))
        {
            throw new SwishException(
                "InvalidExpression", ErrorKind.InvalidArgument,
                $"'{name}' is not a valid parameter name; use a letter, then letters, digits or underscores, up to 32 "
                + "characters, but not 'x' or the name of a function.", name);
        }

        return new(Operation.Parameter, [], name: name);
    }

    /// <summary>Applies an operation to other expressions.</summary>
    /// <param name="operation">An operator or function that the text form can express.</param>
    /// <param name="operands">One or two operands, as the operation requires.</param>
    /// <returns>The expression.</returns>
    /// <exception cref="SwishException">The expression is too deep (ExpressionTooDeep) or too large
    /// (ExpressionTooLarge).</exception>
    /// <exception cref="ArgumentException">The operation has no text form or takes another number of
    /// operands.</exception>
    public static Expression Apply(Operation operation, params ReadOnlySpan<Expression> operands)
    {
        if (operands.Length != ExpressionFunctions.OperandCount(operation) || operation > Operation.Sinc)
            throw new ArgumentException($"{operation} does not take {operands.Length} operands.", nameof(operands));

        Expression result = new(operation, [.. operands]);
        if (result.Depth > MaximumDepth)
        {
            throw new SwishException(
                "ExpressionTooDeep", ErrorKind.LimitExceeded,
                $"The expression is nested more than {MaximumDepth} levels deep; write it with fewer levels.");
        }

        if (result.Size > MaximumSize)
        {
            throw new SwishException(
                "ExpressionTooLarge", ErrorKind.LimitExceeded,
                $"The expression has more than {MaximumSize} numbers, names and operations; write a shorter one.");
        }

        return result;
    }

    /// <summary>Parses the text form, such as <c>beta*x*sigmoid(x)</c>.</summary>
    /// <param name="text">Numbers, x, names of parameters, + - * / ^, parentheses and functions. The names of functions
    /// are case-insensitive.</param>
    /// <returns>The expression.</returns>
    /// <exception cref="SwishException">The text is not an expression (InvalidExpression), or the expression is too
    /// deep (ExpressionTooDeep) or too large (ExpressionTooLarge). The message points at the error.</exception>
    public static Expression Parse(string text) => new ExpressionParser(text).ParseAll();

    /// <summary>Returns the names of the parameters.</summary>
    /// <returns>Each name once, in ordinal order.</returns>
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

    /// <summary>Formats the expression as canonical text.</summary>
    /// <returns>The text, which <see cref="Parse"/> reads back as an equal expression.</returns>
    public override string ToString() => ExpressionFormatter.Format(this);
}
