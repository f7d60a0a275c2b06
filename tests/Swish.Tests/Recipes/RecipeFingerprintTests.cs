using Swish.Networks;
using Swish.Recipes;
using Xunit;

namespace Swish.Tests.Recipes;

public class RecipeFingerprintTests
{
    public static TheoryData<string> Fields => [.. RecipeSamples.Fields];

    [Fact]
    public void Golden_fingerprints_stay_what_they_are()
    {
        // The first can be checked with any SHA-256 over the JSON, a line feed, the data's fingerprint, another and 1.
        Assert.Equal(
            "748ea86c6ac5252ccc1199d2753eb11f",
            RecipeFingerprint.Compute(new TrainingRecipe(), RecipeSamples.Blank(100)));
        Assert.Equal(
            "a20aa3a318a1eb52b9adea983b776995",
            RecipeFingerprint.Compute(
                RecipeSamples.Unusual with
                {
                    Diagnostic = false,
                    LabelSmoothing = 0,
                    GateWidth = GateWidth.EqualParameters,
                    FixedBatchNormScale = false,
                    Loss = LossKind.Auto,
                    HuberDelta = 1,
                    ClassWeight = ClassWeightList.None,
                    Patience = 0,
                    InitialNetwork = null,
                    Network = null,
                    Augmentation = AugmentationKind.None,
                },
                RecipeSamples.Blank(100)));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Each_field_changes_the_fingerprint(string field)
    {
        string before = RecipeFingerprint.Compute(new TrainingRecipe(), RecipeSamples.Blank(100));
        Assert.NotEqual(before, RecipeFingerprint.Compute(RecipeSamples.WithUnusual(field), RecipeSamples.Blank(100)));
        Assert.Equal(before, RecipeFingerprint.Compute(new TrainingRecipe(), RecipeSamples.Blank(100)));
    }

    [Fact]
    public void Other_data_change_the_fingerprint() =>
        Assert.NotEqual(
            RecipeFingerprint.Compute(new TrainingRecipe(), RecipeSamples.Blank(100)),
            RecipeFingerprint.Compute(new TrainingRecipe(), RecipeSamples.Blank(100, "fedcba9876543210")));
}
