using Swish.Activations;
using Swish.Search;
using Xunit;

namespace Swish.Tests.Search;

public class CandidateTests
{
    private static readonly Lazy<(IReadOnlyList<Candidate> Candidates, SearchCounts Counts)> All = new(() =>
    {
        CandidatePool pool = new();
        SearchSpace space = new(Enum.GetValues<UnaryFunction>(), Enum.GetValues<BinaryFunction>(), 1);
        return (pool.Admit(space.SingleUnits(), CancellationToken.None), pool.Counts);
    });

    [Fact]
    public void The_whole_space_of_one_unit_is_counted()
    {
        SearchCounts counts = All.Value.Counts;
        Assert.Equal(25 * 25 * 10, counts.Considered);
        Assert.Equal(counts.Tried, All.Value.Candidates.Count);
        Assert.Equal(counts.Tried, All.Value.Candidates.Select(c => c.Formula).Distinct().Count());
        Assert.InRange(counts.Tried, 2000, 4000);
        Assert.InRange(counts.Duplicates, 1000, 4000);
        Assert.True(counts is { NotFinite: > 100, Constant: > 50, Exploding: > 100, TooLarge: 0 }, counts.ToString());
    }

    [Theory]
    [InlineData("sigmoid(x)*x")] // Swish
    [InlineData("sigmoid(beta*x)*x")]
    [InlineData("max(sigmoid(x), x)")]
    [InlineData("cos(x)-x")]
    [InlineData("min(sin(x), x)")]
    [InlineData("max(tanh(x), x)")]
    [InlineData("sinc(x)+x")]
    [InlineData("max(x, 0)")] // the shortest of several equal formulas
    [InlineData("tanh(x)")]
    [InlineData("sigmoid(x)")]
    public void The_space_has_the_functions_of_the_paper(string formula) =>
        Assert.Contains(All.Value.Candidates, c => c.Formula == formula);

    [Fact]
    public void Each_activation_round_trips_through_its_text() => Assert.All(
        All.Value.Candidates, c => Assert.Equal(c.Activation, ActivationCatalog.Parse(c.Activation.ToString())));

    [Theory]
    [InlineData(UnaryFunction.Sqrt, "NotFinite")]
    [InlineData(UnaryFunction.Identity, "Trainable")]
    [InlineData(UnaryFunction.Beta, "Constant")]
    public void The_sum_of_a_function_with_itself_is_classified(UnaryFunction function, string expected)
    {
        Candidate candidate = new(new(BinaryFunction.Add, function, null, function, null));
        Assert.Equal(expected, new CandidateProbe(candidate).Classify().ToString());
    }

    [Fact]
    public void A_function_with_huge_moments_is_classified_as_exploding()
    {
        CoreUnit cube = new(BinaryFunction.Multiply, UnaryFunction.Cube, null, UnaryFunction.Cube, null);
        Assert.Equal(CandidateStatus.Exploding, new CandidateProbe(new Candidate(cube)).Classify());
    }

    [Fact]
    public void Exchanging_parameters_with_equal_initial_values_is_a_duplicate()
    {
        // βx·tanh(β₂ + β₃) and tanh(β + β₂)·β₃x are the same function; (x + β)·tanh(β₂ + β₃) is not, since its β starts
        // at 0.
        CandidatePool pool = new();
        CoreUnit sum = new(BinaryFunction.Add, UnaryFunction.Beta, null, UnaryFunction.Beta, null);
        Assert.NotNull(pool.Admit(Product(UnaryFunction.Scale, null, UnaryFunction.Tanh, sum)));
        Assert.Null(pool.Admit(Product(UnaryFunction.Tanh, sum, UnaryFunction.Scale, null)));
        Assert.NotNull(pool.Admit(Product(UnaryFunction.Shift, null, UnaryFunction.Tanh, sum)));
        Assert.Equal(1, pool.Counts.Duplicates);

        static CoreUnit Product(
            UnaryFunction first, CoreUnit? firstInput, UnaryFunction second, CoreUnit? secondInput) =>
            new(BinaryFunction.Multiply, first, firstInput, second, secondInput);
    }
}
