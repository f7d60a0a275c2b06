using Swish.Activations;
using Swish.Activations.Formulas;
using Xunit;

namespace Swish.Tests.Activations;

/// <summary>What results call an activation.</summary>
public sealed class ActivationLabelTests
{
    [Theory]
    [InlineData("swish", "Swish", "Swish")]
    [InlineData("SiLU", "Swish", "Swish")]
    [InlineData("Swish(beta=1)", "Swish(beta=1)", "Swish")]
    [InlineData("swish( 1.0 )", "Swish(beta=1)", "Swish")]
    [InlineData("Swish(beta=1.5)", "Swish(beta=1.5)", "Swish(beta=1.5)")]
    [InlineData("PReLU(per=layer)", "PReLU(per=layer)", "PReLU")]
    [InlineData("PReLU(alpha=0.25, per=unit)", "PReLU(alpha=0.25, per=unit)", "PReLU(per=unit)")]
    [InlineData("{x*sigmoid(x)}", "{x*sigmoid(x)}", "{x*sigmoid(x)}")]
    [InlineData("Gate{b*x; b=1 per unit}", "Gate", "Gate{b*x; b=1 per unit}")]
    public void The_label_keeps_what_was_written(string text, string label, string canonical)
    {
        Activation activation = ActivationCatalog.Parse(text);
        Assert.Equal((label, canonical), (activation.Label, activation.ToString()));
        Assert.Equal(ActivationCatalog.Parse(canonical), activation);
        Assert.Equal(activation.Reference(0.7), ActivationCatalog.Parse(canonical).Reference(0.7));
    }

    [Theory]
    [InlineData("Gate{b*x*sigmoid(x); b=1.5 per unit}")]
    [InlineData("Plain{x*tanh(x)}")]
    public void The_name_and_the_definition_are_the_whole_of_an_expression(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        Assert.Equal(activation, ExpressionActivation.Parse($"{activation.Label}{{{activation.Definition}}}"));
    }
}
