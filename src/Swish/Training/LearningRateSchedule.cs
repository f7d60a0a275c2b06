using Swish.Kernels.Functions;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// The learning rate of each step of a run. A step's rate is the same whether the steps are asked for in order or
/// not, so that a resumed run goes on as it would have. Not for several threads at once.
/// </summary>
public sealed class LearningRateSchedule
{
    private readonly ScheduleKind _kind;
    private readonly double _learningRate;
    private readonly double _decayRate;
    private readonly double _logDecayRate;
    private readonly int _decayStep;
    private readonly bool _staircase;
    private readonly int _warmupStep;
    private readonly int _steps;
    private int _power;
    private double _product = 1;

    /// <summary>Takes the schedule from a recipe.</summary>
    /// <param name="recipe">The run; its values are taken as they are.</param>
    /// <param name="steps">Steps of the whole run, 1 or more.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch, 1 or more: the decay's steps where the recipe has none.</param>
    public LearningRateSchedule(TrainingRecipe recipe, int steps, int stepsPerEpoch)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerEpoch, 1);
        _kind = recipe.Schedule;
        _learningRate = recipe.LearningRate;
        _decayRate = recipe.DecayRate;
        _logDecayRate = PortableMath.Log(recipe.DecayRate);
        _decayStep = recipe.DecayStep > 0 ? recipe.DecayStep : stepsPerEpoch;
        _staircase = recipe.Staircase || recipe.Schedule == ScheduleKind.Step;
        _warmupStep = recipe.WarmupStep;
        _steps = steps;
    }

    /// <summary>The rate of a step.</summary>
    /// <param name="step">Steps done before this one, from 0.</param>
    public double Rate(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        double rate = _kind switch
        {
            ScheduleKind.Constant => _learningRate,
            ScheduleKind.Exponential or ScheduleKind.Step => _learningRate * Decay(step),
            ScheduleKind.Cosine => _learningRate * Cosine(step),
            _ => throw new InvalidOperationException($"{_kind} is not a schedule."),
        };
        return step < _warmupStep ? rate * ((step + 1.0) / _warmupStep) : rate;
    }

    /// <summary>rate^(step/decayStep): a product for the whole part, and e to a logarithm for what is left.</summary>
    private double Decay(int step)
    {
        double product = Power(step / _decayStep);
        int rest = step % _decayStep;
        if (_staircase || rest == 0) return product;
        return product * PortableMath.Exp((double)rest / _decayStep * _logDecayRate);
    }

    /// <summary>rate^n as n multiplications from 1, always: the running product goes on where it can and starts anew
    /// where not.</summary>
    private double Power(int n)
    {
        if (n < _power)
        {
            _power = 0;
            _product = 1;
        }
        for (; _power < n; _power++) _product *= _decayRate;
        return _product;
    }

    private double Cosine(int step) =>
        step >= _steps ? 0 : 0.5 * (1 + PortableMath.Cos(Math.PI * ((double)step / _steps)));
}
