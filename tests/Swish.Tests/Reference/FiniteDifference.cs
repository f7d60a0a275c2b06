using Xunit;

namespace Swish.Tests.Reference;

/// <summary>Compares a gradient with central finite differences of fourth order, in double.</summary>
internal static class FiniteDifference
{
    private const double Delta = 1e-5;
    private const double Tolerance = 1e-8;

    /// <summary>
    /// Fails where a partial derivative of <paramref name="function"/> by one of the values is not the gradient's. If
    /// there are many values, only every n-th is checked.
    /// </summary>
    public static void Check(
        string name, double[] values, IReadOnlyList<double> gradient, Func<double> function, int most = int.MaxValue)
    {
        Assert.Equal(values.Length, gradient.Count);
        for (int i = 0; i < values.Length; i += 1 + (values.Length - 1) / most)
        {
            double difference = (8 * (At(Delta) - At(-Delta)) - (At(2 * Delta) - At(-2 * Delta))) / (12 * Delta);
            Assert.True(Math.Abs(gradient[i] - difference) <= Tolerance * Math.Max(1, Math.Abs(difference)),
                $"{name}[{i}]: the gradient is {gradient[i]}, the difference quotient {difference}");

            double At(double shift)
            {
                double value = values[i];
                values[i] = value + shift;
                double result = function();
                values[i] = value;
                return result;
            }
        }
    }
}
