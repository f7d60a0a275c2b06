using System.Globalization;
using Swish.Kernels.Lanes;

namespace Swish.Activations;

/// <summary>An activation of the catalogue, with its constants.</summary>
internal abstract class CatalogActivation(ActivationInfo info, IReadOnlyList<ActivationConstant> constants) : Activation
{
    /// <inheritdoc/>
    public override string Name => info.Name;

    /// <inheritdoc/>
    public override string Formula => info.Formula;

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationConstant> Constants => constants;

    /// <inheritdoc/>
    internal sealed override void Evaluate(in ActivationPass pass)
    {
        switch (LaneWidth.Bits)
        {
            case 512: Evaluate<Lanes512>(pass); break;
            case 256: Evaluate<Lanes256>(pass); break;
            case 128: Evaluate<Lanes128>(pass); break;
            default: Evaluate<Lanes32>(pass); break;
        }
    }

    /// <summary>
    /// As <see cref="Evaluate(in ActivationPass)"/>, in registers of a given width; the bits are the same.
    /// </summary>
    internal abstract void Evaluate<T>(in ActivationPass pass)
        where T : struct, ILanes<T>;

    /// <inheritdoc/>
    public override string ToString()
    {
        List<string> parts = [];
        for (int i = 0; i < constants.Count; i++)
        {
            ActivationConstant constant = constants[i];
            if (constant.Value != info.Constants[i].Value)
                parts.Add($"{constant.Name}={constant.Value.ToString(CultureInfo.InvariantCulture)}");
            if (constant.Training != info.Constants[i].Training)
                parts.Add(constant.Training == ConstantTraining.Unit ? "per=unit" : "per=layer");
        }

        return parts.Count == 0 ? info.Name : $"{info.Name}({string.Join(", ", parts)})";
    }
}
