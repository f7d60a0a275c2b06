using Swish.Kernels.Functions;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Computes the learning rate of each step of a run. The rate of a step does not depend on the order in which rates are
/// computed. Instances are not thread-safe.
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

    /// <summary>Creates the schedule of a recipe.</summary>
    /// <param name="recipe">The recipe of the run. Its values are not checked.</param>
    /// <param name="steps">The number of steps of the run, 1 or more.</param>
    /// <param name="stepsPerEpoch">
    /// The number of steps per epoch, 1 or more, which is also the number of decay steps if the recipe has none.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is less than 1.</exception>
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

    /// <summary>Computes the learning rate of a step.</summary>
    /// <param name="step">The number of steps done before, from 0.</param>
    /// <returns>The learning rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public double Rate(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        double rate = _kind switch
        {
            ScheduleKind.Constant => _learningRate,
            ScheduleKind.Exponential or ScheduleKind.Step => _learningRate * Decay(step),
            ScheduleKind.Cosine => _learningRate * Cosine(step),
            ScheduleKind.OneCycle => OneCycle(step),
            _ => throw new InvalidOperationException($"{_kind} is not a schedule."),
        };
        return step < _warmupStep ? rate * ((step + 1.0) / _warmupStep) : rate;
    }

    /// <summary>
    /// Computes rate^(step/decayStep): as a product for the integer part of the exponent, and with exp and log for the
    /// fraction.
    /// </summary>
    private double Decay(int step)
    {
        double product = Power(step / _decayStep);
        int remainder = step % _decayStep;
        if (_staircase || remainder == 0) return product;
        return product * PortableMath.Exp((double)remainder / _decayStep * _logDecayRate);
    }

    /// <summary>
    /// Computes rate^n by n multiplications, starting at 1. The product of the last call is reused if n is not smaller,
    /// so that the result does not depend on the order of the calls.
    /// </summary>
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

    /// <summary>
    /// Computes the rate of PyTorch's OneCycleLR with its defaults (cosine, pct_start 0.3, div_factor 25,
    /// final_div_factor 1e4).
    /// </summary>
    private double OneCycle(int step)
    {
        const double RisingShare = 0.3, InitialDivisor = 25, FinalDivisor = 1e4;
        double initial = _learningRate / InitialDivisor, final = initial / FinalDivisor;
        // The steps with the largest and the smallest rate. The former need not be a whole number, or positive.
        double top = (RisingShare * _steps) - 1, last = _steps - 1;
        if (step <= top) return Anneal(initial, _learningRate, step / top);
        return step >= last ? final : Anneal(_learningRate, final, (step - top) / (last - top));
    }

    /// <summary>Goes from one rate to another along half a cosine.</summary>
    private static double Anneal(double start, double end, double share) =>
        end + ((start - end) / 2 * (1 + PortableMath.Cos(Math.PI * share)));

    private double Cosine(int step) =>
        step >= _steps ? 0 : 0.5 * (1 + PortableMath.Cos(Math.PI * ((double)step / _steps)));
}
