using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Activations.Gates;
using Xunit;

namespace Swish.Tests.Activations.Gates;

/// <summary>The names and texts of gates.</summary>
public sealed class GateTextTests
{
    [Theory]
    [InlineData("glu", "GLU", "x·σ(y)")]
    [InlineData("GLU(Sigmoid)", "GLU", "x·σ(y)")]
    [InlineData("GLU()", "GLU", "x·σ(y)")]
    [InlineData("gated-linear-unit", "GLU", "x·σ(y)")]
    [InlineData("Bilinear", "Bilinear", "x·y")]
    [InlineData("GLU(Linear)", "Bilinear", "x·y")]
    [InlineData("reglu", "ReGLU", "x·max(0, y)")]
    [InlineData("Ge-GLU", "GEGLU", "x·y·Φ(y)")]
    [InlineData("GLU(gelu)", "GEGLU", "x·y·Φ(y)")]
    [InlineData("SwiGLU", "SwiGLU", "x·y·σ(βy)")]
    [InlineData("SwiGLU(1.5)", "SwiGLU(beta=1.5)", "x·y·σ(βy)")]
    [InlineData("GLU( SiLU(beta=1.5) )", "SwiGLU(beta=1.5)", "x·y·σ(βy)")]
    [InlineData("GLU(tanh)", "GLU(Tanh)", "x·g(y), g = (e^x − e^−x)/(e^x + e^−x)")]
    [InlineData("GLU(PReLU(per=unit, alpha=0.1))", "GLU(PReLU(alpha=0.1, per=unit))", "x·g(y), g = x > 0: x; else αx")]
    [InlineData("GLU({ x*sigmoid(x) })", "GLU({x*sigmoid(x)})", "x·g(y), g = x*sigmoid(x)")]
    [InlineData("{x * sigmoid(y)}", "{x*sigmoid(y)}", "x*sigmoid(y)")]
    [InlineData("Own{x*tanh(a*y); a=1 per unit}", "Own{x*tanh(a*y); a=1 per unit}", "x*tanh(a*y)")]
    public void Gates_have_canonical_texts(string text, string canonical, string formula)
    {
        Gate gate = Assert.IsType<Gate>(ActivationCatalog.Parse(text), exactMatch: false);
        Assert.Equal(canonical, gate.ToString());
        Assert.Equal(formula, gate.Formula);
        Assert.Equal(gate, ActivationCatalog.Parse(canonical));
        Assert.Equal(gate.Name, gate.Info.Name);
    }

    [Theory]
    [InlineData("GLU(Tanh", "MalformedActivation")]
    [InlineData("GLU(Nothing)", "UnknownActivation")]
    [InlineData("GLU(SwiGLU)", "GateHasTwoInputs")]
    [InlineData("GLU({x*y})", "GateHasTwoInputs")]
    [InlineData("ReGLU(1)", "UnknownActivationConstant")]
    [InlineData("SwiGLU(beta=none)", "InvalidActivationConstant")]
    [InlineData("SwyGLU", "UnknownActivation")]
    [InlineData("{sigmoid(y)}", "UnknownParameter")]
    [InlineData("{x*sigmoid(z*y)}", "UnknownParameter")]
    [InlineData("x*sigmoid(y)", "MalformedActivation")]
    public void Wrong_texts_are_rejected(string text, string errorId)
    {
        SwishException error = Assert.Throws<SwishException>(() => ActivationCatalog.Parse(text));
        Assert.Equal(errorId, error.ErrorId);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_near_names_of_gates() =>
        Assert.Contains(
            "SwiGLU", Assert.Throws<SwishException>(() => ActivationCatalog.Parse("SwyGLU")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_deeply_nested_text_is_rejected_without_a_stack_overflow()
    {
        string text = string.Concat(Enumerable.Repeat("GLU(", 100_000)) + new string(')', 100_000);
        Assert.Equal("GateHasTwoInputs", Assert.Throws<SwishException>(() => ActivationCatalog.Parse(text)).ErrorId);
    }

    /// <summary>A formula with a parameter y was an activation before there were gates, and still is one.</summary>
    [Fact]
    public void A_parameter_named_y_is_not_the_input_of_a_gate()
    {
        Activation activation = ActivationCatalog.Parse("{x*sigmoid(y*x); y=1 per layer}");
        Assert.IsType<ExpressionActivation>(activation);
        Assert.Equal("y", Assert.Single(activation.LearnableParameters).Name);
    }

    [Fact]
    public void Names_are_unique_and_no_names_of_activations()
    {
        string[] names =
            [.. GateCatalog.All.SelectMany(info => info.Aliases.Prepend(info.Name)).Select(n => n.ToUpperInvariant())];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Empty(names.Intersect(ActivationCatalog.All.SelectMany(
            info => info.Aliases.Prepend(info.Name)).Select(n => n.ToUpperInvariant())));
        Assert.All(GateCatalog.All, info => Assert.IsType<ActivatedGate>(ActivationCatalog.Parse(info.Name)));
    }
}
