using System.Globalization;
using Swish.Kernels.Simd;

namespace Swish.Activations;

/// <summary>An activation of the catalog, with its constants.</summary>
internal abstract class CatalogActivation(ActivationInfo info, IReadOnlyList<ActivationParameter> constants)
    : Activation, IVectorized<ActivationEvaluation>
{
    private ActivationEvaluation? _evaluate;

    /// <inheritdoc/>
    public override string Name => info.Name;

    /// <inheritdoc/>
    public override string Formula => info.Formula;

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationParameter> Parameters => constants;

    /// <inheritdoc/>
    internal sealed override void Evaluate(in ActivationPass pass) => (_evaluate ??= VectorWidth.Select(this))(pass);

    /// <inheritdoc/>
    ActivationEvaluation IVectorized<ActivationEvaluation>.For<T>() => Evaluate<T>;

    /// <summary>
    /// Does the same in registers of a given width; the bits are the same.
    /// </summary>
    internal abstract void Evaluate<T>(in ActivationPass pass)
        where T : struct, ISimdVector<T>;

    /// <inheritdoc/>
    public override string ToString()
    {
        List<string> parts = [];
        for (int i = 0; i < constants.Count; i++)
        {
            ActivationParameter constant = constants[i];
            if (constant.Value != info.Parameters[i].Value)
                parts.Add($"{constant.Name}={constant.Value.ToString(CultureInfo.InvariantCulture)}");
            if (constant.Sharing != info.Parameters[i].Sharing)
                parts.Add(constant.Sharing == ParameterSharing.Unit ? "per=unit" : "per=layer");
        }

        return parts.Count == 0 ? info.Name : $"{info.Name}({string.Join(", ", parts)})";
    }
}
