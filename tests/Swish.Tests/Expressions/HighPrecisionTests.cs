using System.Globalization;
using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Expressions;
using Xunit;

namespace Swish.Tests.Expressions;

/// <summary>
/// Compares expressions in double and in float with values computed to 60 digits by HighPrecisionReference.py.
/// </summary>
public class HighPrecisionTests
{
    private static readonly Row[] Rows = [.. File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Expressions", "HighPrecisionReference.tsv"))
        .Select(Row.Parse)];

    public static TheoryData<string> Expressions => [.. Rows.Select(r => r.Expression).Distinct()];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void The_reference_is_accurate_to_1e12(string expression)
    {
        ExpressionActivation activation = new(Expression.Parse(expression));
        foreach (Row row in Rows.Where(r => r.Expression == expression))
        {
            ActivationValue actual = activation.Reference(row.X);
            AssertClose(row.Value, actual.Value, "value", row.X);
            AssertClose(row.FirstDerivative, actual.FirstDerivative, "first derivative", row.X);
            AssertClose(row.SecondDerivative, actual.SecondDerivative, "second derivative", row.X);
        }

        static void AssertClose(double expected, double actual, string what, double x) =>
            Assert.True(
                Math.Abs(actual - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected)),
                $"{what} at {x:R}: {actual:R} instead of {expected:R}");
    }

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Tiles_are_accurate_to_one_ulp(string expression)
    {
        ExpressionActivation activation = new(Expression.Parse(expression));
        Row[] rows = [.. Rows.Where(r => r.Expression == expression && r.X == (float)r.X)];
        float[] input = [.. rows.Select(r => (float)r.X)];
        float[] value = new float[input.Length], first = new float[input.Length], second = new float[input.Length];
        // Run the tiles even if the activation would run as a gate, which has larger error bounds.
        ActivationPass pass = new()
        {
            Input = input, Value = value, FirstDerivative = first, SecondDerivative = second,
        };
        activation.ProgramFor(pass).Run(pass);
        for (int i = 0; i < rows.Length; i++)
        {
            AssertClose(rows[i].Value, value[i], 1e-36, "value", input[i]);
            // A derivative that is a difference, such as 1/(1 + |x|) − |x|/(1 + |x|)², loses digits to cancellation in
            // double, so a small absolute error is allowed.
            AssertClose(rows[i].FirstDerivative, first[i], 1e-14, "first derivative", input[i]);
            AssertClose(rows[i].SecondDerivative, second[i], 1e-14, "second derivative", input[i]);
        }

        static void AssertClose(double expected, float actual, double tolerance, string what, float x)
        {
            float rounded = (float)expected;
            bool isWithinUlp = rounded == actual
                || actual == MathF.BitIncrement(rounded) || actual == MathF.BitDecrement(rounded);
            Assert.True(
                isWithinUlp || Math.Abs(actual - expected) <= tolerance,
                $"{what} at {x:R}: {actual:R} instead of {expected:R}");
        }
    }

    private sealed record Row(
        string Expression, double X, double Value, double FirstDerivative, double SecondDerivative)
    {
        public static Row Parse(string line)
        {
            string[] cells = line.Split('\t');
            double[] numbers = [.. cells[1..].Select(c => double.Parse(c, CultureInfo.InvariantCulture))];
            return new(cells[0], numbers[0], numbers[1], numbers[2], numbers[3]);
        }
    }
}
