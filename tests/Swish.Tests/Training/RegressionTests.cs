using Swish.Data;
using Swish.Data.Toys;
using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>Numbers to predict, and weights of classes.</summary>
public sealed class RegressionTests
{
    private static readonly TrainingRecipe Small = new()
    {
        HiddenLayers = HiddenLayerList.Uniform(2, 16), BatchSize = 20, Steps = 300, ValidationCount = 40, LearningRate = 0.01,
    };

    private static readonly Dataset Sine = ToyDataset.Create(new() { Kind = ToyKind.Sine, Count = 400, TestCount = 300 });

    [Theory]
    [InlineData(LossKind.Auto)]
    [InlineData(LossKind.Squared)]
    [InlineData(LossKind.Huber)]
    public void A_curve_is_fitted_and_its_errors_are_those_of_the_kept_network(LossKind loss)
    {
        TrainingResult result = Trainer.Run(
            Small with { Loss = loss, MovingAverageDecay = 0.9 }, Sine, new() { KeepsNetwork = true }, TestContext.Current.CancellationToken);
        Assert.InRange(result.R2!.Value, 0.9, 1);
        Assert.True(double.IsNaN(result.TestAccuracy) && double.IsNaN(result.ValidationAccuracy));
        Assert.Equal(0, result.Classes);
        float[] predictions = result.GetNetwork()!.Evaluate(Sine.Test, 1, TestContext.Current.CancellationToken);
        double[] errors = [.. predictions.Zip(Sine.Test.Targets.ToArray(), (p, t) => (double)p - t)];
        double mean = Sine.Test.Targets.ToArray().Average(t => (double)t);
        double spread = Sine.Test.Targets.ToArray().Sum(t => (t - mean) * (t - mean));
        Assert.Equal(Math.Sqrt(errors.Average(e => e * e)), result.RMSE!.Value, 1e-12);
        Assert.Equal(errors.Average(Math.Abs), result.MAE!.Value, 1e-12);
        Assert.Equal(1 - (errors.Sum(e => e * e) / spread), result.R2.Value, 1e-12);
        Assert.Equal(result.WeightHash, result.GetNetwork()!.WeightHash);
    }

