using System.Collections;
using System.Management.Automation;
using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Expressions;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>
/// Creates an activation or a gate from a formula. The formula is parsed from a script block, which is never run.
/// </summary>
[Cmdlet(VerbsCommon.New, "Activation", DefaultParameterSetName = FormulaSet)]
[OutputType(typeof(Activation))]
public sealed class NewActivationCommand : SwishCommand
{
    // Two parameter sets: a formula can be the only positional argument, or follow a name.
    private const string FormulaSet = "Formula";
    private const string NamedSet = "Named";

    /// <summary>
    /// Gets or sets the formula, such as <c>{ $x * (Sigmoid ($beta * $x)) }</c>, or of a gate, such as
    /// <c>{ $x * (Sigmoid $y) }</c>.
    /// </summary>
    [Parameter(ParameterSetName = FormulaSet, Position = 0, Mandatory = true)]
    [Parameter(ParameterSetName = NamedSet, Position = 1, Mandatory = true)]
    [ValidateNotNull]
    public ScriptBlock Expression { get; set; } = ScriptBlock.Create("");

    /// <summary>
    /// Gets or sets the name of the activation in results, which other cmdlets in this session accept too. A later
    /// activation with the same name replaces it.
    /// </summary>
    [Parameter(ParameterSetName = NamedSet, Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>
    /// Gets or sets the learnable parameters with their initial values, such as <c>@{ beta = 1.0 }</c>.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Parameter { get; set; } = new Hashtable();

    /// <summary>Gets or sets whether each layer or each unit has its own value of a parameter.</summary>
    [Parameter]
    [ChoiceArgument(typeof(ParameterScope), nameof(Per))]
    [ChoiceCompletion(typeof(ParameterScope))]
    public string Per { get; set; } = nameof(ParameterScope.Layer);

    /// <inheritdoc/>
    protected override void Process()
    {
        ParameterSharing training = Per == nameof(ParameterScope.Unit) ? ParameterSharing.Unit : ParameterSharing.Layer;
        ActivationParameter[] constants = [.. Parameter.Cast<DictionaryEntry>().Select(e => Read(e, training))];
        Swish.Expressions.Expression formula = ScriptBlockExpression.Read(Expression, [.. constants.Select(c => c.Name)]);
        Activation activation = ExpressionActivation.Create(formula, constants, Name);
        if (Name is not null) SessionActivations.Add(activation);
        WriteObject(activation);
    }

    private static ActivationParameter Read(DictionaryEntry entry, ParameterSharing training)
    {
        string name = entry.Key.ToString() ?? "";
        if (!ExpressionFunctions.IsParameterName(name))
        {
            throw new SwishException(
                "InvalidParameter", ErrorKind.InvalidArgument,
                $"'{name}' cannot be a parameter: a name is a letter, then letters, digits or underscores, and neither "
                + "x nor the name of a function.", name);
        }

        try
        {
            double value = (double)ParameterValue.ReadOne(typeof(double), entry.Value, name);
            if (double.IsFinite(value)) return new(name, value, training);
        }
        catch (SwishException error)
        {
            throw Invalid(error.Message + " ", error);
        }
        throw Invalid("", null);

        SwishException Invalid(string why, SwishException? cause) => new(
            "InvalidParameter", ErrorKind.InvalidArgument,
            $"{why}The parameter '{name}' needs a finite number to start from, such as @{{ {name} = 1.0 }}.",
            entry.Value, cause);
    }
}
