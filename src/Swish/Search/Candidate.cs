using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Expressions;
using Swish.Expressions.Simplification;
using Swish.Expressions.Text;

namespace Swish.Search;

/// <summary>A function to try.</summary>
internal sealed class Candidate
{
    private readonly Lazy<ExpressionActivation> _activation;

    /// <summary>Writes a unit as an expression.</summary>
    /// <exception cref="SwishException">It is too deep or too large.</exception>
    public Candidate(CoreUnit unit)
    {
        Unit = unit;
        (Expression written, IReadOnlyList<ActivationParameter> constants) = CandidateFormula.Write(unit);
        Expression simplified = ExpressionPrettifier.Of(new ExpressionBuilder().Simplify(written));
        Expression = simplified.Size < written.Size && simplified.CanBeWritten ? simplified : written;
        // What cancels out is no longer there to be trained.
        IReadOnlyList<string> names = Expression.ParameterNames();
        Parameters = [.. constants.Where(c => names.Contains(c.Name))];
        Formula = Expression.ToString();
        _activation = new(() => new ExpressionActivation(Expression, Parameters));
    }

    /// <summary>What it was written from.</summary>
    public CoreUnit Unit { get; }

    /// <summary>The expression, in its normal form where that is shorter.</summary>
    public Expression Expression { get; }

    /// <summary>Its trained parameters, in the order in which they stand in it.</summary>
    public IReadOnlyList<ActivationParameter> Parameters { get; }

    /// <summary>The expression as text.</summary>
    public string Formula { get; }

    /// <summary>The activation.</summary>
    public ExpressionActivation Activation => _activation.Value;
}