    [Fact]
    public void The_unit_of_the_label_does_not_matter()
    {
        float[] inputs = [.. Enumerable.Range(0, 200).Select(i => i / 100f)];
        ExampleSet one = ExampleSet.WithTargets(inputs, [.. inputs.Select(x => x * x)], 1);
        ExampleSet thousand = ExampleSet.WithTargets(inputs, [.. inputs.Select(x => (x * x * 65536) + 1048576)], 1);
        TrainingResult small = Run(Small, new("m", ExampleShape.OfFeatures(1), 0, one, one));
        TrainingResult large = Run(Small, new("km", ExampleShape.OfFeatures(1), 0, thousand, thousand));
        Assert.Equal(small.TrainLoss, large.TrainLoss, 1e-2 * small.TrainLoss + 1e-6);
        Assert.InRange(large.R2!.Value, 0.95, 1);
        Assert.InRange(large.RMSE!.Value / small.RMSE!.Value / 65536, 0.8, 1.25);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0.75)]
    public void The_gradient_is_that_of_finite_differences(double delta)
    {
        float[] targets = [0, 1, -2, 0.5f, 3];
        float[] outputs = [0.25f, 1, -1, -1.5f, 1];
        float[] panels = Panels(outputs);
        double loss = RegressionLoss.LossAndGradient(panels, targets, delta) / targets.Length;
        Assert.Equal(outputs.Zip(targets, (p, t) => RegressionLoss.Of((double)p - t, delta)).Average(), loss, 1e-15);
        for (int i = 0; i < outputs.Length; i++)
        {
            double d = outputs[i] - targets[i], step = 1e-6;
            double slope = (RegressionLoss.Of(d + step, delta) - RegressionLoss.Of(d - step, delta)) / (2 * step);
            Assert.Equal(slope / targets.Length, panels[Panel.Offset(targets.Length, i, 0)], 1e-6);
        }
    }

    [Fact]
    public void Values_of_the_Huber_loss_are_those_of_PyTorch()
    {
        // torch.nn.HuberLoss(reduction='none', delta=0.75)([0.5, 2]) and delta=1.
        Assert.Equal(0.125, RegressionLoss.Of(-0.5, 0.75));
        Assert.Equal(1.21875, RegressionLoss.Of(2, 0.75));
        Assert.Equal(1.5, RegressionLoss.Of(-2, 1));
        Assert.Equal(4, RegressionLoss.Of(-2, double.PositiveInfinity));
    }

    [Fact]
    public void Weighted_cross_entropy_is_the_weighted_mean()
    {
        float[] weights = [1, 3];
        ushort[] labels = [0, 1, 0];
        float[] logits = [0.5f, -1, 2, 0.25f, -0.5f, 1.5f];
        float[] panels = new float[Panel.Length(3, 2)];
        for (int i = 0; i < logits.Length; i++) panels[Panel.Offset(3, i / 2, i % 2)] = logits[i];
        double[] losses = [.. Enumerable.Range(0, 3).Select(r => LossOf(r))];
        double expected = (losses[0] + (3 * losses[1]) + losses[2]) / 5;
        Assert.Equal(expected, CrossEntropy.WeightedMeanAndGradient(panels, labels, 2, weights), 1e-6);
        for (int i = 0; i < logits.Length; i++)
        {
            int row = i / 2;
            double probability = Math.Exp(logits[i]) / (Math.Exp(logits[2 * row]) + Math.Exp(logits[(2 * row) + 1]));
            double gradient = (probability - (i % 2 == labels[row] ? 1 : 0)) * weights[labels[row]] / 5;
            Assert.Equal(gradient, panels[Panel.Offset(3, row, i % 2)], 1e-6);
        }

        double LossOf(int row) => Math.Log(Math.Exp(logits[2 * row]) + Math.Exp(logits[(2 * row) + 1])) - logits[(2 * row) + labels[row]];
    }

    [Fact]
    public void Balanced_weights_help_a_rare_class()
    {
        ushort[] labels = [.. Enumerable.Range(0, 400).Select(i => (ushort)(i % 20 == 0 ? 1 : 0))];
        System.Random random = new(1);
        float[] inputs = [.. labels.Select(label => (float)(label + random.NextDouble() * 1.6))];
        ExampleSet examples = ExampleSet.OfFloats(inputs, labels, 1);
        Dataset data = new("rare", ExampleShape.OfFeatures(1), 2, examples, examples) { ClassNames = ["often", "rare"] };
        double plain = Rare(Small), balanced = Rare(Small with { ClassWeight = ClassWeightList.Balanced });
        Assert.True(balanced > plain + 0.1, $"{balanced} is not above {plain}.");
        Assert.Equal(balanced, Rare(Small with { ClassWeight = ClassWeightList.Parse("rare=10; often=0.5263158") }), 0.1);

        double Rare(TrainingRecipe recipe)
        {
            float[] logits = Trainer.Run(recipe with { ValidationCount = 0 }, data, new() { KeepsNetwork = true }, TestContext.Current.CancellationToken)
                .GetNetwork()!.Evaluate(examples, 1, TestContext.Current.CancellationToken);
            return labels.Index().Where(l => l.Item == 1).Average(l => logits[(2 * l.Index) + 1] > logits[2 * l.Index] ? 1.0 : 0);
        }
    }

    [Fact]
    public void A_loss_that_does_not_fit_the_data_is_rejected()
    {
        Dataset moons = ToyDataset.Create(new());
        Rejected("LossMismatch", Small with { Loss = LossKind.Squared }, moons);
        Rejected("LossMismatch", Small with { Loss = LossKind.CrossEntropy }, Sine);
        Rejected("LossMismatch", Small with { LabelSmoothing = 0.1 }, Sine);
        Rejected("LossMismatch", Small with { ClassWeight = ClassWeightList.Balanced }, Sine);
        Rejected("LossMismatch", Small with { ClassWeight = ClassWeightList.Balanced, LabelSmoothing = 0.1 }, moons);
        Rejected("UnknownClass", Small with { ClassWeight = ClassWeightList.Parse("2=3") }, moons);
    }

    [Theory]
    [InlineData("none", "None")]
    [InlineData(" balanced ", "Balanced")]
    [InlineData("b=2;a=0.5", "a=0.5; b=2")]
    [InlineData("a=b=2", "a=b=2")]
    public void Class_weights_have_one_text(string text, string expected)
    {
        Assert.Equal(expected, ClassWeightList.Parse(text).ToString());
        Assert.Equal(ClassWeightList.Parse(expected), ClassWeightList.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a=0")]
    [InlineData("a=-1")]
    [InlineData("a=NaN")]
    [InlineData("a=1;a=2")]
    public void Other_texts_are_no_class_weights(string text) =>
        Assert.Equal("InvalidClassWeight", Assert.Throws<SwishException>(() => ClassWeightList.Parse(text)).ErrorId);

    private static float[] Panels(float[] outputs)
    {
        float[] panels = new float[Panel.Length(outputs.Length, 1)];
        for (int i = 0; i < outputs.Length; i++) panels[Panel.Offset(outputs.Length, i, 0)] = outputs[i];
        return panels;
    }

    private static TrainingResult Run(TrainingRecipe recipe, Dataset data) =>
        Trainer.Run(recipe, data, null, TestContext.Current.CancellationToken);

    private static void Rejected(string errorId, TrainingRecipe recipe, Dataset data) =>
        Assert.Equal(errorId, Assert.Throws<SwishException>(() => RecipeValidator.Validate(recipe, data)).ErrorId);
}
