using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Expressions;
using Swish.Expressions.Simplification;
using Swish.Expressions.Text;

namespace Swish.Search;

/// <summary>Represents an activation function to try.</summary>
internal sealed class Candidate
{
    private readonly Lazy<ExpressionActivation> _activation;

    /// <summary>Converts a core unit to an expression.</summary>
    /// <param name="unit">The composition of functions.</param>
    /// <exception cref="SwishException">The expression is too deep (ExpressionTooDeep) or too large
    /// (ExpressionTooLarge).</exception>
    public Candidate(CoreUnit unit)
    {
        Unit = unit;
        (Expression original, IReadOnlyList<ActivationParameter> parameters) = CandidateFormula.Build(unit);
        Expression simplified = ExpressionPrettifier.Prettify(new ExpressionBuilder().Simplify(original));
        Expression = simplified.Size < original.Size && simplified.CanBeWritten ? simplified : original;
        // Simplification can remove parameters, as in β − β, and a parameter that is not in the expression is rejected.
        IReadOnlyList<string> names = Expression.ParameterNames();
        Parameters = [.. parameters.Where(p => names.Contains(p.Name))];
        Formula = Expression.ToString();
        _activation = new(() => new ExpressionActivation(Expression, Parameters));
    }

    /// <summary>Gets the core unit that the expression was built from.</summary>
    public CoreUnit Unit { get; }

    /// <summary>Gets the expression: the simplified one if it is shorter, otherwise the original.</summary>
    public Expression Expression { get; }

    /// <summary>Gets the learnable parameters of the expression, in the order of their creation.</summary>
    public IReadOnlyList<ActivationParameter> Parameters { get; }

    /// <summary>Gets the expression as text.</summary>
    public string Formula { get; }

    /// <summary>Gets the activation, which is created on first use.</summary>
    public ExpressionActivation Activation => _activation.Value;
}
