using Swish.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

public sealed class LearningRateScheduleTests
{
    private const int Steps = 10_000;
    private const int StepsPerEpoch = 550;

    private static readonly TrainingRecipe Start = new() { LearningRate = 0.8, DecayRate = 0.99 };

    private static readonly TrainingRecipe[] Recipes =
    [
        Start,
        Start with { Schedule = ScheduleKind.Exponential, Staircase = true, DecayStep = 550 },
        Start with { Schedule = ScheduleKind.Exponential, DecayStep = 550 },
        Start with { Schedule = ScheduleKind.Exponential, DecayRate = 0.9999, DecayStep = 1 },
        Start with { Schedule = ScheduleKind.Step, DecayRate = 0.1, DecayStep = 3000 },
        Start with { Schedule = ScheduleKind.Cosine },
        Start with { Schedule = ScheduleKind.Cosine, WarmupStep = 500 },
        Start with { Schedule = ScheduleKind.OneCycle },
    ];

    [Fact]
    public void A_constant_rate_stays() => AssertRates(Recipes[0], _ => 0.8);

    [Fact]
    public void A_staircase_falls_every_550_steps_by_the_steps_done_before()
    {
        LearningRateSchedule schedule = new(Recipes[1], Steps, StepsPerEpoch);
        Assert.Equal(0.8, schedule.Rate(549));
        Assert.Equal(0.8 * 0.99, schedule.Rate(550));
        Assert.Equal(0.8 * (0.99 * 0.99), schedule.Rate(1649));
        AssertRates(Recipes[1], t => 0.8 * Math.Pow(0.99, Math.Floor(t / 550.0)));
    }

    [Fact]
    public void The_exponential_falls_with_each_step()
    {
        AssertRates(Recipes[2], t => 0.8 * Math.Pow(0.99, t / 550.0));
        AssertRates(Recipes[3], t => 0.8 * Math.Pow(0.9999, t));
    }

    [Fact]
    public void Steps_are_the_staircase_by_another_name()
    {
        AssertRates(Recipes[4], t => 0.8 * Math.Pow(0.1, Math.Floor(t / 3000.0)));
        AssertRates(Start with { Schedule = ScheduleKind.Step, DecayStep = 550 },
            t => 0.8 * Math.Pow(0.99, Math.Floor(t / 550.0)));
    }

    [Fact]
    public void The_cosine_goes_from_the_rate_to_zero()
    {
        LearningRateSchedule schedule = new(Recipes[5], Steps, StepsPerEpoch);
        Assert.Equal(0.8, schedule.Rate(0));
        Assert.Equal(0.4, schedule.Rate(Steps / 2), 1e-15);
        Assert.Equal(0, schedule.Rate(Steps));
        AssertRates(Recipes[5], t => 0.4 * (1 + Math.Cos(Math.PI * t / Steps)));
    }

    /// <summary>The rates of PyTorch's OneCycleLR with max_lr=0.8 and total_steps=10.</summary>
    [Fact]
    public void One_cycle_rises_and_falls_along_a_cosine()
    {
        double[] expected =
        [
            0.032, 0.416, 0.8, 0.7603877056107791, 0.6493965231598104, 0.48900961754903144, 0.3109935824509686,
            0.1506066768401896, 0.03961549438922103, 3.2e-06,
        ];
        LearningRateSchedule schedule = new(Recipes[7], 10, 5);
        for (int step = 0; step < 10; step++) Assert.Equal(expected[step], schedule.Rate(step), 1e-15);
        Assert.Equal(schedule.Rate(9), schedule.Rate(11));
        for (int steps = 1; steps <= 30; steps++)
            Assert.All(Enumerable.Range(0, steps), step => Assert.InRange(
                new LearningRateSchedule(Recipes[7], steps, 5).Rate(step), 3.1999e-6, 0.8));
    }

    [Fact]
    public void Warm_up_multiplies_the_schedule()
    {
        LearningRateSchedule schedule = new(Start with { WarmupStep = 4 }, Steps, StepsPerEpoch);
        Assert.Equal([0.2, 0.4, 0.8 * 0.75, 0.8, 0.8], Enumerable.Range(0, 5).Select(schedule.Rate));
        AssertRates(Recipes[6], t => 0.4 * (1 + Math.Cos(Math.PI * t / Steps)) * Math.Min(1, (t + 1) / 500.0));
    }

    /// <summary>The schedule runs during the warm-up, as the help says.</summary>
    [Fact]
    public void Cosine_after_a_warm_up_stays_below_the_full_rate()
    {
        LearningRateSchedule schedule = new(
            new() { Schedule = ScheduleKind.Cosine, LearningRate = 0.001, WarmupStep = 30 }, 90, 30);
        double[] rates = [.. Enumerable.Range(0, 90).Select(schedule.Rate)];
        Assert.Equal(29, Array.IndexOf(rates, rates.Max()));
        Assert.Equal(0.0005 * (1 + Math.Cos(Math.PI * 29 / 90)), rates[29], 1e-12);
        Assert.InRange(rates[29], 0.00075, 0.0008);
    }

    [Fact]
    public void Without_a_decay_step_it_is_an_epoch() =>
        AssertRates(Start with { Schedule = ScheduleKind.Step }, t => 0.8 * Math.Pow(0.99, Math.Floor(t / 550.0)));

    [Fact]
    public void A_decay_rate_of_zero_or_one_is_taken_literally()
    {
        TrainingRecipe recipe = Start with { Schedule = ScheduleKind.Exponential, DecayStep = 10 };
        AssertRates(recipe with { DecayRate = 1 }, _ => 0.8);
        AssertRates(recipe with { DecayRate = 0 }, t => t == 0 ? 0.8 : 0);
    }

    /// <summary>Bit for bit: a run that resumes at any step goes on with the same rates.</summary>
    [Fact]
    public void Steps_may_be_asked_for_in_any_order()
    {
        foreach (TrainingRecipe recipe in Recipes)
        {
            LearningRateSchedule inOrder = new(recipe, Steps, StepsPerEpoch);
            double[] rates = [.. Enumerable.Range(0, Steps).Select(inOrder.Rate)];
            LearningRateSchedule backwards = new(recipe, Steps, StepsPerEpoch);
            for (int step = Steps - 1; step >= 0; step -= 97)
            {
                Assert.Equal(rates[step], backwards.Rate(step));
                Assert.Equal(rates[step], new LearningRateSchedule(recipe, Steps, StepsPerEpoch).Rate(step));
            }
        }
    }

    [Fact]
    public void The_bits_never_change() =>
        Assert.Equal(
            "3fe999999999999a 3fe63d699d701ece 3fe6356844540294 3fd7860535e70c7f "
            + "3f80624dd2f1a9fd 3fb7f91f590f0300 3fb7f91f590f0300 3fc76aeba0e445db",
            string.Join(' ', Recipes
                .Select(recipe => new LearningRateSchedule(recipe, Steps, StepsPerEpoch).Rate(7777))
                .Select(rate => $"{BitConverter.DoubleToInt64Bits(rate):x16}")));

    private static void AssertRates(TrainingRecipe recipe, Func<int, double> formula)
    {
        LearningRateSchedule schedule = new(recipe, Steps, StepsPerEpoch);
        for (int step = 0; step < Steps; step++) Assert.Equal(formula(step), schedule.Rate(step), 1e-12);
    }
}
