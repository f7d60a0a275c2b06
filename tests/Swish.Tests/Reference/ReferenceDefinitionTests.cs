using Swish.Recipes;
using Xunit;

namespace Swish.Tests.Reference;

/// <summary>
/// The reference against PyTorch's own numbers, where definitions differ between frameworks. They come from libtorch
/// 2.10
/// in double, through torch.optim and nn.BatchNorm1d with the arguments named here and defaults for the rest.
/// </summary>
public sealed class ReferenceDefinitionTests
{
    /// <summary>
    /// Three steps on ½Σcw², c = (1, 0.3, −4), from w = (1, −2, 0.5), at lr 0.1, momentum 0.9, weight_decay 0.01, and
    /// for
    /// RMSprop at lr 0.01.
    /// </summary>
    [Theory]
    [InlineData(OptimizerKind.SGD, 0.1, 0.7265726990000001, -1.8197064179999998, 1.3690620995000002)]
    [InlineData(OptimizerKind.Momentum, 0.1, 0.4813244989999999, -1.661346018, 2.0330379995000003)]
    [InlineData(OptimizerKind.Nesterov, 0.1, 0.32185967344099997, -1.527284503062, 3.4307052059705003)]
    [InlineData(OptimizerKind.RMSProp, 0.01, 0.7799822818093102, -1.7753494701214925, 0.7427426100853938)]
    [InlineData(OptimizerKind.Adam, 0.1, 0.7015862744735559, -1.7006233962204855, 0.800294771419571)]
    [InlineData(OptimizerKind.AdamW, 0.1, 0.6989111847156934, -1.694944518721256, 0.7985009666390449)]
    public void Optimizer(OptimizerKind optimizer, double rate, double first, double second, double third)
    {
        double[] curvature = [1, 0.3, -4];
        ReferenceParameter weight = new(ParameterKind.Weight, 0, [1, -2, 0.5]);
        ReferenceOptimizer rule = new(new TrainingRecipe { Optimizer = optimizer, Momentum = 0.9, WeightDecay = 0.01 });
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < 3; i++) weight.Gradient[i] = curvature[i] * weight.Value[i];
            rule.Step([weight], rate);
        }
        AssertClose([first, second, third], weight.Value);
    }

    [Theory]
    [InlineData(OptimizerKind.SGD)]
    [InlineData(OptimizerKind.AdamW)]
    public void Decay_is_on_weights_alone(OptimizerKind optimizer)
    {
        ReferenceParameter weight = new(ParameterKind.Weight, 0, [1]);
        ReferenceParameter[] others =
        [
            .. new[] { ParameterKind.Bias, ParameterKind.NormScale, ParameterKind.NormShift,
                ParameterKind.ActivationParameter }.Select(kind => new ReferenceParameter(kind, 0, [1])),
        ];
        new ReferenceOptimizer(new TrainingRecipe { Optimizer = optimizer, WeightDecay = 0.1 })
            .Step([weight, .. others], 0.5);
        AssertClose([0.95], weight.Value);
        Assert.All(others, parameter => Assert.Equal(1, parameter.Value[0]));
    }

    [Fact]
    public void Batch_normalization_and_its_running_statistics()
    {
        ReferenceBatchNorm layer = new(0, 2);
        layer.Forward([[1, 10], [2, -20], [4, 30]], training: true);
        double[][] second = layer.Forward([[1, 10], [2, -20], [4, 31]], training: true);
        AssertClose([-1.069041531450298, 0.14334554313388434], second[0]);
        AssertClose([-0.2672603828625746, -1.2901098882049589], second[1]);
        AssertClose([1.3363019143128718, 1.1467643450710747], second[2]);
        AssertClose([0.44333333333333336, 1.3000000000000003], layer.RunningMean);
        AssertClose([1.2533333333333334, 123.51], layer.RunningVariance);
        AssertClose([2.2837001560749424, 0.3329282482107916], layer.Forward([[3, 5]], training: false)[0]);
    }

    [Fact]
    public void Moving_average_ramps_up_and_stops_at_the_decay()
    {
        ReferenceParameter weight = new(ParameterKind.Weight, 0, [1]);
        ReferenceMovingAverage average = new([weight], 0.2);
        weight.Value[0] = 3;
        average.Update(stepsDone: 1); // min(0.2, 2/11)
        AssertClose([1 * 2 / 11.0 + 3 * 9 / 11.0], average.Values[0]);
        average.Update(stepsDone: 2); // min(0.2, 3/12)
        AssertClose([0.2 * 29 / 11.0 + 0.8 * 3], average.Values[0]);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-12 * Math.Max(1, Math.Abs(expected[i])),
                $"[{i}]: {expected[i]} was to be expected, not {actual[i]}");
    }
}
