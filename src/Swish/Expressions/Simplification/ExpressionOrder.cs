namespace Swish.Expressions.Simplification;

/// <summary>
/// Defines a total order of expressions that depends only on their structure, so that sums and products have one
/// canonical order.
/// </summary>
internal sealed class ExpressionOrder : IComparer<Expression>
{
    /// <summary>Gets the comparer.</summary>
    public static ExpressionOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(Expression? a, Expression? b)
    {
        if (ReferenceEquals(a, b)) return 0;
        if (a is null || b is null) return a is null ? -1 : 1;

        // Constants come first, then the variable, parameters and operations; smaller expressions come before larger
        // ones.
        int order = Math.Min((int)a.Operation, 3).CompareTo(Math.Min((int)b.Operation, 3));
        if (order == 0) order = a.Size.CompareTo(b.Size);
        if (order == 0) order = a.Operation.CompareTo(b.Operation);
        if (order == 0) order = a.Value.CompareTo(b.Value);
        if (order == 0) order = string.CompareOrdinal(a.Name, b.Name);
        for (int i = 0; order == 0 && i < a.Operands.Length; i++) order = Compare(a.Operands[i], b.Operands[i]);
        return order;
    }
}
