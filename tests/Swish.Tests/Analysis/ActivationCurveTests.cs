using Swish.Activations;
using Swish.Analysis.Curves;
using Xunit;

namespace Swish.Tests.Analysis;

public sealed class ActivationCurveTests
{
    private static readonly Activation Swish = ActivationCatalog.Parse("Swish");

    [Fact]
    public void One_point_is_the_minimum() =>
        Assert.Equal(-2, Assert.Single(ActivationCurve.Points(Swish, -2, -2, 1)).X);

    [Fact]
    public void The_largest_range_does_not_overflow()
    {
        double[] x = [.. ActivationCurve.Points(Swish, -double.MaxValue, double.MaxValue, 5).Select(p => p.X)];
        Assert.Equal([-double.MaxValue, -double.MaxValue / 2, 0, double.MaxValue / 2, double.MaxValue], x);
    }

    [Theory]
    [InlineData(1, 0, 2, "InvalidCurveRange")]
    [InlineData(double.NaN, 0, 2, "InvalidCurveRange")]
    [InlineData(0, double.PositiveInfinity, 2, "InvalidCurveRange")]
    [InlineData(0, 1, 0, "InvalidCurveCount")]
    public void Rejects_what_is_no_curve(double minimum, double maximum, int count, string id) =>
        Assert.Equal(id, Assert.Throws<SwishException>(() => ActivationCurve.Points(Swish, minimum, maximum, count)).ErrorId);
}
