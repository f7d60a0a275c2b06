using Swish.Kernels.Functions;
using Xunit;

namespace Swish.Tests.Kernels;

public sealed class PortableMathTests
{
    /// <summary>1.5 of ours and 1 of the platform's.</summary>
    private const double MaxUlps = 2.5;

    [Fact]
    public void Exp_is_close_to_the_platforms()
    {
        AssertClose(PortableMath.Exp, Math.Exp, Spread(-708, 709.7, 200_000));
        AssertClose(PortableMath.Exp, Math.Exp, Spread(-1, 1, 100_000));
        AssertClose(PortableMath.Exp, Math.Exp, Spread(-745.2, -708, 10_000)); // subnormal
        AssertClose(PortableMath.Exp, Math.Exp, Tiny());
    }

    [Fact]
    public void Log_is_close_to_the_platforms()
    {
        AssertClose(PortableMath.Log, Math.Log, Spread(0.4, 2.5, 200_000));
        AssertClose(PortableMath.Log, Math.Log, Spread(1 - 1e-6, 1 + 1e-6, 100_000));
        AssertClose(PortableMath.Log, Math.Log, Spread(-740, 709, 200_000).Select(Math.Exp)); // subnormal to huge
    }

    [Fact]
    public void Sin_and_Cos_are_close_to_the_platforms()
    {
        IEnumerable<double> multiples = Enumerable.Range(-2000, 4000).Select(n => n * (Math.PI / 2));
        foreach (IEnumerable<double> points in new[]
        {
            Spread(-3.2, 3.2, 200_000), Spread(-1e4, 1e4, 100_000), multiples, Tiny(),
            Spread(-PortableMath.MaxAngle, PortableMath.MaxAngle, 100_000),
        })
        {
            AssertClose(PortableMath.Sin, Math.Sin, points);
            AssertClose(PortableMath.Cos, Math.Cos, points);
        }
    }

    [Fact]
    public void Exp_has_its_limits()
    {
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(1, PortableMath.Exp(-0.0));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(709.7827128933841));
        Assert.Equal(1.797693134862273e308, PortableMath.Exp(709.782712893384), 1e295);
        Assert.Equal(0, PortableMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.Epsilon, PortableMath.Exp(-745.13));
        Assert.Equal(0, PortableMath.Exp(-745.14));
        Assert.True(double.IsNaN(PortableMath.Exp(double.NaN)));
    }

    [Fact]
    public void Log_has_its_limits()
    {
        Assert.Equal(0, PortableMath.Log(1));
        Assert.Equal(double.NegativeInfinity, PortableMath.Log(0));
        Assert.Equal(double.NegativeInfinity, PortableMath.Log(-0.0));
        Assert.Equal(double.PositiveInfinity, PortableMath.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(PortableMath.Log(-1)));
        Assert.True(double.IsNaN(PortableMath.Log(double.NegativeInfinity)));
        Assert.True(double.IsNaN(PortableMath.Log(double.NaN)));
        Assert.Equal(Math.Log(double.Epsilon), PortableMath.Log(double.Epsilon), 1e-12);
        Assert.Equal(Math.Log(double.MaxValue), PortableMath.Log(double.MaxValue), 1e-12);
    }

    [Fact]
    public void Sin_and_Cos_have_their_limits()
    {
        Assert.Equal(-1, PortableMath.Cos(Math.PI));
        Assert.Equal(1, PortableMath.Cos(0));
        Assert.Equal(1, PortableMath.Sin(Math.PI / 2));
        Assert.True(double.IsNegative(PortableMath.Sin(-0.0)));
        foreach (double x in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.1e6, -1.1e6])
        {
            Assert.True(double.IsNaN(PortableMath.Sin(x)));
            Assert.True(double.IsNaN(PortableMath.Cos(x)));
        }
    }

    /// <summary>The bits are part of what a seed means: no change of code or machine may move them.</summary>
    [Theory]
    [InlineData(-700.5, "00c4ff475c68ca02 401a3509950c84a7 bfefe8df14616bc1")]
    [InlineData(-1.25, "3fd25618372a584f 3fcc8ff7c79a9a22 3fd42e3dd88bd952")]
    [InlineData(0.1, "3ff1aec7b35a00d4 c0026bb1bbb55515 3fefd712f9a817c1")]
    [InlineData(0.99, "400587a5f064dcfa bf8495453e6fd4bc 3fe18ede09db07ee")]
    [InlineData(2.5, "40285d6fd931e0bb 3fed5240f0e0e078 bfe9a2f7ef858b7d")]
    [InlineData(123.456, "4b11428e1cbc0143 401343774f3e2362 bfe307e5980a1558")]
    public void The_bits_never_change(double x, string bits)
    {
        Assert.Equal(
            bits,
            $"{Bits(PortableMath.Exp(x)):x16} {Bits(PortableMath.Log(Math.Abs(x))):x16} "
            + $"{Bits(PortableMath.Cos(x)):x16}");
    }

    private static long Bits(double x) => BitConverter.DoubleToInt64Bits(x);

    /// <summary>Points at random over an interval, the same in each run.</summary>
    private static IEnumerable<double> Spread(double from, double to, int count)
    {
        System.Random random = new(17);
        for (int i = 0; i < count; i++) yield return from + (to - from) * random.NextDouble();
    }

    private static IEnumerable<double> Tiny()
    {
        for (int exponent = -1074; exponent < 0; exponent++)
        {
            yield return 1.37 * Math.ScaleB(1, exponent);
            yield return -1.37 * Math.ScaleB(1, exponent);
        }
    }

    private static void AssertClose(
        Func<double, double> ours, Func<double, double> reference, IEnumerable<double> points)
    {
        double worst = 0, worstAt = 0;
        foreach (double x in points)
        {
            double expected = reference(x);
            double ulp = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
            double error = Math.Abs(ours(x) - expected) / ulp;
            if (!(error <= worst)) (worst, worstAt) = (error, x);
        }
        Assert.True(worst <= MaxUlps, $"{worst} ulp at {worstAt:r}");
    }
}
