using Swish.Activations;
using Swish.Data;
using Swish.Models;
using Swish.Networks;
using Swish.Recipes;
using Swish.Tests.Networks;
using Swish.Tests.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>A sweep keeps within the memory by this estimate, so that it is held to what a run really takes.</summary>
[Trait("Speed", "Slow")]
[Collection(nameof(MeasuresAllocation))]
public sealed class RecipeSizeTests
{
    private static readonly TrainingRecipe Plain = new()
    {
        HiddenLayers = HiddenLayerList.Uniform(4, 256), BatchSize = 4000, ValidationCount = 0,
    };

    public static TheoryData<string, TrainingRecipe> Recipes => new()
    {
        { "a large batch", Plain },
        { "narrow and deep", Plain with { HiddenLayers = HiddenLayerList.Uniform(50, 1) } },
        { "wide", Plain with { HiddenLayers = HiddenLayerList.Uniform(2, 2000), BatchSize = 10 } },
        { "wide, SGD", Plain with
        {
            HiddenLayers = HiddenLayerList.Uniform(2, 2000), BatchSize = 10, Optimizer = OptimizerKind.SGD,
        } },
        { "all that keeps something", Plain with
        {
            BatchNormInterval = 1, Residual = true, Dropout = 0.5, GradientClip = 1, MovingAverageDecay = 0.9,
            Activation = ActivationCatalog.Parse("TrainedSwish(per=unit)"),
        } },
        { "layers that are looked into", Plain with { Diagnostic = true, BatchNormInterval = 2 } },
        { "orthogonal weights", Plain with
        {
            HiddenLayers = HiddenLayerList.Uniform(2, 1500), BatchSize = 10, Initializer = InitializerKind.Orthogonal,
        } },
    };

    [Theory]
    [MemberData(nameof(Recipes))]
    public void The_memory_of_a_run_is_estimated_to_a_fifth_or_so(string name, TrainingRecipe recipe)
    {
        Dataset data = RecipeSamples.Blank(5000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using TrainingRun run = new(recipe, data, new(), CancellationToken.None);
        double taken = GC.GetAllocatedBytesForCurrentThread() - before;
        double estimated = RecipeSize.MemoryBytes(recipe, data);
        Assert.True(estimated / taken is > 0.8 and < 1.2, $"{name}: {estimated} bytes for {taken}");
    }

    [Fact]
    public void The_memory_of_a_kept_network_is_that_of_its_tensors()
    {
        Dataset data = RecipeSamples.Blank(5000);
        TrainingRecipe recipe = Plain with { BatchNormInterval = 1, MovingAverageDecay = 0.9, Steps = 1 };
        NetworkSize size = NetworkSize.Measure(recipe, data);
        using TrainingRun run = new(recipe, data, new(), CancellationToken.None);
        double tensors = NetworkTensor.ReadFrom(run.Network).Sum(
            tensor => (double)tensor.Values.Length + (tensor.Averages?.Length ?? 0));
        Assert.Equal(sizeof(float) * tensors, RecipeSize.KeptNetworkBytes(size, isWritten: false));
        Assert.Equal(2 * sizeof(float) * tensors, RecipeSize.KeptNetworkBytes(size, isWritten: true));
    }

    /// <summary>
    /// A recipe's size is looked up where one that differs only in what takes no memory has been measured before.
    /// </summary>
    [Fact]
    public void Kept_sizes_are_those_that_are_measured()
    {
        Dataset data = RecipeSamples.Blank(5000);
        NetworkSizeCache sizes = new(data);
        TrainingRecipe[] recipes =
        [
            .. RecipeSamples.Fields.Select(RecipeSamples.WithUnusual),
            .. RecipeSamples.Fields.Select(RecipeSamples.WithUnusual).Select(r => r with { Diagnostic = true }),
            Plain with { Activation = ActivationCatalog.Parse("TrainedSwish") },
            Plain with { Activation = ActivationCatalog.Parse("TrainedSwish(per=unit)") },
        ];
        foreach (TrainingRecipe recipe in recipes)
            Assert.Equal(NetworkSize.Measure(recipe, data), sizes.Get(recipe));
        foreach (TrainingRecipe recipe in recipes.Reverse())
            Assert.Equal(NetworkSize.Measure(recipe, data), sizes.Get(recipe));
    }

    public static TheoryData<string> Samples => [.. LayerSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Layers_are_measured_as_they_are_allocated(string name)
    {
        TensorAllocator allocator = new(), meter = new(measuresOnly: true);
        NetworkSpec spec = LayerSamples.Spec(name, batchSize: 9000);
        NetworkBuilder.Build(spec, allocator);
        NetworkBuilder.Build(spec, meter);
        Assert.Equal((allocator.Length, allocator.MaxLength), (meter.Length, meter.MaxLength));
        Assert.InRange(meter.MaxLength, 1, meter.Length);
    }
}
