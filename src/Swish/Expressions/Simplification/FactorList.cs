namespace Swish.Expressions.Simplification;

/// <summary>The factors of a product while it is being built.</summary>
internal sealed class FactorList(ExpressionBuilder builder)
{
    private readonly List<(Expression Base, double Exponent)> _factors = [];

    /// <summary>The constant factor.</summary>
    public double Coefficient { get; set; } = 1;

    /// <summary>Whether 0·∞ is 0 in it.</summary>
    public bool IsChain { get; set; }

    /// <summary>The other factors; bases may occur twice where their powers must not be merged.</summary>
    public IReadOnlyList<(Expression Base, double Exponent)> Factors => _factors;

    /// <summary>Multiplies by a power of a factor.</summary>
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
            // The power's own rules first; what is left as a power is a factor.
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

    /// <summary>Takes a factor out, to put something else in its place.</summary>
    public void Remove(int index) => _factors.RemoveAt(index);

    /// <summary>Divides a power by its base to some power.</summary>
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

            // e^a·e^b = e^(a+b), which overflows later and less often.
            if (factor.Operation == Operation.Exp && other.Operation == Operation.Exp && power == 1 && exponent == 1)
            {
                _factors.RemoveAt(i);
                Add(builder.Apply(Operation.Exp, builder.Add(factor.Operands[0], other.Operands[0])), 1);
                return;
            }

            // √x·√x is not x where x is negative: only whole powers merge, or powers of what is not negative.
            bool mergeable = (double.IsInteger(power) && double.IsInteger(exponent))
                || ExpressionBounds.IsNonNegative(factor);
            if (!ReferenceEquals(other, factor) || !mergeable) continue;

            _factors.RemoveAt(i);
            double sum = power + exponent;
            if (sum != 0) Add(builder.Power(factor, sum), 1);
            return;
        }

        _factors.Add((factor, exponent));
    }
}
