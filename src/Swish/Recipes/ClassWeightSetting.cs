namespace Swish.Recipes;

/// <summary>Declares the weights of classes. Parameters have them as text.</summary>
public sealed class ClassWeightSetting() : RecipeSetting<ClassWeightList>(
    nameof(TrainingRecipe.ClassWeight), r => r.ClassWeight, (r, v) => r with { ClassWeight = v })
{
    /// <inheritdoc/>
    public override Type ParameterType => typeof(string);

    private protected override object ToParameter(object? value) => value!.ToString()!;

    private protected override object FromParameter(object? value) => ClassWeightList.Parse(value as string ?? "");
}
