using Swish.Recipes;

namespace Swish.Tests.Reference;

/// <summary>
/// The rules that turn gradients into steps, by PyTorch's definitions. Keeps the state of each parameter.
/// </summary>
internal sealed class ReferenceOptimizer(TrainingRecipe recipe)
{
    private const double Epsilon = 1e-8;
    private const double RmsDecay = 0.99;
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    private readonly Dictionary<ReferenceParameter, (double[] First, double[] Second)> _state = [];
    private int _steps;

    /// <summary>One step with the parameters' gradients as they are.</summary>
    public void Step(IReadOnlyList<ReferenceParameter> parameters, double rate)
    {
        _steps++;
        foreach (ReferenceParameter parameter in parameters)
        {
            if (!_state.TryGetValue(parameter, out (double[] First, double[] Second) state))
                _state[parameter] = state = (new double[parameter.Value.Length], new double[parameter.Value.Length]);
            double decay = parameter.Kind == ParameterKind.Weight ? recipe.WeightDecay : 0;
            for (int i = 0; i < parameter.Value.Length; i++)
                Update(ref parameter.Value[i], parameter.Gradient[i], ref state.First[i], ref state.Second[i],
                    rate, decay);
        }
    }

    private void Update(ref double w, double g, ref double first, ref double second, double rate, double decay)
    {
        if (recipe.Optimizer == OptimizerKind.AdamW)
            w -= rate * decay * w;
        else
            g += decay * w;

        switch (recipe.Optimizer)
        {
            case OptimizerKind.SGD:
                w -= rate * g;
                break;
            case OptimizerKind.Momentum:
                first = recipe.Momentum * first + g;
                w -= rate * first;
                break;
            case OptimizerKind.Nesterov:
                first = recipe.Momentum * first + g;
                w -= rate * (g + recipe.Momentum * first);
                break;
            case OptimizerKind.RMSProp:
                second = RmsDecay * second + (1 - RmsDecay) * g * g;
                w -= rate * g / (Math.Sqrt(second) + Epsilon);
                break;
            case OptimizerKind.Adam or OptimizerKind.AdamW:
                first = Beta1 * first + (1 - Beta1) * g;
                second = Beta2 * second + (1 - Beta2) * g * g;
                double mean = first / (1 - Math.Pow(Beta1, _steps));
                double square = second / (1 - Math.Pow(Beta2, _steps));
                w -= rate * mean / (Math.Sqrt(square) + Epsilon);
                break;
            default:
                throw new NotSupportedException($"{recipe.Optimizer}");
        }
    }
}
