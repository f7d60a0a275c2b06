using System.ComponentModel;

namespace Swish.Activations;

/// <summary>
/// An activation function f with its derivatives: in double as the reference, and in float as the passes that training
/// uses. Immutable and safe to share. Two activations are equal when their canonical texts are.
/// </summary>
[TypeConverter(typeof(ActivationTextConverter))]
public abstract class Activation : IEquatable<Activation>
{
    /// <summary>The catalog's name, such as <c>Swish</c>, or the name of a custom activation.</summary>
    public abstract string Name { get; }

    /// <summary>The formula in plain text, such as <c>x·σ(βx)</c>.</summary>
    public abstract string Formula { get; }

    /// <summary>The constants, in the order in which <see cref="ToString"/> writes them.</summary>
    public abstract IReadOnlyList<ActivationParameter> Parameters { get; }

    /// <summary>
    /// Those of <see cref="Parameters"/> that are trained, in the same order; empty for most functions.
    /// </summary>
    public IReadOnlyList<ActivationParameter> LearnableParameters =>
        _trained ??= [.. Parameters.Where(c => c.Sharing != ParameterSharing.Fixed)];

    private IReadOnlyList<ActivationParameter>? _trained;

    /// <summary>f, f′ and f″ at x in double, with the constants at their (initial) values.</summary>
    public ActivationValue Reference(double x)
    {
        Span<double> trained = stackalloc double[LearnableParameters.Count];
        for (int i = 0; i < trained.Length; i++) trained[i] = LearnableParameters[i].Value;
        return Reference(x, trained);
    }

    /// <summary>f, f′ and f″ at x in double.</summary>
    /// <param name="x">Any double; at ±∞ the limits.</param>
    /// <param name="trained">The values of <see cref="LearnableParameters"/>, in their order.</param>
    public abstract ActivationValue Reference(double x, ReadOnlySpan<double> trained);

    /// <summary>The derivative of f(x) by a learnable parameter, in double.</summary>
    /// <param name="x">Any double.</param>
    /// <param name="trained">The values of <see cref="LearnableParameters"/>, in their order.</param>
    /// <param name="index">Which of them to derive by.</param>
    public abstract double ReferenceParameterGradient(double x, ReadOnlySpan<double> trained, int index);

    /// <summary>
    /// f and, where spans are given for them, its derivatives, in float with the widest registers there are.
    /// </summary>
    internal abstract void Evaluate(in ActivationPass pass);

    /// <summary>
    /// The canonical text: the name, and the constants that are not the defaults, as <c>Swish(beta=1.5)</c>. Parses
    /// back.
    /// </summary>
    public abstract override string ToString();

    /// <inheritdoc/>
    public bool Equals(Activation? other) =>
        ReferenceEquals(this, other) || (other is not null && ToString() == other.ToString());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Activation);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
