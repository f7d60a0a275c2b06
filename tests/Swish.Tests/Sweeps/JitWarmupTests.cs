using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Sweeps;
using Xunit;

namespace Swish.Tests.Sweeps;

/// <summary>
/// What is compiled while the data set is read: any run can be rehearsed, and none is rejected by it.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class JitWarmupTests
{
    [Fact]
    public void Every_golden_run_can_be_rehearsed()
    {
        foreach (TrainingRecipe recipe in GoldenRuns.All.Select(run => run.Recipe))
            JitWarmup.Run(recipe, cancellationToken: TestContext.Current.CancellationToken);
    }

    // A rehearsal that began would be canceled, and say so.
    [Fact]
    public void Where_nothing_is_waited_for_nothing_is_rehearsed() =>
        JitWarmup.Run(new(), Task.CompletedTask, new CancellationToken(canceled: true));

    [Fact]
    public void A_run_that_will_be_rejected_is_not_rejected_here()
    {
        JitWarmup.Run(new() { LearningRate = double.NaN }, cancellationToken: TestContext.Current.CancellationToken);
        JitWarmup.Run(
            new() { HiddenLayers = HiddenLayerList.Uniform(0, 1), BatchSize = -3, ValidationCount = int.MaxValue },
            cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Stopping_stops_it()
    {
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => JitWarmup.Run(new(), cancellationToken: stopped.Token));
    }
}
