using Xunit;

namespace Swish.Tests.Reference;

/// <summary>Compares a gradient with central finite differences in double.</summary>
internal static class FiniteDifference
{
    private const double Delta = 1e-5;
    private const double Tolerance = 1e-8;

    /// <summary>Fails where a partial derivative of <paramref name="function"/> by one of the values is not the gradient's.</summary>
    public static void Check(string name, double[] values, IReadOnlyList<double> gradient, Func<double> function)
    {
        Assert.Equal(values.Length, gradient.Count);
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            values[i] = value + Delta;
            double above = function();
            values[i] = value - Delta;
            double below = function();
            values[i] = value;
            double difference = (above - below) / (2 * Delta);
            Assert.True(Math.Abs(gradient[i] - difference) <= Tolerance * Math.Max(1, Math.Abs(difference)),
                $"{name}[{i}]: the gradient is {gradient[i]}, the difference quotient {difference}");
        }
    }
}
