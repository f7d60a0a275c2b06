using Swish.Expressions;
using Swish.Expressions.Simplification;

namespace Swish.Search;

/// <summary>
/// Evaluates a candidate in double on fixed grids, to decide whether it can be trained and whether it is the same
/// function as another candidate.
/// </summary>
internal sealed class CandidateProbe
{
    /// <summary>The largest second moment of a trainable function and of its derivative, for standard normal
    /// x.</summary>
    public const double MaxMoment = 1000;

    private const double MinVariance = 1e-6;
    private const int MomentPoints = 512;
    private const double MomentRange = 8;
    private const int SignaturePoints = 41;

    // The grid is not symmetric and does not contain 0, so that different functions do not agree on it by accident.
    private static readonly double[] SignatureGrid =
        [.. Enumerable.Range(0, SignaturePoints).Select(i => ((i - 20.0) * 0.2837) + 0.0413)];

    private readonly Expression _value;
    private readonly Expression _derivative;
    private readonly string[] _names;
    private readonly double[] _initial;

    /// <summary>Simplifies and differentiates a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <exception cref="SwishException">The derivative is too large (ExpressionTooLarge).</exception>
    public CandidateProbe(Candidate candidate)
    {
        ExpressionBuilder builder = new();
        _value = builder.Simplify(candidate.Expression);
        _derivative = new Differentiator(builder, builder.X).Derive(_value);
        _names = [.. candidate.Parameters.Select(p => p.Name)];
        _initial = [.. candidate.Parameters.Select(p => p.Value)];
    }

    /// <summary>Classifies the candidate by its values on [−8, 8] and its moments for standard normal x, with the
    /// parameters at their initial values.</summary>
    /// <returns>Trainable, or the first reason why it is not.</returns>
    public CandidateStatus Classify()
    {
        ReferenceEvaluator evaluator = new([_value, _derivative], _names);
        Span<double> results = stackalloc double[2];
        double totalWeight = 0, mean = 0, square = 0, derivativeSquare = 0;
        for (int i = 0; i <= MomentPoints; i++)
        {
            double x = ((2.0 * i / MomentPoints) - 1) * MomentRange;
            evaluator.Evaluate(x, _initial, results);
            if (!double.IsFinite(results[0]) || !double.IsFinite(results[1])) return CandidateStatus.NotFinite;
            double weight = Math.Exp(-0.5 * x * x);
            totalWeight += weight;
            mean += weight * results[0];
            square += weight * results[0] * results[0];
            derivativeSquare += weight * results[1] * results[1];
        }

        mean /= totalWeight;
        square /= totalWeight;
        derivativeSquare /= totalWeight;
        if (!(square <= MaxMoment) || !(derivativeSquare <= MaxMoment)) return CandidateStatus.Exploding;
        return square - (mean * mean) < MinVariance || derivativeSquare < MinVariance
            ? CandidateStatus.Constant
            : CandidateStatus.Trainable;
    }

    /// <summary>
    /// Evaluates the candidate on the grid for three settings of its parameters. Parameters with equal initial values
    /// are interchangeable, so of all their permutations the one with the smallest projection is used.
    /// </summary>
    /// <returns>The values, which are equal for equal functions.</returns>
    public FunctionSignature Signature()
    {
        ReferenceEvaluator evaluator = new([_value], _names);
        return ParameterOrders().Select(order => SignatureOf(evaluator, order)).MinBy(s => s.Projection)!;
    }

    private FunctionSignature SignatureOf(ReferenceEvaluator evaluator, int[] order)
    {
        double[] values = new double[3 * SignaturePoints];
        double[] parameters = new double[_initial.Length];
        Span<double> result = stackalloc double[1];
        for (int setting = 0; setting < 3; setting++)
        {
            for (int i = 0; i < parameters.Length; i++) parameters[i] = ParameterValue(setting, _initial[i], order[i]);
            for (int i = 0; i < SignaturePoints; i++)
            {
                evaluator.Evaluate(SignatureGrid[i], parameters, result);
                values[(setting * SignaturePoints) + i] = result[0];
            }
        }

        return new(values);
    }

    // The first setting is the initial values; in the other two, parameters with equal initial values differ.
    private static double ParameterValue(int setting, double initial, int position) => setting switch
    {
        0 => initial,
        1 => initial + 0.37 + (0.113 * position),
        _ => initial - 0.29 - (0.071 * position),
    };

    // Returns the permutations of up to four parameters that only exchange equal initial values. More parameters have
    // too many permutations, so only their original order is used.
    private IEnumerable<int[]> ParameterOrders()
    {
        int[] identity = [.. Enumerable.Range(0, _initial.Length)];
        if (_initial.Length is < 2 or > 4) return [identity];
        return Permutations(identity, 0)
            .Where(p => p.Select((to, from) => _initial[to] == _initial[from]).All(same => same));
    }

    private static IEnumerable<int[]> Permutations(int[] items, int from)
    {
        if (from == items.Length) return [(int[])items.Clone()];
        return Enumerable.Range(from, items.Length - from).SelectMany(i =>
        {
            int[] swapped = (int[])items.Clone();
            (swapped[from], swapped[i]) = (swapped[i], swapped[from]);
            return Permutations(swapped, from + 1);
        });
    }
}
