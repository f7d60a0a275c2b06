using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Memory;

namespace Swish.Kernels;

/// <summary>
/// Computes the softmax cross-entropy of each row with its label. The maximum of the row is subtracted first, and sums
/// are computed in double, in ascending order of the classes.
/// </summary>
internal static class CrossEntropy
{
    // 16 KiB; with more classes, the exponentials of a row are on the heap.
    private const int MaxStackLength = 4096;

    /// <summary>
    /// Computes the loss, and overwrites the logits with its gradient: (softmax − one-hot label)/batch.
    /// </summary>
    /// <param name="logits">[batch, classes] in panels; overwritten by the gradient of the mean loss.</param>
    /// <param name="labels">A label for each row, [batch].</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>The sum of the losses of all rows, in nats.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static double LossAndGradient(Span<float> logits, ReadOnlySpan<ushort> labels, int classes)
    {
        double total = 0;
        float count = labels.Length;
        int length = Panel.Length(1, classes);
        Span<float> row = length <= MaxStackLength ? stackalloc float[length] : new float[length];
        for (int r = 0; r < labels.Length; r++)
        {
            total += Row(logits, labels.Length, r, labels[r], classes, row, out double sum);
            for (int c = 0; c < classes; c++)
            {
                float probability = (float)(row[c] / sum);
                logits[Panel.Offset(labels.Length, r, c)] = (probability - (c == labels[r] ? 1f : 0f)) / count;
            }
        }
        return total;
    }

    /// <summary>
    /// Computes the loss with smoothed labels, as PyTorch's CrossEntropyLoss(label_smoothing=ε): the target of a row is
    /// (1 − ε)·onehot + ε/classes. The gradient of the mean loss is (softmax − target)/batch.
    /// </summary>
    /// <param name="logits">[batch, classes] in panels; overwritten by the gradient of the mean loss.</param>
    /// <param name="labels">A label for each row, [batch].</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="smoothing">ε, from 0 to below 1.</param>
    /// <returns>The sum of the losses of all rows, in nats.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static double SmoothedLossAndGradient(
        Span<float> logits, ReadOnlySpan<ushort> labels, int classes, double smoothing)
    {
        double total = 0;
        float count = labels.Length;
        float others = (float)(smoothing / classes), atLabel = (float)(1 - smoothing + (smoothing / classes));
        int length = Panel.Length(1, classes);
        Span<float> row = length <= MaxStackLength ? stackalloc float[length] : new float[length];
        for (int r = 0; r < labels.Length; r++)
        {
            double sumOfLogits = 0;
            for (int c = 0; c < classes; c++) sumOfLogits += logits[Panel.Offset(labels.Length, r, c)];
            double logit = logits[Panel.Offset(labels.Length, r, labels[r])];
            // −Σ target·log softmax is the loss without smoothing, plus ε times (logit of the label − mean of the
            // logits).
            total += Row(logits, labels.Length, r, labels[r], classes, row, out double sum)
                + (smoothing * (logit - (sumOfLogits / classes)));
            for (int c = 0; c < classes; c++)
            {
                float probability = (float)(row[c] / sum);
                logits[Panel.Offset(labels.Length, r, c)] = (probability - (c == labels[r] ? atLabel : others)) / count;
            }
        }
        return total;
    }

    /// <summary>
    /// Computes the loss with weights of classes, as PyTorch's CrossEntropyLoss(weight=w): the mean of the rows' losses,
    /// weighted by the weights of their labels.
    /// </summary>
    /// <param name="logits">[batch, classes] in panels; overwritten by the gradient of the weighted mean.</param>
    /// <param name="labels">A label for each row, [batch].</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">The weight of each class, [classes], above 0.</param>
    /// <returns>The weighted mean of the losses, in nats.</returns>
    public static double WeightedMeanAndGradient(
        Span<float> logits, ReadOnlySpan<ushort> labels, int classes, ReadOnlySpan<float> weights)
    {
        double total = 0, weightSum = 0;
        foreach (ushort label in labels) weightSum += weights[label];
        int length = Panel.Length(1, classes);
        Span<float> row = length <= MaxStackLength ? stackalloc float[length] : new float[length];
        for (int r = 0; r < labels.Length; r++)
        {
            float weight = weights[labels[r]];
            total += weight * Row(logits, labels.Length, r, labels[r], classes, row, out double sum);
            float share = (float)(weight / weightSum);
            for (int c = 0; c < classes; c++)
            {
                float probability = (float)(row[c] / sum);
                logits[Panel.Offset(labels.Length, r, c)] = (probability - (c == labels[r] ? 1f : 0f)) * share;
            }
        }
        return total / weightSum;
    }

    /// <summary>
    /// Computes the loss and the number of correctly classified rows, whose largest logit (the first, if several are
    /// equal) is that of the label.
    /// </summary>
    /// <param name="logits">[batch, classes] in panels.</param>
    /// <param name="labels">A label for each row, [batch].</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="correct">Receives the number of rows that are correctly classified.</param>
    /// <param name="rowsCorrect">
    /// Receives for each row whether it is correctly classified, [batch]; empty for no such list.
    /// </param>
    /// <returns>The sum of the losses of all rows, in nats.</returns>
    public static double Loss(
        ReadOnlySpan<float> logits, ReadOnlySpan<ushort> labels, int classes, out int correct,
        Span<bool> rowsCorrect = default)
    {
        double total = 0;
        correct = 0;
        int length = Panel.Length(1, classes);
        Span<float> row = length <= MaxStackLength ? stackalloc float[length] : new float[length];
        for (int r = 0; r < labels.Length; r++)
        {
            total += Row(logits, labels.Length, r, labels[r], classes, row, out _);
            int best = 0;
            for (int c = 1; c < classes; c++)
                if (logits[Panel.Offset(labels.Length, r, c)] > logits[Panel.Offset(labels.Length, r, best)]) best = c;
            bool isCorrect = best == labels[r];
            if (isCorrect) correct++;
            if (!rowsCorrect.IsEmpty) rowsCorrect[r] = isCorrect;
        }
        return total;
    }

    /// <summary>
    /// Returns the loss of one row in nats; <paramref name="exponentials"/>, [classes] and padding up to a multiple of 32,
    /// receives e^(logit − largest), and <paramref name="sum"/> their sum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Row(
        ReadOnlySpan<float> logits, int rows, int row, int label, int classes, Span<float> exponentials, out double sum)
    {
        for (int panel = 0; panel < exponentials.Length; panel += Panel.Width)
            logits.Slice(Panel.Offset(rows, row, panel), Panel.Width).CopyTo(exponentials[panel..]);
        // With MathF.Max, which has no branch to predict, the loss is NaN if a logit is NaN.
        float largest = float.NegativeInfinity;
        foreach (float logit in exponentials[..classes]) largest = MathF.Max(largest, logit);
        float atLabel = exponentials[label] - largest;
        ElementwiseKernels.Current.ExpOfDifference(exponentials, largest);
        sum = 0;
        for (int c = 0; c < classes; c++) sum += exponentials[c];
        return PortableMath.Log(sum) - atLabel;
    }
}
