using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>
/// Computes a·x·σ(βx); with σ = σ(βx), f′ = a(σ + βxσ(1 − σ)), f″ = aβσ(1 − σ)(2 + βx(1 − 2σ)), and for a = 1
/// ∂f/∂β = x²σ(1 − σ).
/// </summary>
internal readonly struct SwishOperator(double scale, double beta) : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "Swish", ["SiLU", "SiL", "Swish-1"], "x·σ(βx)", [new("beta", 1, ParameterSharing.Fixed)], 2017,
            "Ramachandran, Zoph and Le, arXiv:1710.05941; as SiLU Elfwing, Uchibe and Doya, arXiv:1702.03118"),
        Create);

    private readonly float _scale = (float)scale;
    private readonly float _beta = (float)beta;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T beta = T.Create(_beta);
        ApplyUnscaled(x, beta, out value, out first, out second, out _);
        T a = T.Create(_scale);
        value *= a;
        first *= a;
        second *= a;
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) => LogisticReference.Gated(x, scale, beta);

    /// <summary>Computes the function with a = 1, where each lane has its own β.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ApplyUnscaled<T>(T x, T beta, out T value, out T first, out T second, out T byBeta)
        where T : struct, ISimdVector<T>
    {
        // With β = 0 the limit would be infinite, and 0·∞ is NaN.
        T limit = T.Min(T.Create(Exponential.DeepLimit) / T.Abs(beta), T.Create(float.MaxValue));
        T bounded = T.Min(T.Max(x, -limit), limit);
        T z = T.FusedMultiplyAdd(beta, bounded, T.Create(0f)); // + 0 makes −0 a 0, which counts as growing
        T low = T.FusedMultiplyAdd(beta, bounded, -z);
        DeepLogistic<T> logistic = new(z, low);
        value = logistic.Gate(x, bounded);
        first = logistic.Shallow.SigmaPlusSlope(z);
        T slope = logistic.Shallow.AccurateSlope;
        second = beta * slope * T.FusedMultiplyAdd(z, logistic.Shallow.Difference, T.Create(2f));
        byBeta = bounded * (bounded * slope);
    }

    private static Activation Create(ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        constants[0].Value == 1
            ? new FixedActivation<UnitSwishOperator>(info, constants, default)
            : new FixedActivation<SwishOperator>(info, constants, new SwishOperator(1, constants[0].Value));
}
