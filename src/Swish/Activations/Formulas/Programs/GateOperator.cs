using System.Runtime.CompilerServices;
using Swish.Activations.Operators;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Formulas.Programs;

/// <summary>
/// Computes a·x·σ(kx) in float, which is faster than tiles of doubles. It stays accurate because the rounding errors of
/// k and of the product kx are passed to the exponential as a correction.
/// </summary>
/// <param name="scale">The factor a.</param>
/// <param name="rate">The factor k, not 0.</param>
internal readonly struct GateOperator(double scale, double rate) : IActivationOperator
{
    private readonly float _scale = (float)scale;
    private readonly float _rate = (float)rate;
    private readonly float _rateLow = (float)(rate - (float)rate);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T rate = T.Create(_rate);
        T limit = T.Create(MathF.Min(Exponential.DeepLimit / MathF.Abs(_rate), float.MaxValue));
        T bounded = T.Min(T.Max(x, -limit), limit);
        T z = T.FusedMultiplyAdd(rate, bounded, T.Create(0f)); // + 0 makes −0 a 0, which counts as growing
        T low = T.FusedMultiplyAdd(rate, bounded, -z);
        low = T.FusedMultiplyAdd(T.Create(_rateLow), bounded, low);
        DeepLogistic<T> logistic = new(z, low);
        T a = T.Create(_scale);
        value = a * logistic.Gate(x, bounded);
        first = a * logistic.Shallow.SigmaPlusSlope(z);
        second = a * (rate * logistic.Shallow.AccurateSlope
            * T.FusedMultiplyAdd(z, logistic.Shallow.Difference, T.Create(2f)));
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) => LogisticReference.Gated(x, scale, rate);
}
