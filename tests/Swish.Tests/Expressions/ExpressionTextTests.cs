using Swish.Activations.Formulas;
using Swish.Expressions;
using Xunit;

namespace Swish.Tests.Expressions;

public class ExpressionTextTests
{
    [Theory]
    [InlineData("x", "x")]
    [InlineData(" 1.5 * x*Sigmoid( x ) ", "1.5*x*sigmoid(x)")]
    [InlineData("x-(1-x)-2", "x-(1-x)-2")]
    [InlineData("(x-1)-x", "x-1-x")]
    [InlineData("x/(2/x)", "x/(2/x)")]
    [InlineData("-x^2", "-x^2")]
    [InlineData("(-x)^2", "(-x)^2")]
    [InlineData("2^-x", "2^(-x)")]
    [InlineData("x^2^3", "x^2^3")]
    [InlineData("(x^2)^3", "(x^2)^3")]
    [InlineData("x*-2", "x*(-2)")]
    [InlineData("-2^x", "-2^x")]
    [InlineData("(-2)^x", "(-2)^x")]
    [InlineData("-(2)", "-(2)")]
    [InlineData("--x", "--x")]
    [InlineData("pow(x, 3)", "x^3")]
    [InlineData("max(x,0)+1e-5", "max(x, 0)+1E-05")]
    [InlineData("beta*x", "beta*x")]
    [InlineData("1e300*x", "1E+300*x")]
    public void Text_is_parsed_and_formatted_canonically(string text, string canonical)
    {
        Expression expression = Expression.Parse(text);
        Assert.Equal(canonical, expression.ToString());
        Assert.Equal(expression, Expression.Parse(canonical));
        Assert.Equal(expression.GetHashCode(), Expression.Parse(canonical).GetHashCode());
    }

    [Theory]
    [InlineData("", "^")]
    [InlineData("x+", "  ^")]
    [InlineData("x x", "  ^")]
    [InlineData("sigmoid x", "        ^")]
    [InlineData("max(x)", "     ^")]
    [InlineData("x*foo(x)", "  ^")]
    [InlineData("(x", "  ^")]
    [InlineData("1..2*x", "^")]
    [InlineData("1e999", "^")]
    [InlineData("x$", " ^")]
    public void A_message_points_at_the_error(string text, string carets)
    {
        SwishException error = Assert.Throws<SwishException>(() => Expression.Parse(text));
        Assert.Equal("InvalidExpression", error.ErrorId);
        Assert.EndsWith($"\n  {text}\n  {carets}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x*sigmod(x)", "'sigmod' is not a function; the functions are abs, ", ", sigmoid, ")]
    [InlineData("sigmoid(2x)", "Expected an operator or ')'; write a product with *, as in 2*x.")]
    [InlineData("2x", "Expected an operator or the end of the formula; write a product with *, as in 2*x.")]
    [InlineData("x)", "Expected an operator or the end of the formula.")]
    [InlineData("max(x)", "Expected an operator or ','.")]
    [InlineData("sigmoid x", "Expected '(': write the operands of a function in parentheses, as in sigmoid(x).")]
    [InlineData("x*", "The formula is incomplete: expected a number, x, a function or '('.")]
    [InlineData("x*%", "Expected a number, x, a function or '(', not '%'.")]
    public void A_message_says_what_is_wrong_and_what_would_be_right(string text, params string[] parts)
    {
        string sentence = Assert.Throws<SwishException>(() => Expression.Parse(text)).Message.Split('\n')[0];
        Assert.All(parts, part => Assert.Contains(part, sentence, StringComparison.Ordinal));
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_rejected_without_a_stack_overflow()
    {
        foreach (string text in new[]
        {
            new string('(', 4000) + "x" + new string(')', 4000),
            new string('-', 4000) + "x",
            string.Concat(Enumerable.Repeat("exp(", 1000)) + "x" + new string(')', 1000),
            string.Join("^", Enumerable.Repeat("x", 1000)),
            string.Join("+", Enumerable.Repeat("x", 1000)),
        })
        {
            SwishException error = Assert.Throws<SwishException>(() => Expression.Parse(text));
            Assert.Equal("ExpressionTooDeep", error.ErrorId);
        }

        string wide = "x";
        for (int i = 0; i < 8; i++) wide = $"max({wide},{wide})";
        Assert.Equal("ExpressionTooLarge", Assert.Throws<SwishException>(() => Expression.Parse(wide)).ErrorId);
        Assert.Equal(
            "ExpressionTooLarge",
            Assert.Throws<SwishException>(() => Expression.Parse(new string(' ', 20000) + "x")).ErrorId);
    }

    [Theory]
    [InlineData("{x*sigmoid(1.5*x)}", "{x*sigmoid(1.5*x)}")]
    [InlineData("ESwish{beta*x*sigmoid(x);beta=1 per unit}", "ESwish{beta*x*sigmoid(x); beta=1 per unit}")]
    [InlineData("My-f2 { b*x + a ; b = 2 per layer; a=-0.5 per unit }", "My-f2{b*x+a; a=-0.5 per unit; b=2 per layer}")]
    public void An_activation_round_trips(string text, string canonical)
    {
        ExpressionActivation activation = ExpressionActivation.Parse(text);
        Assert.Equal(canonical, activation.ToString());
        Assert.Equal(activation, ExpressionActivation.Parse(canonical));
    }

    [Theory]
    [InlineData("{x", "InvalidExpression")]
    [InlineData("{x}y", "InvalidExpression")]
    [InlineData("{}", "InvalidExpression")]
    [InlineData("{x; a}", "InvalidExpression")]
    [InlineData("{a*x; a=1}", "InvalidExpression")]
    [InlineData("{a*x; a=1 per week}", "InvalidExpression")]
    [InlineData("{a*x}", "UnknownParameter")]
    [InlineData("{x; a=1 per unit}", "UnknownParameter")]
    [InlineData("{a*x; a=1 per unit; a=2 per unit}", "UnknownParameter")]
    [InlineData("1f{x}", "InvalidActivationName")]
    public void A_malformed_activation_is_rejected(string text, string errorId) =>
        Assert.Equal(errorId, Assert.Throws<SwishException>(() => ExpressionActivation.Parse(text)).ErrorId);
}
