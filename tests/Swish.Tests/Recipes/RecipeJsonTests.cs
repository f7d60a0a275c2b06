using System.Globalization;
using Swish.Recipes;
using Xunit;

namespace Swish.Tests.Recipes;

public class RecipeJsonTests
{
    public static TheoryData<string> Fields => [.. RecipeSamples.Fields];

    [Fact]
    public void The_default_recipe_has_this_text() =>
        Assert.Equal(
            """
            {"activation":"Swish","hiddenLayers":"128x2","batchSize":128,"learningRate":0.001,"optimizer":"Adam",
            "momentum":0.9,"weightDecay":0,"gradientClip":0,"schedule":"Constant","decayRate":0.99,"decayStep":0,
            "staircase":false,"warmupStep":0,"l2":0,"l2Layer":"All","movingAverageDecay":0,"batchNormInterval":0,
            "batchNormPosition":"BeforeActivation","residual":false,"dropout":0,"initializer":"HeNormal",
            "initializerDeviation":0.1,"initialBias":0,"standardize":false,"epochs":3,"steps":null,"seed":1,
            "evaluateEvery":0,"validationCount":5000}
            """.ReplaceLineEndings(""),
            RecipeJson.Write(new TrainingRecipe()));

    [Theory]
    [MemberData(nameof(Fields))]
    public void Each_field_is_written_and_read_back(string field)
    {
        TrainingRecipe recipe = RecipeSamples.WithUnusual(field);
        Assert.NotEqual(new TrainingRecipe(), recipe);
        Assert.NotEqual(RecipeJson.Write(new TrainingRecipe()), RecipeJson.Write(recipe));
        Assert.Equal(recipe, RecipeJson.Read(RecipeJson.Write(recipe)));
    }

    [Fact]
    public void Diagnostic_is_written_only_where_it_is_true()
    {
        string without = RecipeJson.Write(new TrainingRecipe());
        Assert.DoesNotContain("diagnostic", without, StringComparison.Ordinal);
        Assert.Equal(
            without[..^1] + ",\"diagnostic\":true}", RecipeJson.Write(new TrainingRecipe { Diagnostic = true }));
        Assert.Equal(new TrainingRecipe(), RecipeJson.Read(without[..^1] + ",\"diagnostic\":false}"));
    }

    [Fact]
    public void A_decimal_comma_changes_nothing()
    {
        string expected = RecipeJson.Write(RecipeSamples.Unusual);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, RecipeJson.Write(RecipeSamples.Unusual));
            Assert.Equal(RecipeSamples.Unusual, RecipeJson.Read(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Minus_zero_is_written_as_zero() =>
        Assert.Equal(RecipeJson.Write(new TrainingRecipe()), RecipeJson.Write(new TrainingRecipe { L2 = -0.0 }));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"batchSize\":128")]
    [InlineData("{\"batchSize\":\"128\"}")]
    [InlineData("{\"batchSize\":1.5}")]
    [InlineData("{\"batchSize\":99999999999}")]
    [InlineData("{\"batchSize\":1,\"batchSize\":2}")]
    [InlineData("{\"optimizer\":\"1\"}")]
    [InlineData("{\"optimizer\":1}")]
    [InlineData("{\"optimizer\":\"adam\"}")]
    [InlineData("{\"unheardOf\":1}")]
    public void What_is_no_recipe_is_rejected(string json)
    {
        SwishException error = Assert.Throws<SwishException>(() => RecipeJson.Read(json));
        Assert.Equal("InvalidRecipeJson", error.ErrorId);
        Assert.Equal(ErrorKind.InvalidData, error.Kind);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_rejected() =>
        Assert.Equal("InvalidRecipe",
            Assert.Throws<SwishException>(() => RecipeJson.Write(new TrainingRecipe { L2 = double.NaN })).ErrorId);
}
