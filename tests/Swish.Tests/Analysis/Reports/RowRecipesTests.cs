using Swish.Activations;
using Swish.Analysis;
using Swish.Analysis.Reports;
using Swish.Networks.Architectures;
using Swish.Recipes;
using Swish.Tests.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Analysis.Reports;

/// <summary>The columns of a result show the recipe of its run, so that a report can say how to repeat it.</summary>
public sealed class RowRecipesTests
{
    /// <summary>The fields that results show: all but those that only affect what is recorded.</summary>
    public static TheoryData<string> Fields =>
        [.. RecipeSamples.Fields.Except(["EvaluateEvery", "Diagnostic", "Steps", "Patience", "Network", "Default"])];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Each_setting_is_read_back(string field)
    {
        TrainingRecipe recipe = RecipeSamples.WithUnusual(field) with { Steps = null };
        // The position is shown only where there is batch normalization.
        if (field == "BatchNormPosition") recipe = recipe with { BatchNormInterval = 1 };
        Assert.Equal(RecipeJson.Write(recipe), RecipeJson.Write(Assert.Single(RowRecipes.Read([Row(recipe)]))!));
    }

    [Fact]
    public void All_settings_are_read_back_together()
    {
        TrainingRecipe recipe = RecipeSamples.Unusual with
        {
            EvaluateEvery = 0,
            Diagnostic = false,
            Epochs = 3,
            Patience = 0,
            Network = null,
        };
        Assert.Equal(RecipeJson.Write(recipe), RecipeJson.Write(Assert.Single(RowRecipes.Read([Row(recipe)]))!));
    }

    [Fact]
    public void Many_class_weights_are_read_in_linear_time()
    {
        TrainingRecipe recipe = new();
        ResultRow row = Row(recipe).With(
            nameof(RunIdentity.OtherSettings), "ClassWeight=" + string.Join("; ", Enumerable.Range(0, 200_000).Select(i => $"c{i}=1")));
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = RowRecipes.Read([row]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1L << 30);
    }

    [Theory]
    [InlineData("Swish(beta=1.5)")]
    [InlineData("{x*tanh(x)}")]
    [InlineData("Own{x*sin(x)}")]
    [InlineData("SwiGLU")]
    public void Activations_are_read_back(string activation)
    {
        TrainingRecipe recipe = new() { Activation = ActivationCatalog.Parse(activation) };
        Assert.Equal(recipe.Activation.ToString(), Assert.Single(RowRecipes.Read([Row(recipe)]))!.Activation.ToString());
    }

    [Fact]
    public void Network_is_read_back_from_its_layers_and_not_from_a_name_of_its_own()
    {
        TrainingRecipe recipe = new() { Network = NetworkDefinition.Parse("{ Dense 5; Activation }") };
        Assert.Equal(recipe.Network, Assert.Single(RowRecipes.Read([Row(recipe)]))!.Network);
        Assert.Null(Assert.Single(RowRecipes.Read([Row(RecipeSamples.WithUnusual("Network"))])));
    }

    [Fact]
    public void Length_of_a_diverged_run_is_that_of_others_with_its_setting()
    {
        TrainingRecipe recipe = new() { Epochs = 5 };
        ResultRow diverged = Row(recipe with { Seed = 2 }).With("Status", "Diverged").With("Epochs", 0.25).With("Steps", 100);
        Assert.Equal(5, RowRecipes.Read([diverged, Row(recipe)])[0]!.Epochs);
        // Nothing is invented where no run shows it.
        Assert.Null(Assert.Single(RowRecipes.Read([diverged])));
    }

    [Fact]
    public void Rows_without_settings_have_no_recipe() => Assert.Null(Assert.Single(RowRecipes.Read(
        [new([new("Activation", "Swish"), new("Seed", 1), new("TestAccuracy", 0.9)])])));

    private static ResultRow Row(TrainingRecipe recipe) => ResultRow.From(
        TrainingResult.CreateFailed(recipe, RecipeSamples.Blank()) with
        {
            RunStatus = RunStatus.Completed,
            Epochs = recipe.Steps is null ? recipe.Epochs : 0.3,
            Steps = recipe.Steps ?? 1000,
        });
}
