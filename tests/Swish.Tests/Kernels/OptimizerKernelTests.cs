using Swish.Kernels.Optimizers;
using Swish.Kernels.Simd;
using Xunit;

namespace Swish.Tests.Kernels;

/// <summary>The pass over parameters against the rules written plainly, bit by bit, in every width.</summary>
public sealed class OptimizerKernelTests
{
    private const int Length = 96;
    private const float Decay = 0.01f;
    private const float Share = 0.25f;
    private static readonly AdamConstants Adam = new()
    {
        Beta1 = 0.9f, Rest1 = 0.1f, Beta2 = 0.999f, Rest2 = 0.001f,
        Correction = 1.7f, Epsilon = 1e-8f, Keep = 0.99f, Rate = 0.002f,
    };

    /// <summary>w, g, m, v → the same after a step.</summary>
    private delegate void Rule(ref float weight, float gradient, ref float first, ref float second);

    [Fact]
    public void Plain_descent() => Check(new SgdRule(0.1f),
        static (ref float w, float g, ref float m, ref float v) => w = MathF.FusedMultiplyAdd(-0.1f, g, w));

    [Fact]
    public void Momentum() => Check(new MomentumRule(0.1f, 0.9f),
        static (ref float w, float g, ref float m, ref float v) =>
        {
            m = MathF.FusedMultiplyAdd(0.9f, m, g);
            w = MathF.FusedMultiplyAdd(-0.1f, m, w);
        });

    [Fact]
    public void Nesterov() => Check(new NesterovRule(0.1f, 0.9f),
        static (ref float w, float g, ref float m, ref float v) =>
        {
            m = MathF.FusedMultiplyAdd(0.9f, m, g);
            w = MathF.FusedMultiplyAdd(-0.1f, MathF.FusedMultiplyAdd(0.9f, m, g), w);
        });

    [Fact]
    public void Root_mean_square() => Check(new RmsPropRule(0.1f, 0.99f, 0.01f, 1e-8f),
        static (ref float w, float g, ref float m, ref float v) =>
        {
            m = MathF.FusedMultiplyAdd(0.99f, m, 0.01f * g * g);
            w -= 0.1f * g / (MathF.Sqrt(m) + 1e-8f);
        });

    [Fact]
    public void Adaptive_moments() => Check(new AdamRule(Adam),
        static (ref float w, float g, ref float m, ref float v) =>
        {
            m = MathF.FusedMultiplyAdd(Adam.Beta1, m, Adam.Rest1 * g);
            v = MathF.FusedMultiplyAdd(Adam.Beta2, v, Adam.Rest2 * g * g);
            float size = MathF.FusedMultiplyAdd(MathF.Sqrt(v), Adam.Correction, Adam.Epsilon);
            w = Adam.Keep * w - Adam.Rate * m / size;
        });

    private static void Check<TRule>(TRule rule, Rule plain)
        where TRule : struct, IOptimizerRule
    {
        float[][] expected = Start<TRule>();
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < Length; i++)
            {
                float none = 0;
                ref float first = ref TRule.MomentCount > 0 ? ref expected[2][i] : ref none;
                ref float second = ref TRule.MomentCount > 1 ? ref expected[3][i] : ref none;
                float slope = MathF.FusedMultiplyAdd(Decay, expected[0][i], expected[1][i]);
                plain(ref expected[0][i], slope, ref first, ref second);
                float mean = expected[4][i];
                expected[4][i] = MathF.FusedMultiplyAdd(Share, expected[0][i] - mean, mean);
            }
        }
        Assert.Equal(expected, After<TRule, Simd32>(rule, average: true));
        Assert.Equal(expected, After<TRule, Simd128>(rule, average: true));
        Assert.Equal(expected, After<TRule, Simd256>(rule, average: true));
        Assert.Equal(expected, After<TRule, Simd512>(rule, average: true));

        float[][] without = After<TRule, Simd256>(rule, average: false);
        Assert.Equal(expected[..4], without[..4]);
        Assert.Empty(without[4]);
    }

    private static float[][] After<TRule, T>(TRule rule, bool average)
        where TRule : struct, IOptimizerRule
        where T : struct, ISimdVector<T>
    {
        float[][] at = Start<TRule>();
        if (!average) at[4] = [];
        for (int step = 0; step < 3; step++)
            new OptimizerKernel<TRule, T>().Run(rule, at[0], at[1], at[2], at[3], at[4], Decay, Share);
        return at;
    }

    /// <summary>Weights, gradients, the rule's first and second values, averages.</summary>
    private static float[][] Start<TRule>()
        where TRule : struct, IOptimizerRule
    {
        System.Random random = new(5);
        return
        [
            Draw(Length), Draw(Length), Draw(TRule.MomentCount > 0 ? Length : 0), Draw(TRule.MomentCount > 1 ? Length : 0),
            Draw(Length),
        ];

        // the second values are squares, and the first ones RMSProp's: none is negative
        float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() + 0.01f)];
    }
}
