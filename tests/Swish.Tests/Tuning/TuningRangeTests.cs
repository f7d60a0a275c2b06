using Swish.Recipes;
using Swish.Tuning;
using Xunit;

namespace Swish.Tests.Tuning;

/// <summary>Values are drawn on the scale of their range, with three digits.</summary>
public sealed class TuningRangeTests
{
    [Theory]
    [InlineData(0, 0.0001)]
    [InlineData(0.25, 0.001)]
    [InlineData(0.5, 0.01)]
    [InlineData(0.6, 0.0251)]
    [InlineData(1, 1)]
    public void Logarithmic(double place, double value) =>
        Assert.Equal(value, new TuningRange(RecipeSettings.LearningRate, 1e-4, 1, TuningScale.Logarithmic).At(place));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.0 / 3, 0.167)]
    [InlineData(1, 0.5)]
    public void Linear(double place, double value) =>
        Assert.Equal(value, new TuningRange(RecipeSettings.Dropout, 0, 0.5, TuningScale.Linear).At(place));

    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(0.5, 0.99)]
    [InlineData(0.75, 0.99684)]
    [InlineData(1, 0.999)]
    public void Below_one(double place, double value) =>
        Assert.Equal(value, new TuningRange(RecipeSettings.Momentum, 0.9, 0.999, TuningScale.LogarithmicBelowOne).At(place));
}
