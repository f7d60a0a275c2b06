using System.Diagnostics.CodeAnalysis;
using Swish.Activations.Formulas;
using Swish.Activations.Operators;

namespace Swish.Activations;

/// <summary>The activation functions that Swish knows by name.</summary>
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

    /// <summary>All activation functions, from the simplest on.</summary>
    public static IReadOnlyList<ActivationInfo> All { get; } = [.. Entries.Select(e => e.Info)];

    /// <summary>
    /// Reads a name with constants, such as <c>swish(beta=1.5)</c> or <c>PReLU(alpha=0.1, per=unit)</c>.
    /// </summary>
    /// <param name="text">
    /// A name or alias, without regard to case, hyphens, underscores and spaces, and constants in parentheses: by name,
    /// or where the function has one constant as the number alone. Numbers are written with a point in every culture. A
    /// learnable parameter's number is where it starts, and <c>per=layer</c> or <c>per=unit</c> says how many there
    /// are.
    /// </param>
    /// <remarks>A text in braces, such as <c>{x*sigmoid(x)}</c>, is an expression.</remarks>
    /// <exception cref="SwishException">
    /// MalformedActivation, UnknownActivation, UnknownActivationConstant, DuplicateActivationConstant,
    /// InvalidActivationConstant (not a finite number), ActivationConstantOutOfRange or InvalidActivationScope.
    /// </exception>
    public static Activation Parse(string text) => text switch
    {
        null => ActivationParser.Parse("", Entries),
        _ when ExpressionActivation.IsExpression(text) => ExpressionActivation.Parse(text),
        _ => ActivationParser.Parse(text, Entries),
    };

    /// <summary>Reads a name as <see cref="Parse"/> does, where it is one.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="activation">The activation; null where <see cref="Parse"/> would reject the text.</param>
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
