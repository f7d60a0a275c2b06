using System.Globalization;
using Swish.Kernels.Simd;

namespace Swish.Activations;

/// <summary>An activation of the catalog, with its constants.</summary>
internal abstract class CatalogActivation(ActivationInfo info, IReadOnlyList<ActivationParameter> constants) : Activation
{
    /// <inheritdoc/>
    public override string Name => info.Name;

    /// <inheritdoc/>
    public override string Formula => info.Formula;

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationParameter> Parameters => constants;

    /// <inheritdoc/>
    internal sealed override void Evaluate(in ActivationPass pass)
    {
        switch (VectorWidth.Bits)
        {
            case 512: Evaluate<Simd512>(pass); break;
            case 256: Evaluate<Simd256>(pass); break;
            case 128: Evaluate<Simd128>(pass); break;
            default: Evaluate<Simd32>(pass); break;
        }
    }

    /// <summary>
    /// As <see cref="Evaluate(in ActivationPass)"/>, in registers of a given width; the bits are the same.
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
