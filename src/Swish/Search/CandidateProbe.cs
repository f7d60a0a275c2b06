using Swish.Expressions;
using Swish.Expressions.Simplification;

namespace Swish.Search;

/// <summary>
/// Evaluates candidates in double on fixed grids: whether they can be trained, and the values by which two of them are
/// known to be one function.
/// </summary>
internal sealed class CandidateProbe
{
    /// <summary>The largest second moment of a function or its slope that is taken for trainable.</summary>
    public const double LargestMoment = 1000;

    private const double SmallestVariance = 1e-6;
    private const int MomentPoints = 512;
    private const double MomentRange = 8;
    private const int SignaturePoints = 41;

    // Away from 0 and from each other, so that no accident of symmetry makes two functions look alike.
    private static readonly double[] SignatureGrid =
        [.. Enumerable.Range(0, SignaturePoints).Select(i => ((i - 20.0) * 0.2837) + 0.0413)];

    private readonly Expression _value;
    private readonly Expression _slope;
    private readonly string[] _names;
    private readonly double[] _initial;

    /// <summary>Simplifies and derives a candidate.</summary>
    /// <exception cref="SwishException">The derivative becomes too large.</exception>
    public CandidateProbe(Candidate candidate)
    {
        ExpressionBuilder builder = new();
        _value = builder.Simplify(candidate.Expression);
        _slope = new Differentiator(builder, builder.X).Derive(_value);
        _names = [.. candidate.Parameters.Select(c => c.Name)];
        _initial = [.. candidate.Parameters.Select(c => c.Value)];
    }

    /// <summary>Judges by values and moments under N(0, 1), at the constants' initial values.</summary>
    public CandidateStatus Classify()
    {
        ReferenceEvaluator evaluator = new([_value, _slope], _names);
        Span<double> results = stackalloc double[2];
        double weights = 0, mean = 0, square = 0, slopes = 0;
        for (int i = 0; i <= MomentPoints; i++)
        {
            double x = ((2.0 * i / MomentPoints) - 1) * MomentRange;
            evaluator.Evaluate(x, _initial, results);
            if (!double.IsFinite(results[0]) || !double.IsFinite(results[1])) return CandidateStatus.NotFinite;
            double weight = Math.Exp(-0.5 * x * x);
            weights += weight;
            mean += weight * results[0];
            square += weight * results[0] * results[0];
            slopes += weight * results[1] * results[1];
        }

        mean /= weights;
        square /= weights;
        slopes /= weights;
        if (!(square <= LargestMoment) || !(slopes <= LargestMoment)) return CandidateStatus.Exploding;
        return square - (mean * mean) < SmallestVariance || slopes < SmallestVariance
            ? CandidateStatus.Constant
            : CandidateStatus.Trainable;
    }

    /// <summary>
    /// The values on the grid at three values of the constants. Parameters that start alike may stand for each other;
    /// of their orders the one with the smallest projection counts.
    /// </summary>
    public FunctionSignature Signature()
    {
        ReferenceEvaluator evaluator = new([_value], _names);
        return Orders().Select(order => SignatureOf(evaluator, order)).MinBy(s => s.Projection)!;
    }

    private FunctionSignature SignatureOf(ReferenceEvaluator evaluator, int[] order)
    {
        double[] values = new double[3 * SignaturePoints];
        double[] constants = new double[_initial.Length];
        Span<double> result = stackalloc double[1];
        for (int setting = 0; setting < 3; setting++)
        {
            for (int i = 0; i < constants.Length; i++) constants[i] = Setting(setting, _initial[i], order[i]);
            for (int i = 0; i < SignaturePoints; i++)
            {
                evaluator.Evaluate(SignatureGrid[i], constants, result);
                values[(setting * SignaturePoints) + i] = result[0];
            }
        }

        return new(values);
    }

    // The initial values, and two others that no two constants share.
    private static double Setting(int setting, double initial, int place) => setting switch
    {
        0 => initial,
        1 => initial + 0.37 + (0.113 * place),
        _ => initial - 0.29 - (0.071 * place),
    };

    // All orders of up to four constants within those of the same initial value; of more, the order that they have.
    private IEnumerable<int[]> Orders()
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
