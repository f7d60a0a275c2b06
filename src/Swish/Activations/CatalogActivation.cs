using System.Collections.Frozen;
using System.Globalization;
using Swish.Kernels.Simd;

namespace Swish.Activations;

/// <summary>Represents an activation of the catalog with its parameters.</summary>
/// <param name="info">The description of the activation.</param>
/// <param name="parameters">The parameters, in the order of those of <paramref name="info"/>.</param>
internal abstract class CatalogActivation(ActivationInfo info, IReadOnlyList<ActivationParameter> parameters)
    : Activation, IVectorized<ActivationEvaluation>
{
    private ActivationEvaluation? _evaluate;
    private string? _label;

    /// <inheritdoc/>
    public override string Name => info.Name;

    /// <inheritdoc/>
    public override string Formula => info.Formula;

    /// <inheritdoc/>
    public override string Label => _label ?? ToString();

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationParameter> Parameters => parameters;

    /// <inheritdoc/>
    internal sealed override void Evaluate(in ActivationPass pass) => (_evaluate ??= VectorWidth.Select(this))(pass);

    /// <inheritdoc/>
    ActivationEvaluation IVectorized<ActivationEvaluation>.For<T>() => Evaluate<T>;

    /// <summary>
    /// Computes the same as <see cref="Evaluate(in ActivationPass)"/> with vectors of type <typeparamref name="T"/>.
    /// The results are bit-identical for all vector types.
    /// </summary>
    internal abstract void Evaluate<T>(in ActivationPass pass)
        where T : struct, ISimdVector<T>;

    /// <inheritdoc/>
    public override string ToString() => Format(FrozenSet<string>.Empty);

    /// <summary>Creates a copy whose label shows parameters even if they are the defaults.</summary>
    /// <param name="written">The names of the parameters; <c>per</c> for how they are shared.</param>
    /// <returns>The copy.</returns>
    public CatalogActivation Labeled(IReadOnlySet<string> written)
    {
        CatalogActivation copy = (CatalogActivation)MemberwiseClone();
        copy._label = Format(written);
        // The evaluation is bound to the original.
        copy._evaluate = null;
        return copy;
    }

    private string Format(IReadOnlySet<string> written)
    {
        List<string> parts = [];
        for (int i = 0; i < parameters.Count; i++)
        {
            ActivationParameter parameter = parameters[i];
            if (parameter.Value != info.Parameters[i].Value || written.Contains(parameter.Name))
                parts.Add($"{parameter.Name}={parameter.Value.ToString(CultureInfo.InvariantCulture)}");
            if (parameter.Sharing != info.Parameters[i].Sharing
                || (parameter.Sharing != ParameterSharing.Fixed && written.Contains("per")))
                parts.Add(parameter.Sharing == ParameterSharing.Unit ? "per=unit" : "per=layer");
        }

        return parts.Count == 0 ? info.Name : $"{info.Name}({string.Join(", ", parts)})";
    }
}
