using System.Runtime.CompilerServices;
using Swish.Kernels.Lanes;

namespace Swish.Activations.Operators;

/// <summary>x above 0, else αx with α trained; ∂f/∂α = min(0, x).</summary>
internal readonly struct PreluOperator : ITrainedActivationOperator
{
    /// <summary>What the catalogue says.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "PReLU", ["ParametricReLU"], "x > 0: x; else αx", [new("alpha", 0.25, ConstantTraining.Layer)], 2015,
            "He, Zhang, Ren and Sun, arXiv:1502.01852"),
        TrainedActivation<PreluOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, T constant, out T value, out T first, out T second, out T byConstant)
        where T : struct, ILanes<T>
    {
        PiecewiseLinear.Leaky(x, constant, out value, out first, out second);
        byConstant = T.AtMost(x, T.Create(0f));
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x, double constant) => PiecewiseLinear.Leaky(x, constant);

    /// <inheritdoc/>
    public double ReferenceByConstant(double x, double constant) => Math.Min(x, 0);
}
