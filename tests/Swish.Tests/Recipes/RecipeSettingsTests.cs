using System.Reflection;
using Swish.Recipes;
using Xunit;

namespace Swish.Tests.Recipes;

/// <summary>Holds what is written once more, for PowerShell and C#, to the declarations of the settings.</summary>
public class RecipeSettingsTests
{
    public static TheoryData<string> Names => [.. RecipeSettings.All.Select(s => s.Name)];

    [Fact]
    public void Each_property_of_a_recipe_is_declared_once() =>
        Assert.Equal(RecipeSamples.Fields.Order(), RecipeSettings.All.Select(s => s.Property).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_declaration_gets_and_sets_the_property_that_it_names(string name)
    {
        RecipeSetting setting = RecipeSettings.Named(name);
        TrainingRecipe unusual = RecipeSamples.WithUnusual(setting.Property);
        Assert.False(setting.IsDefault(unusual));
        Assert.True(setting.IsDefault(TrainingRecipe.Default));
        RecipeGrid grid = new();
        if (setting != RecipeSettings.HiddenLayers)
        {
            object? value = setting.Get(unusual);
            grid.Set(setting, setting.SweepOrder > 0 ? new[] { value } : value);
            Assert.Equal([unusual], grid.Expand());
        }
        Assert.Equal(
            typeof(TrainingRecipe).GetProperty(setting.Property)!.GetValue(unusual) is int interval
                && setting == RecipeSettings.BatchNorm ? BatchNormSetting.Format(interval)
                : setting == RecipeSettings.ClassWeight ? unusual.ClassWeight.ToString()
                : typeof(TrainingRecipe).GetProperty(setting.Property)!.GetValue(unusual),
            setting.Get(unusual));
    }

    [Fact]
    public void Each_column_of_a_setting_is_one_of_the_result()
    {
        string[] columns = [.. typeof(Swish.Training.TrainingResult).GetProperties().Select(p => p.Name)];
        Assert.All(RecipeSettings.All.Where(s => s.Column is not null), s => Assert.Contains(s.Column, columns));
        string[] derived = ["Depth", "Width", "Dataset", "SplitSeed", "RunId", "Setting", "OtherSettings", "Formula"];
        Assert.Equal(
            typeof(RunIdentity).GetProperties().Select(p => p.Name).Except(derived).Order(),
            RecipeSettings.All.Select(s => s.Column).OfType<string>().Distinct().Except(["Epochs", "Steps"]).Order());
    }

    [Theory]
    [InlineData(typeof(Swish.Training.TrainingResult), new string[0])]
    [InlineData(typeof(Swish.Training.TrainingHistoryPoint),
        new[] { "Width", "LearningRate", "Setting", "OtherSettings", "Formula" })]
    [InlineData(typeof(Swish.Training.TrainingDiagnostic), new[] { "Setting", "OtherSettings", "Formula" })]
    public void Rows_show_the_columns_of_the_identity_in_its_order(Type row, string[] without)
    {
        string[] columns = [.. row.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)];
        string[] identity = [.. typeof(RunIdentity).GetProperties().Select(p => p.Name).Except(without)];
        Assert.Equal(identity, columns.Where(identity.Contains));
    }

    [Fact]
    public void Runs_that_differ_in_activation_seed_and_what_is_recorded_share_a_setting()
    {
        string Setting(TrainingRecipe recipe) => RunIdentity.Of(recipe, RecipeSamples.Blank(100)).Setting;
        string expected = Setting(TrainingRecipe.Default);
        Assert.Matches("^[0-9a-f]{16}$", expected);
        string[] free = ["Activation", "Seed", "EvaluateEvery", "Diagnostic"];
        foreach (RecipeSetting setting in RecipeSettings.All)
            Assert.Equal(
                free.Contains(setting.Name), Setting(RecipeSamples.WithUnusual(setting.Property)) == expected);
        Assert.NotEqual(expected, RunIdentity.Of(TrainingRecipe.Default, RecipeSamples.Blank(100, "ff")).Setting);
    }

    [Fact]
    public void Settings_without_a_column_are_named_where_they_are_not_the_default()
    {
        static string Other(TrainingRecipe recipe) => RunIdentity.Of(recipe, RecipeSamples.Blank(100)).OtherSettings;
        Assert.Equal("", Other(TrainingRecipe.Default));
        Assert.Equal("", Other(TrainingRecipe.Default with { Dropout = 0.5, Seed = 9, Diagnostic = true }));
        Assert.Equal(
            "Momentum=0.5; Staircase=True", Other(TrainingRecipe.Default with { Momentum = 0.5, Staircase = true }));
    }
}
