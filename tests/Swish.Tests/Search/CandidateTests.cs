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
        return (pool.Admit(space.Singles(), CancellationToken.None), pool.Counts);
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
    [InlineData("max(x, 0)")] // as the shortest of what is equal to it
    [InlineData("tanh(x)")]
    [InlineData("sigmoid(x)")]
    public void The_papers_functions_are_in_it(string formula) =>
        Assert.Contains(All.Value.Candidates, c => c.Formula == formula);

    [Fact]
    public void Each_text_reads_back_as_the_same_activation() => Assert.All(
        All.Value.Candidates, c => Assert.Equal(c.Activation, ActivationCatalog.Parse(c.Activation.ToString())));

    [Theory]
    [InlineData(UnaryFunction.Sqrt, "NotFinite")]
    [InlineData(UnaryFunction.Identity, "Trainable")]
    [InlineData(UnaryFunction.Beta, "Constant")]
    public void A_sum_with_itself_is_judged(UnaryFunction function, string verdict) => Assert.Equal(
        verdict, new CandidateProbe(new Candidate(new(BinaryFunction.Add, function, null, function, null))).Classify().ToString());

    [Fact]
    public void A_function_of_huge_moments_explodes()
    {
        CoreUnit cube = new(BinaryFunction.Multiply, UnaryFunction.Cube, null, UnaryFunction.Cube, null);
        Assert.Equal(CandidateStatus.Exploding, new CandidateProbe(new Candidate(cube)).Classify());
    }

    [Fact]
    public void Constants_that_stand_for_each_other_make_no_new_function()
    {
        // βx·tanh(β₂ + β₃) and tanh(β + β₂)·β₃x are one function; in (x + β)·tanh(β₂ + β₃) a constant starts elsewhere.
        CandidatePool pool = new();
        CoreUnit sum = new(BinaryFunction.Add, UnaryFunction.Beta, null, UnaryFunction.Beta, null);
        Assert.NotNull(pool.Admit(new CoreUnit(BinaryFunction.Multiply, UnaryFunction.Scale, null, UnaryFunction.Tanh, sum)));
        Assert.Null(pool.Admit(new CoreUnit(BinaryFunction.Multiply, UnaryFunction.Tanh, sum, UnaryFunction.Scale, null)));
        Assert.NotNull(pool.Admit(new CoreUnit(BinaryFunction.Multiply, UnaryFunction.Shift, null, UnaryFunction.Tanh, sum)));
        Assert.Equal(1, pool.Counts.Duplicates);
    }
}
