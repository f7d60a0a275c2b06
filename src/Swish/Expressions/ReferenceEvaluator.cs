using Swish.Expressions.Simplification;

namespace Swish.Expressions;

/// <summary>
/// Evaluates expressions in double, node by node. It is the reference for tests and analysis; training does not use it.
/// </summary>
internal sealed class ReferenceEvaluator
{
    private readonly (Operation Operation, double Value, int[] Operands)[] _nodes;
    private readonly int[] _roots;

    /// <summary>Prepares the evaluation of several expressions together. Shared subexpressions are computed
    /// once.</summary>
    /// <param name="roots">Expressions from the same builder.</param>
    /// <param name="parameters">The names of the parameters, in the order of their values.</param>
    /// <exception cref="SwishException">An expression has a parameter that is not in <paramref name="parameters"/>
    /// (InvalidExpression).</exception>
    public ReferenceEvaluator(IReadOnlyList<Expression> roots, IReadOnlyList<string> parameters)
    {
        List<(Operation, double, int[])> nodes = [];
        Dictionary<Expression, int> places = new(ReferenceEqualityComparer.Instance);
        _roots = [.. roots.Select(Place)];
        _nodes = [.. nodes];

        int Place(Expression e)
        {
            if (places.TryGetValue(e, out int known)) return known;

            int[] operands = [.. e.Operands.Select(Place)];
            double value = e.Operation == Operation.Parameter ? IndexOf(parameters, e.Name!) : e.Value;
            nodes.Add((e.Operation, value, operands));
            places.Add(e, nodes.Count - 1);
            return nodes.Count - 1;
        }
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
            if (names[i] == name) return i;
        throw new SwishException(
            "InvalidExpression", ErrorKind.InvalidArgument,
            $"'{name}' is neither x nor a known parameter; define it with an initial value.", name);
    }

    /// <summary>Evaluates all expressions at one x.</summary>
    /// <param name="x">Any double. At ±∞ the result is the limit, or NaN if there is none.</param>
    /// <param name="parameters">The values of the parameters.</param>
    /// <param name="results">Receives the value of each expression.</param>
    public void Evaluate(double x, ReadOnlySpan<double> parameters, Span<double> results)
    {
        EvaluatePlainly(x, parameters, results);
        if (double.IsNaN(x)) results.Fill(double.NaN);
        if (!double.IsInfinity(x)) return;

        Span<double> near = stackalloc double[results.Length];
        Span<double> far = stackalloc double[results.Length];
        EvaluatePlainly(double.CopySign(LimitAtInfinity.Near, x), parameters, near);
        EvaluatePlainly(double.CopySign(LimitAtInfinity.Far, x), parameters, far);
        bool wereUnknown = false;
        for (int i = 0; i < results.Length; i++)
        {
            bool unknown = double.IsNaN(results[i]);
            results[i] = LimitAtInfinity.Compute(results[i], near[i], far[i]);
            wereUnknown |= unknown && double.IsInfinity(results[i]);
            near[i] = unknown ? near[i] : double.NaN;
        }

        if (wereUnknown) RequireSteadyGrowth(x, parameters, near, results);
    }

    // What grows and oscillates, such as x·sin(x), has no limit.
    private void RequireSteadyGrowth(
        double x, ReadOnlySpan<double> parameters, Span<double> near, Span<double> results)
    {
        const int Samples = 8;
        Span<double> between = stackalloc double[results.Length];
        for (int s = 1; s <= Samples; s++)
        {
            double share = (double)s / (Samples + 1);
            double at = Math.Exp((1 - share) * Math.Log(LimitAtInfinity.Near) + share * Math.Log(LimitAtInfinity.Far));
            EvaluatePlainly(double.CopySign(at, x), parameters, between);
            for (int i = 0; i < results.Length; i++)
            {
                if (double.IsNaN(near[i]) || !double.IsInfinity(results[i])) continue;
                bool grows = results[i] > 0 ? between[i] >= near[i] : between[i] <= near[i];
                if (!grows) results[i] = double.NaN;
                near[i] = between[i];
            }
        }
    }

    private void EvaluatePlainly(double x, ReadOnlySpan<double> parameters, Span<double> results)
    {
        const int MaxStackElements = 512;
        Span<double> values = _nodes.Length <= MaxStackElements
            ? stackalloc double[_nodes.Length]
            : new double[_nodes.Length];
        for (int i = 0; i < _nodes.Length; i++)
        {
            (Operation operation, double value, int[] o) = _nodes[i];
            values[i] = operation switch
            {
                Operation.Constant => value,
                Operation.Variable => x,
                Operation.Parameter => parameters[(int)value],
                Operation.Add => values[o[0]] + values[o[1]],
                Operation.Multiply => values[o[0]] * values[o[1]],
                Operation.ChainMultiply => values[o[0]] == 0 || values[o[1]] == 0
                    ? 0
                    : values[o[0]] * values[o[1]],
                Operation.Power => ReferenceFunctions.Power(values[o[0]], values[o[1]]),
                Operation.Max => ReferenceFunctions.Max(values[o[0]], values[o[1]]),
                Operation.Min => ReferenceFunctions.Min(values[o[0]], values[o[1]]),
                Operation.Choose => values[o[0]] < values[o[1]] ? values[o[2]]
                    : values[o[0]] == values[o[1]] ? values[o[3]]
                    : values[o[0]] > values[o[1]] ? values[o[4]]
                    : double.NaN,
                _ => ReferenceFunctions.Apply(operation, values[o[0]]),
            };
        }

        for (int i = 0; i < _roots.Length; i++) results[i] = values[_roots[i]];
    }
}
