using Swish.Data;
using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Networks;

namespace Swish.Training;

/// <summary>Evaluates a network that predicts numbers. Sums are in double, in ascending order of the examples.</summary>
/// <param name="evaluator">Evaluates the network.</param>
/// <param name="loss">The loss of the scaled numbers.</param>
/// <param name="scale">The scaling of the numbers.</param>
internal sealed class RegressionEvaluator(NetworkEvaluator evaluator, OutputLoss loss, TargetScale scale)
{
    private readonly int[] _indices = new int[NetworkEvaluator.Capacity];

    /// <summary>Evaluates the network on consecutive examples.</summary>
    /// <param name="batch">Converts examples to input.</param>
    /// <param name="examples">The examples of the data set.</param>
    /// <param name="first">The index of the first example.</param>
    /// <param name="count">The number of examples, 1 or more.</param>
    /// <param name="isUnscaled">Whether the network predicts the numbers themselves, and not scaled ones.</param>
    /// <returns>The loss of the scaled numbers, and the errors in their own unit.</returns>
    public RunEvaluation Run(InputBatch batch, ExampleSet examples, int first, int count, bool isUnscaled)
    {
        double total = 0, squares = 0, absolutes = 0, mean = 0, spread = 0;
        ReadOnlySpan<float> targets = examples.Targets.Slice(first, count);
        foreach (float target in targets) mean += target;
        mean /= count;
        for (int done = 0; done < count; done += _indices.Length)
        {
            int rows = Math.Min(_indices.Length, count - done);
            for (int i = 0; i < rows; i++) _indices[i] = first + done + i;
            ReadOnlySpan<float> outputs =
                evaluator.Run(batch.Load(examples, _indices.AsSpan(0, rows), forTraining: false));
            for (int r = 0; r < rows; r++)
            {
                double output = outputs[Panel.Offset(rows, r, 0)], target = targets[done + r];
                double error = (isUnscaled ? output : (output * scale.Divisor) + scale.Offset) - target;
                total += RegressionLoss.Of(error / scale.Divisor, loss.HuberDelta);
                squares += error * error;
                absolutes += Math.Abs(error);
                spread += (target - mean) * (target - mean);
            }
        }
        return new(total / count, double.NaN)
        {
            R2 = spread > 0 ? 1 - (squares / spread) : null,
            Rmse = Math.Sqrt(squares / count),
            Mae = absolutes / count,
        };
    }
}
