namespace Swish.Expressions.Simplification;

/// <summary>Collects the factors of a product while it is being built.</summary>
/// <param name="builder">The builder that creates nodes.</param>
internal sealed class FactorList(ExpressionBuilder builder)
{
    private readonly List<(Expression Base, double Exponent)> _factors = [];

    /// <summary>Gets or sets the constant factor.</summary>
    public double Coefficient { get; set; } = 1;

    /// <summary>Gets or sets a value that indicates whether 0·∞ is 0 in the product.</summary>
    public bool IsChain { get; set; }

    /// <summary>Gets the other factors. A base can occur more than once if its powers must not be merged.</summary>
    public IReadOnlyList<(Expression Base, double Exponent)> Factors => _factors;

    /// <summary>Multiplies the product by a power of a factor.</summary>
    public void Add(Expression factor, double exponent)
    {
        switch (factor.Operation)
        {
            case Operation.Constant when exponent == 1:
                Coefficient *= factor.Value;
                return;
            case Operation.Multiply or Operation.ChainMultiply when double.IsInteger(exponent):
                IsChain |= factor.Operation == Operation.ChainMultiply;
                Add(factor.Operands[0], exponent);
                Add(factor.Operands[1], exponent);
                return;
        }

        if (exponent != 1)
        {
            // The rules of powers apply first; only if the result is still a power, its base and exponent are added.
            Expression power = builder.Power(factor, exponent);
            if (power.Operation != Operation.Power || power.Operands[1].Operation != Operation.Constant)
            {
                Add(power, 1);
                return;
            }

            factor = power.Operands[0];
            exponent = power.Operands[1].Value;
        }
        else if (factor.Operation == Operation.Power && factor.Operands[1].Operation == Operation.Constant)
        {
            exponent = factor.Operands[1].Value;
            factor = factor.Operands[0];
        }

        Merge(factor, exponent);
    }

    /// <summary>Removes a factor.</summary>
    public void Remove(int index) => _factors.RemoveAt(index);

    /// <summary>Subtracts a number from the exponent of a factor, and removes the factor if its exponent becomes
    /// 0.</summary>
    public void Lower(int index, double by)
    {
        (Expression factor, double exponent) = _factors[index];
        if (exponent == by) _factors.RemoveAt(index);
        else _factors[index] = (factor, exponent - by);
    }

    private void Merge(Expression factor, double exponent)
    {
        for (int i = 0; i < _factors.Count; i++)
        {
            (Expression other, double power) = _factors[i];

            // e^a·e^b = e^(a+b), which overflows less often.
            if (factor.Operation == Operation.Exp && other.Operation == Operation.Exp && power == 1 && exponent == 1)
            {
                _factors.RemoveAt(i);
                Add(builder.Apply(Operation.Exp, builder.Add(factor.Operands[0], other.Operands[0])), 1);
                return;
            }

            // √x·√x is not x for negative x, so only integer powers, or powers of a non-negative base, are merged.
            bool mergeable = (double.IsInteger(power) && double.IsInteger(exponent))
                || builder.Bounds.IsNonNegative(factor);
            if (!ReferenceEquals(other, factor) || !mergeable) continue;

            _factors.RemoveAt(i);
            double sum = power + exponent;
            if (sum != 0) Add(builder.Power(factor, sum), 1);
            return;
        }

        _factors.Add((factor, exponent));
    }
}
