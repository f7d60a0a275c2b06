using Swish.Kernels.Memory;
using Swish.Kernels.Optimizers;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Updates parameters with the recipe's optimizer, L2 penalty, weight decay and moving average, in one pass over each
/// block. Powers whose exponent is the step number are computed as running products in double.
/// </summary>
internal sealed class Optimizer : IGradientSink
{
    private const double RmsDecay = 0.99;
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const float Epsilon = 1e-8f;

    private readonly TrainingRecipe _recipe;
    private readonly bool _penaltyIsInGradient;
    private double _beta1Power = 1;
    private double _beta2Power = 1;
    private float _rate;
    private float _averageFactor;
    private AdamConstants _weightConstants;
    private AdamConstants _otherConstants;

    /// <summary>Creates the optimizer of a run, before its first step.</summary>
    /// <param name="recipe">The recipe of the run.</param>
    public Optimizer(TrainingRecipe recipe)
    {
        _recipe = recipe;
        _penaltyIsInGradient = recipe.GradientClip > 0;
    }

    /// <summary>Gets the number of moments that an optimizer keeps for each parameter.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <returns>0, 1 or 2.</returns>
    public static int MomentCount(OptimizerKind optimizer) => optimizer switch
    {
        OptimizerKind.SGD => SgdRule.MomentCount,
        OptimizerKind.Momentum => MomentumRule.MomentCount,
        OptimizerKind.Nesterov => NesterovRule.MomentCount,
        OptimizerKind.RMSProp => RmsPropRule.MomentCount,
        OptimizerKind.Adam or OptimizerKind.AdamW => AdamRule.MomentCount,
        _ => throw new ArgumentOutOfRangeException(nameof(optimizer), optimizer, "Not an optimizer."),
    };

    /// <summary>
    /// Determines whether the L2 penalty of a recipe covers a block: the weights of all layers, or of the first.
    /// </summary>
    /// <param name="recipe">The recipe of the run.</param>
    /// <param name="block">The parameters.</param>
    /// <returns>True if it does.</returns>
    public static bool IsPenalized(TrainingRecipe recipe, ParameterBlock block) =>
        block.Kind == ParameterKind.Weight && (recipe.L2Layer == L2Layer.All || block.Layer == 0);

    /// <summary>
    /// Gets whether the decay by itself can make parameters grow in the current step, because it subtracts at least the
    /// whole parameter.
    /// </summary>
    public bool DecayOvershoots => _rate * (_recipe.L2 + _recipe.WeightDecay) >= 1;

    /// <summary>Computes the factors of a step, before the first call of <see cref="Apply"/>.</summary>
    /// <param name="rate">The learning rate of the step.</param>
    /// <param name="stepsDone">The number of steps including this one: 1 for the first.</param>
    public void BeginStep(double rate, int stepsDone)
    {
        _rate = (float)rate;
        double decay = Math.Min(_recipe.MovingAverageDecay, (1.0 + stepsDone) / (10.0 + stepsDone));
        _averageFactor = (float)(1 - decay);
        if (_recipe.Optimizer is not (OptimizerKind.Adam or OptimizerKind.AdamW)) return;
        _beta1Power *= Beta1;
        _beta2Power *= Beta2;
        _otherConstants = new(
            (float)(rate / (1 - _beta1Power)), (float)(1 / Math.Sqrt(1 - _beta2Power)), Keep: 1f,
            (float)Beta1, (float)(1 - Beta1), (float)Beta2, (float)(1 - Beta2), Epsilon);
        _weightConstants = _recipe.Optimizer == OptimizerKind.AdamW
            ? _otherConstants with { Keep = (float)(1 - rate * _recipe.WeightDecay) }
            : _otherConstants;
    }

    /// <summary>Gets the running products β₁ᵗ and β₂ᵗ of the steps so far; 1 if the optimizer has none.</summary>
    public (double Beta1, double Beta2) Powers => (_beta1Power, _beta2Power);

    /// <summary>Continues after the steps of an earlier process.</summary>
    /// <param name="powers">The running products of those steps.</param>
    public void Resume((double Beta1, double Beta2) powers) => (_beta1Power, _beta2Power) = powers;

    /// <summary>
    /// Updates consecutive parameters of a block, and their moments and moving average.
    /// </summary>
    /// <inheritdoc/>
    public void Apply(ParameterBlock block, int offset, ReadOnlySpan<float> gradient)
    {
        switch (_recipe.Optimizer)
        {
            case OptimizerKind.SGD: Run(new SgdRule(_rate), block, offset, gradient); break;
            case OptimizerKind.Momentum:
                Run(new MomentumRule(_rate, (float)_recipe.Momentum), block, offset, gradient);
                break;
            case OptimizerKind.Nesterov:
                Run(new NesterovRule(_rate, (float)_recipe.Momentum), block, offset, gradient);
                break;
            case OptimizerKind.RMSProp:
                Run(new RmsPropRule(_rate, (float)RmsDecay, (float)(1 - RmsDecay), Epsilon), block, offset,
                    gradient);
                break;
            default:
                bool decays = block.Kind == ParameterKind.Weight;
                Run(new AdamRule(decays ? _weightConstants : _otherConstants), block, offset, gradient);
                break;
        }
    }

    private void Run<TRule>(TRule rule, ParameterBlock block, int offset, ReadOnlySpan<float> gradient)
        where TRule : struct, IOptimizerRule
    {
        int length = gradient.Length;
        OptimizerKernel<TRule>.Current.Run(
            rule, block.Values.Span.Slice(offset, length), gradient, Slice(block.Moment1, offset, length),
            Slice(block.Moment2, offset, length), Slice(block.Average, offset, length), Decay(block),
            _averageFactor);
    }

    /// <summary>Returns the factor λ of the decay λw that is added to the gradient of a parameter w.</summary>
    private float Decay(ParameterBlock block)
    {
        double decay = IsPenalized(_recipe, block) && !_penaltyIsInGradient ? _recipe.L2 : 0;
        if (block.Kind == ParameterKind.Weight && _recipe.Optimizer != OptimizerKind.AdamW)
            decay += _recipe.WeightDecay;
        return (float)decay;
    }

    private static Span<float> Slice(PanelBuffer? buffer, int offset, int length) =>
        buffer is null ? default : buffer.Span.Slice(offset, length);
}
