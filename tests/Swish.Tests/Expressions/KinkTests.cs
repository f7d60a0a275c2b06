using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Expressions;
using Xunit;

namespace Swish.Tests.Expressions;

/// <summary>
/// Tests that at a kink the first derivative is the left derivative and the second derivative is 0, and that 0·∞ in the
/// chain rule is 0.
/// </summary>
public class KinkTests
{
    [Theory]
    [InlineData("relu(x)", 0, 0, 0)]
    [InlineData("max(-x, 0)", 0, -1, 0)]
    [InlineData("-relu(x)", 0, 0, 0)]
    [InlineData("abs(x)", 0, -1, 0)]
    [InlineData("abs(-2*x)", 0, -2, 0)]
    [InlineData("min(x, 0)", 0, 1, 0)]
    [InlineData("min(max(x, -1), 1)", -1, 0, 0)]
    [InlineData("min(max(x, -1), 1)", 1, 1, 0)]
    [InlineData("x*min(max(x+3, 0), 6)/6", 3, 1.5, 0)]
    [InlineData("x*min(max(x+3, 0), 6)/6", -3, 0, 0)]
    [InlineData("max(x, 0)+min(expm1(x), 0)", 0, 1, 0)]
    [InlineData("max(x, expm1(min(x, 0)))", 0, 1, 0)]
    [InlineData("x/(1+abs(x))", 0, 1, 0)]
    [InlineData("max(x, 2*x)", 0, 1, 0)]
    [InlineData("exp(abs(x))", 0, -1, 0)]
    [InlineData("max(x^2, x)", 1, 1, 0)]
    [InlineData("max(max(x, 0), 5)+x^2", 0, 0, 2)]
    [InlineData("relu(x)^2", 0, 0, 0)]
    [InlineData("abs(x)^3", 0, 0, 0)]
    [InlineData("sqrt(x^4)", 0, 0, 2)]
    [InlineData("sqrt(abs(x)^3)", 0, 0, 0)]
    [InlineData("x*sqrt(relu(x))", 0, 0, 0)]
    public void The_first_derivative_is_the_left_one_and_the_second_is_zero_at_a_kink(
        string text, double x, double first, double second)
    {
        ActivationValue actual = new ExpressionActivation(Expression.Parse(text)).Reference(x);
        Assert.Equal(first, actual.FirstDerivative, 1e-12);
        Assert.Equal(second, actual.SecondDerivative, 1e-12);
    }
}
