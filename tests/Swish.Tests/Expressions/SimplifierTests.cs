using Swish.Activations.Formulas;
using Swish.Expressions;
using Swish.Expressions.Simplification;
using Swish.Expressions.Text;
using Xunit;

namespace Swish.Tests.Expressions;

public class SimplifierTests
{
    [Theory]
    [InlineData("x*1+0", "x")]
    [InlineData("x+x", "2*x")]
    [InlineData("x*x*x", "x^3")]
    [InlineData("(x+1)-(1+x)", "0")]
    [InlineData("x/x", "1")]
    [InlineData("--x", "x")]
    [InlineData("1/(1+exp(-x))", "sigmoid(x)")]
    [InlineData("exp(x)/(1+exp(x))", "sigmoid(x)")]
    [InlineData("exp(x)/(exp(x)+exp(-x))", "sigmoid(2*x)")]
    [InlineData("2/(2+2*exp(-3*x))", "sigmoid(3*x)")]
    [InlineData("x*exp(2*x)/(1+exp(2*x))", "x*sigmoid(2*x)")]
    [InlineData("log(1+exp(x))", "softplus(x)")]
    [InlineData("log1p(exp(x))", "softplus(x)")]
    [InlineData("log(exp(x))", "x")]
    [InlineData("log(sigmoid(x))", "-1*softplus(-1*x)")]
    [InlineData("exp(x-log(1+exp(x)))", "sigmoid(x)")]
    [InlineData("(exp(x)-exp(-x))/(exp(x)+exp(-x))", "tanh(x)")]
    [InlineData("(exp(2*x)-1)/(exp(2*x)+1)", "tanh(x)")]
    [InlineData("2*sigmoid(2*x)-1", "tanh(x)")]
    [InlineData("sinh(x)/cosh(x)", "tanh(x)")]
    [InlineData("(1+tanh(x/2))/2", "sigmoid(x)")]
    [InlineData("0.5*x+0.5*x*tanh(x)", "x*sigmoid(2*x)")]
    [InlineData("1-sigmoid(x)", "sigmoid(-1*x)")]
    [InlineData("1+erf(x)", "erfc(-1*x)")]
    [InlineData("x-x*erf(x)", "x*erfc(x)")]
    [InlineData("exp(x)-1", "expm1(x)")]
    [InlineData("log(1+x^2)", "log1p(x^2)")]
    [InlineData("sin(x)/x", "sinc(x)")]
    [InlineData("sin(3*x)/x", "3*sinc(3*x)")]
    [InlineData("sqrt(x^2)", "abs(x)")]
    [InlineData("sqrt(x)*sqrt(x)", "x^0.5*x^0.5")]
    [InlineData("max(x, -x)", "abs(x)")]
    [InlineData("max(x^2, 0)", "x^2")]
    [InlineData("tanh(-x)", "-1*tanh(x)")]
    [InlineData("cos(1-x)-cos(x-1)", "0")]
    public void Expressions_are_simplified(string written, string simplified) =>
        Assert.Equal(simplified, new ExpressionBuilder().Simplify(Expression.Parse(written)).ToString());

    [Theory]
    [InlineData("x-2", "x-2")]
    [InlineData("2-x", "2-x")]
    [InlineData("-exp(-x^2)", "-exp(-x^2)")]
    [InlineData("x/(1+abs(x))", "x/(abs(x)+1)")]
    [InlineData("1/x", "1/x")]
    [InlineData("sqrt(x)-3*tanh(x)", "sqrt(x)-3*tanh(x)")]
    public void The_normal_form_is_converted_back_to_readable_text(string written, string text)
    {
        Expression back = ExpressionPrettifier.Prettify(new ExpressionBuilder().Simplify(Expression.Parse(written)));
        Assert.Equal(text, back.ToString());
        Assert.Equal(back, Expression.Parse(text));
    }

    [Fact]
    public void Equal_expressions_are_the_same_object()
    {
        ExpressionBuilder builder = new();
        Expression a = builder.Simplify(Expression.Parse("sigmoid(2*x)*exp(x+1)"));
        Expression b = builder.Simplify(Expression.Parse("exp(1+x)*(1/(1+exp(-2*x)))"));
        Assert.Same(a, b);
    }

    [Fact]
    public void An_expression_with_derivatives_that_are_too_large_is_rejected()
    {
        string text = "x";
        for (int i = 0; i < 40; i++) text = $"sin({text}*cos(x+{i}))*exp(x-{i})";
        SwishException error = Assert.Throws<SwishException>(
            () => new ExpressionActivation(Expression.Parse(text)).Reference(1));
        Assert.StartsWith("ExpressionToo", error.ErrorId, StringComparison.Ordinal);
    }
}
