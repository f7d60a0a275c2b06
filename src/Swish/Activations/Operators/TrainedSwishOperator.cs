using System.Runtime.CompilerServices;
using Swish.Kernels.Lanes;

namespace Swish.Activations.Operators;

/// <summary>x·σ(βx) with β trained.</summary>
internal readonly struct TrainedSwishOperator : ITrainedActivationOperator
{
    /// <summary>What the catalogue says.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "TrainedSwish", ["SwishBeta", "ParametricSwish", "PSwish"], "x·σ(βx)",
            [new("beta", 1, ConstantTraining.Layer)], 2017, "Ramachandran, Zoph and Le, arXiv:1710.05941"),
        TrainedActivation<TrainedSwishOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, T constant, out T value, out T first, out T second, out T byConstant)
        where T : struct, ILanes<T>
    {
        SwishOperator.ApplyUnscaled(x, constant, out value, out first, out second, out byConstant);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x, double constant) => LogisticReference.Gated(x, 1, constant);

    /// <inheritdoc/>
    public double ReferenceByConstant(double x, double constant) => LogisticReference.ByBeta(x, constant);
}
