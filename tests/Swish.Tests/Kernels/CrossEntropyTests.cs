using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Tests.Reference;
using Xunit;

namespace Swish.Tests.Kernels;

/// <summary>Softmax and cross-entropy against their definition in double.</summary>
public sealed class CrossEntropyTests
{
    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(7, 10, 5)]
    [InlineData(20, 33, 90)]
    [InlineData(3, 256, 1e4)]
    public void Losses_and_errors_are_those_of_the_definition(int rows, int classes, double spread)
    {
        System.Random random = new(classes);
        float[] logits = new float[Panel.Length(rows, classes)];
        ushort[] labels = [.. Enumerable.Range(0, rows).Select(_ => (ushort)random.Next(classes))];
        double[,] given = new double[rows, classes];
        for (int row = 0; row < rows; row++)
            for (int c = 0; c < classes; c++)
                given[row, c] = logits[Panel.Offset(rows, row, c)] = (float)(spread * (random.NextDouble() - 0.5));

        double loss = 0;
        double[,] error = new double[rows, classes];
        int right = 0;
        for (int row = 0; row < rows; row++)
        {
            double[] one = [.. Enumerable.Range(0, classes).Select(c => given[row, c])];
            double largest = one.Max(), sum = one.Sum(x => Math.Exp(x - largest));
            loss += largest + Math.Log(sum) - one[labels[row]];
            if (Array.IndexOf(one, largest) == labels[row]) right++;
            for (int c = 0; c < classes; c++)
                error[row, c] = (Math.Exp(one[c] - largest) / sum - (c == labels[row] ? 1 : 0)) / rows;
        }

        Assert.Equal(loss, CrossEntropy.Loss(logits, labels, classes, out int correct), 1e-6 * (1 + loss));
        Assert.Equal(right, correct);
        Assert.Equal(loss, CrossEntropy.LossAndGradient(logits, labels, classes), 1e-6 * (1 + loss));
        for (int row = 0; row < rows; row++)
            for (int c = 0; c < classes; c++)
                Assert.Equal(error[row, c], logits[Panel.Offset(rows, row, c)], 3e-7);
    }

    /// <summary>torch.nn.CrossEntropyLoss(label_smoothing=0.1, reduction='sum') is this definition.</summary>
    [Theory]
    [InlineData(1, 2, 0.1)]
    [InlineData(7, 10, 0.1)]
    [InlineData(20, 33, 0.9)]
    [InlineData(5, 10, 0)]
    public void Smoothed_losses_and_errors_are_those_of_the_definition(int rows, int classes, double smoothing)
    {
        System.Random random = new(classes);
        ushort[] labels = [.. Enumerable.Range(0, rows).Select(_ => (ushort)random.Next(classes))];
        float[] logits = new float[Panel.Length(rows, classes)];
        double[][] given = [.. labels.Select(_ => new double[classes])];
        for (int row = 0; row < rows; row++)
            for (int c = 0; c < classes; c++)
                given[row][c] = logits[Panel.Offset(rows, row, c)] = (float)(6 * (random.NextDouble() - 0.5));
        int[] targets = [.. labels.Select(l => (int)l)];
        double[][] error = ReferenceCrossEntropy.Gradient(given, targets, smoothing);
        double loss = rows * ReferenceCrossEntropy.Loss(given, targets, smoothing);
        Assert.Equal(loss, CrossEntropy.SmoothedLossAndGradient(logits, labels, classes, smoothing), 1e-6 * (1 + loss));
        for (int row = 0; row < rows; row++)
            for (int c = 0; c < classes; c++)
                Assert.Equal(error[row][c], logits[Panel.Offset(rows, row, c)], 3e-7);
    }

    [Fact]
    public void At_a_tie_the_first_class_is_the_answer()
    {
        float[] logits = new float[Panel.Length(2, 3)];
        double loss = CrossEntropy.Loss(logits, [0, 1], 3, out int correct);
        Assert.Equal(1, correct);
        Assert.Equal(2 * Math.Log(3), loss, 1e-12);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_not_finite_makes_a_loss_that_is_not(float logit)
    {
        float[] logits = new float[Panel.Length(1, 10)];
        logits[3] = logit;
        Assert.False(double.IsFinite(CrossEntropy.Loss(logits, [0], 10, out _)));
    }
}
