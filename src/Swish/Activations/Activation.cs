using System.ComponentModel;

namespace Swish.Activations;

/// <summary>
/// Represents an activation function f with its derivatives: in double for reference values, and in float for training.
/// Activations are immutable and thread-safe. Two activations are equal if their canonical texts are equal.
/// </summary>
[TypeConverter(typeof(ActivationTextConverter))]
public abstract class Activation : IEquatable<Activation>
{
    /// <summary>Gets the name in the catalog, such as <c>Swish</c>, or the name of a custom activation.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the formula as plain text, such as <c>x·σ(βx)</c>.</summary>
    public abstract string Formula { get; }

    /// <summary>
    /// Gets the name under which results show the activation: the name, with the parameters that were written or that
    /// differ from their defaults, such as <c>Swish(beta=1)</c>; for an expression, its name, or the expression in
    /// braces. Activations with different labels can be equal.
    /// </summary>
    public virtual string Label => ToString();

    /// <summary>
    /// Gets the formula as results show it: that of an expression with the initial values of its parameters, such as
    /// <c>x*sigmoid(beta*x); beta=1 per unit</c>, which is parsed if it is in braces; otherwise <see cref="Formula"/>.
    /// </summary>
    public virtual string Definition => Formula;

    /// <summary>Gets the parameters, in the order in which <see cref="ToString"/> writes them.</summary>
    public abstract IReadOnlyList<ActivationParameter> Parameters { get; }

    /// <summary>
    /// Gets the learnable parameters, in the order of <see cref="Parameters"/>; empty for most functions.
    /// </summary>
    public IReadOnlyList<ActivationParameter> LearnableParameters =>
        _learnableParameters ??= [.. Parameters.Where(p => p.Sharing != ParameterSharing.Fixed)];

    private IReadOnlyList<ActivationParameter>? _learnableParameters;

    /// <summary>Computes f, f′ and f″ in double, with the initial values of learnable parameters.</summary>
    /// <param name="x">Any double.</param>
    /// <returns>The values; at ±∞ the limits.</returns>
    public ActivationValue Reference(double x)
    {
        Span<double> learnable = stackalloc double[LearnableParameters.Count];
        for (int i = 0; i < learnable.Length; i++) learnable[i] = LearnableParameters[i].Value;
        return Reference(x, learnable);
    }

    /// <summary>Computes f, f′ and f″ in double.</summary>
    /// <param name="x">Any double.</param>
    /// <param name="learnable">The values of <see cref="LearnableParameters"/>, in the same order.</param>
    /// <returns>The values; at ±∞ the limits.</returns>
    public abstract ActivationValue Reference(double x, ReadOnlySpan<double> learnable);

    /// <summary>Computes the derivative of f(x) by a learnable parameter in double.</summary>
    /// <param name="x">Any double.</param>
    /// <param name="learnable">The values of <see cref="LearnableParameters"/>, in the same order.</param>
    /// <param name="index">The index of the learnable parameter.</param>
    /// <returns>The derivative; at ±∞ the limit.</returns>
    public abstract double ReferenceParameterGradient(double x, ReadOnlySpan<double> learnable, int index);

    /// <summary>
    /// Computes f and the derivatives for which the pass has spans, in float with the widest vectors of the machine.
    /// </summary>
    /// <param name="pass">The inputs and outputs.</param>
    internal abstract void Evaluate(in ActivationPass pass);

    /// <summary>
    /// Returns the canonical text: the name, and parameters that differ from their defaults, such as
    /// <c>Swish(beta=1.5)</c>. <see cref="ActivationCatalog.Parse"/> reads it.
    /// </summary>
    /// <returns>The canonical text.</returns>
    public abstract override string ToString();

    /// <inheritdoc/>
    public bool Equals(Activation? other) =>
        ReferenceEquals(this, other) || (other is not null && ToString() == other.ToString());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Activation);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
