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

    /// <inheritdoc/>
    public override string Name => info.Name;

    /// <inheritdoc/>
    public override string Formula => info.Formula;

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
    public override string ToString()
    {
        List<string> parts = [];
        for (int i = 0; i < parameters.Count; i++)
        {
            ActivationParameter parameter = parameters[i];
            if (parameter.Value != info.Parameters[i].Value)
                parts.Add($"{parameter.Name}={parameter.Value.ToString(CultureInfo.InvariantCulture)}");
            if (parameter.Sharing != info.Parameters[i].Sharing)
                parts.Add(parameter.Sharing == ParameterSharing.Unit ? "per=unit" : "per=layer");
        }

        return parts.Count == 0 ? info.Name : $"{info.Name}({string.Join(", ", parts)})";
    }
}
