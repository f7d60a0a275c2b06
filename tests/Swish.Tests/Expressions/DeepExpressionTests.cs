using Swish.Activations.Formulas;
using Xunit;

namespace Swish.Tests.Expressions;

/// <summary>
/// Whatever text is given as a formula, reading, simplifying and differentiating it end on a small stack, with an
/// activation or a typed error. A subexpression that is shared is examined once; as a tree, the derivatives of 45 nested
/// functions may have more nodes than could be visited in a lifetime.
/// </summary>
public sealed class DeepExpressionTests
{
    private static Exception? OnSmallStack(Action action)
    {
        Exception? caught = null;
        Thread thread = new(() => caught = Record.Exception(action), 512 * 1024);
        thread.Start();
        thread.Join();
        return caught;
    }

    private static void Use(string formula)
    {
        ExpressionActivation activation = ExpressionActivation.Parse("{" + formula + "}");
        activation.Prepare();
        _ = activation.Reference(0.5, []);
        activation.Evaluate(new()
        {
            Input = [0.5f, -1], Value = new float[2], FirstDerivative = new float[2], SecondDerivative = new float[2],
        });
    }

    public static TheoryData<string> Nested()
    {
        TheoryData<string> formulas = [];
        foreach (string form in (string[])
            ["sin(#)", "tan(#)", "tanh(#)", "exp(#)", "log(#)", "max(#, x)", "min(x, #)", "abs(#-1)", "1/(#+x)", "-#", "(#)",
                "x*#", "x/#", "#/(1+#)", "#*#", "#^x", "x^#", "sigmoid(#)*x", "softplus(#)", "sinc(#)", "sqrt(#)", "erf(#)+x",
                "cosh(#)", "sinh(#)/cosh(#)", "exp(#)-exp(-#)", "log1p(expm1(#))", "max(#, abs(#))", "#+sin(x)", "asinh(#)",
                "log(cosh(#))", "1-tanh(#)"])
            foreach (int depth in (int[])[5, 20, 45, 60, 95])
            {
                string formula = "x";
                for (int i = 0; i < depth && formula.Length < 9000; i++)
                    formula = form.Replace("#", "(" + formula + ")", StringComparison.Ordinal);
                formulas.Add(formula);
            }
        foreach (char sign in "+-*/^")
            formulas.Add(string.Join(sign, Enumerable.Repeat("x", 120)));
        foreach (string function in (string[])["sin", "exp", "log", "tanh", "max"])
            formulas.Add(string.Join('+', Enumerable.Range(1, 30).Select(
                i => function == "max" ? $"max(x, {i})" : $"{function}({i}*x)")));
        formulas.Add(string.Join('*', Enumerable.Range(1, 40).Select(i => $"(x+{i})")));
        formulas.Add(new string('(', 9000));
        formulas.Add(new string('-', 9000) + "x");
        return formulas;
    }

    [Theory]
    [MemberData(nameof(Nested))]
    public void Any_nesting_is_read_or_rejected(string formula)
    {
        Exception? caught = OnSmallStack(() => Use(formula));
        if (caught is not null) Assert.IsType<SwishException>(caught);
    }
}
