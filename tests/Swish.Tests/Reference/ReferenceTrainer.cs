using Swish.Recipes;

namespace Swish.Tests.Reference;

/// <summary>
/// The training loop that a recipe describes, in double. Batches and dropout masks come from outside.
/// </summary>
internal sealed class ReferenceTrainer
{
    private readonly TrainingRecipe _recipe;
    private readonly int _steps;
    private readonly int _stepsPerEpoch;
    private readonly ReferenceOptimizer _optimizer;
    private int _stepsDone;

    /// <param name="recipe">What to do.</param>
    /// <param name="network">A network of that recipe, with its initial weights.</param>
    /// <param name="steps">The steps of the whole run, which the cosine schedule needs.</param>
    /// <param name="stepsPerEpoch">The steps of an epoch.</param>
    public ReferenceTrainer(TrainingRecipe recipe, ReferenceNetwork network, int steps, int stepsPerEpoch)
    {
        _recipe = recipe;
        _steps = steps;
        _stepsPerEpoch = stepsPerEpoch;
        _optimizer = new(recipe);
        Network = network;
        Average = new(network.Parameters, recipe.MovingAverageDecay);
    }

    public ReferenceNetwork Network { get; }

    public ReferenceMovingAverage Average { get; }

    /// <summary>One step.</summary>
    /// <returns>The batch's mean cross-entropy before the step, without penalties, in nats.</returns>
    public double Step(double[][] input, int[] labels)
    {
        double loss = Network.ForwardBackward(input, labels);
        AddPenalty();
        Clip();
        double rate = ReferenceSchedule.Rate(_recipe, _stepsDone, _steps, _stepsPerEpoch);
        _optimizer.Step(Network.Parameters, rate);
        Average.Update(++_stepsDone);
        return loss;
    }

    /// <summary>
    /// Evaluates with the moving averages, where the recipe has them, and BatchNorm's running statistics.
    /// </summary>
    /// <returns>The mean cross-entropy in nats and the share correctly classified.</returns>
    public (double Loss, double Accuracy) Evaluate(double[][] input, int[] labels)
    {
        double[][] trained = [.. Network.Parameters.Select(p => (double[])p.Value.Clone())];
        if (_recipe.MovingAverageDecay > 0) Set(Average.Values);
        double[][] logits = Network.Forward(input, training: false);
        Set(trained);
        double right = logits.Zip(labels, (row, label) => Array.IndexOf(row, row.Max()) == label ? 1.0 : 0).Average();
        return (ReferenceCrossEntropy.Loss(logits, labels), right);

        void Set(IReadOnlyList<double[]> values)
        {
            for (int p = 0; p < values.Count; p++) values[p].CopyTo(Network.Parameters[p].Value, 0);
        }
    }

    /// <summary>The gradient of L2·½Σw².</summary>
    private void AddPenalty()
    {
        foreach (ReferenceParameter p in Network.Parameters.Where(p => p.Kind == ParameterKind.Weight))
            if (_recipe.L2Layer == L2Layer.All || p.Layer == 0)
                for (int i = 0; i < p.Value.Length; i++)
                    p.Gradient[i] += _recipe.L2 * p.Value[i];
    }

    /// <summary>
    /// Scales the whole gradient, penalty included, to the norm that the recipe allows; the optimizer's decay comes
    /// after.
    /// </summary>
    private void Clip()
    {
        double norm = Math.Sqrt(Network.Parameters.Sum(p => p.Gradient.Sum(g => g * g)));
        if (_recipe.GradientClip <= 0 || norm <= _recipe.GradientClip) return;
        foreach (ReferenceParameter p in Network.Parameters)
            for (int i = 0; i < p.Gradient.Length; i++)
                p.Gradient[i] *= _recipe.GradientClip / norm;
    }
}
