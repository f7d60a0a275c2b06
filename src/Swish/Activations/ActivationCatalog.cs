using System.Diagnostics.CodeAnalysis;
using Swish.Activations.Formulas;
using Swish.Activations.Gates;
using Swish.Activations.Operators;

namespace Swish.Activations;

/// <summary>Contains the activation functions that have names.</summary>
public static class ActivationCatalog
{
    /// <summary>The entries, in the order in which they are listed.</summary>
    internal static readonly IReadOnlyList<CatalogEntry> Entries =
    [
        IdentityOperator.Entry,
        ReluOperator.Entry,
        Relu6Operator.Entry,
        LeakyReluOperator.Entry,
        PreluOperator.Entry,
        EluOperator.Entry,
        SeluOperator.Entry,
        SoftplusOperator.Entry,
        SigmoidOperator.Entry,
        HardSigmoidOperator.Entry,
        TanhOperator.Entry,
        SoftsignOperator.Entry,
        GeluOperator.Entry,
        GeluTanhOperator.Entry,
        SwishOperator.Entry,
        LearnableSwishOperator.Entry,
        DoubleSwish.Entry,
        ScaledSwish.Entry,
        ESwish.Entry,
        HardSwishOperator.Entry,
        MishOperator.Entry,
    ];

    /// <summary>Gets all activation functions, from simple to complicated.</summary>
    public static IReadOnlyList<ActivationInfo> All { get; } = [.. Entries.Select(e => e.Info)];

    /// <summary>
    /// Parses a name with optional parameters, such as <c>swish(beta=1.5)</c> or <c>PReLU(alpha=0.1, per=unit)</c>, an
    /// expression in braces, such as <c>{x*sigmoid(x)}</c>, or a gate, such as <c>GLU</c> or <c>{x*sigmoid(y)}</c>.
    /// </summary>
    /// <param name="text">
    /// A name or alias, compared without case, hyphens, underscores and spaces, and parameters in parentheses. If a
    /// function has only one parameter, its name can be omitted. Numbers have a decimal point in every culture. The
    /// number of a learnable parameter is its initial value, and <c>per=layer</c> or <c>per=unit</c> sets how it is
    /// shared.
    /// </param>
    /// <returns>The activation.</returns>
    /// <exception cref="SwishException">
    /// The text is not an activation (MalformedActivation), the name is unknown (UnknownActivation), or a parameter is
    /// unknown (UnknownActivationConstant), specified twice (DuplicateActivationConstant), not a finite number
    /// (InvalidActivationConstant), out of range (ActivationConstantOutOfRange), or shared in an unknown way
    /// (InvalidActivationScope). An expression may not have the name of an activation of the catalog (ActivationExists).
    /// Expressions have further ids, and gates those of
    /// <see cref="GateCatalog.TryParse"/>.
    /// </exception>
    public static Activation Parse(string text) => text switch
    {
        null => ActivationParser.Parse("", Entries),
        _ when GateCatalog.TryParse(text, Parse) is { } gate => gate,
        _ when ExpressionActivation.IsExpression(text) => WithOwnName(ExpressionActivationText.Parse(text), text),
        _ => ActivationParser.Parse(text, Entries),
    };

    /// <summary>
    /// Checks that an expression does not have the name of an activation of the catalog, as which its results would be
    /// shown and compared.
    /// </summary>
    private static Activation WithOwnName(Activation expression, string text)
    {
        string name = text[..text.IndexOf('{', StringComparison.Ordinal)].Trim();
        return name.Length > 0 && TryParse(name, out Activation? taken)
            ? throw new SwishException("ActivationExists", ErrorKind.ResourceExists,
                $"The catalog has an activation {taken.Name} that goes by the name '{name}'. Choose another name.", text)
            : expression;
    }

    /// <summary>Parses an activation like <see cref="Parse"/>, without throwing an exception.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="activation">Receives the activation, or null if the text is not an activation.</param>
    /// <returns>True if the text is an activation.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Activation? activation)
    {
        try
        {
            activation = Parse(text);
            return true;
        }
        catch (SwishException)
        {
            activation = null;
            return false;
        }
    }
}
