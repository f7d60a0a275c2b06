using System.Management.Automation;

namespace Swish.Module.Tests;

public sealed class SearchActivationTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    // Four functions, networks of a few steps: enough to see that everything is connected.
    private const string Search = "Search-Activation Identity, Sigmoid Multiply, Max -Step 3 -Rung 2 -Finalist 2 -Recipe $recipe";
    private const string Recipe = "$recipe = Get-SwishRecipe Default; $recipe.HiddenLayer = 8; ";

    [Fact]
    public void Ranks_functions_that_pipe_into_training_curves_and_pictures()
    {
        string picture = Path.Combine(Path.GetTempPath(), $"swish-{Guid.NewGuid():N}.svg");
        IReadOnlyList<PSObject> results = session.Objects($"{Recipe} $global:found = {Search}; $found");
        Assert.True(results.Count > 3);
        Assert.Equal(Enumerable.Range(1, results.Count), results.Select(r => (int)r.Properties["Rank"].Value));
        Assert.Contains("sigmoid(x)*x", results.Select(r => r.Properties["Formula"].Value));
        string[] best = [.. results.Take(2).Select(r => r.Properties["Activation"].Value.ToString()!)];
        Assert.All(best, text => Assert.StartsWith("{", text, StringComparison.Ordinal));

        Assert.Equal(best, session.Values<string>("$found[0..1] | Invoke-SwishTraining -Recipe $recipe -Step 2", "Activation"));
        Assert.Equal(best[..1], session.Values<string>("$found[0] | Invoke-SwishTraining -Step 2", "Activation"));
        Assert.Equal(best, session.Values<string>("$found[0..1] | Get-ActivationCurve -Count 1", "Activation"));
        try
        {
            session.Objects($"$found[0..1] | Export-SwishPlot '{picture}'");
            Assert.Contains("sigmoid", File.ReadAllText(picture), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(picture);
        }
    }

    [Fact]
    public void Asks_where_the_session_wants_to_be_asked() => Assert.StartsWith(
        // The host of the tests has nobody to ask.
        "System.NotSupportedException,", session.Error($"& {{ $ConfirmPreference = 'Medium'; {Recipe} {Search} }}").FullyQualifiedErrorId,
        StringComparison.Ordinal);

    [Fact]
    public void Resumes_and_says_what_became_of_the_compositions()
    {
        string log = Path.Combine(Path.GetTempPath(), $"swish-{Guid.NewGuid():N}.jsonl");
        try
        {
            string script = $"{Recipe} {Search} -ResultPath '{log}' -Verbose";
            ScriptOutcome first = session.Run(script).RequireNoError();
            string[] lines = File.ReadAllLines(log);
            ScriptOutcome second = session.Run(script).RequireNoError();
            Assert.Equal(lines, File.ReadAllLines(log));
            Assert.Equal(
                first.Objects.Select(o => (o.Properties["Formula"].Value, o.Properties["ValidationAccuracy"].Value)),
                second.Objects.Select(o => (o.Properties["Formula"].Value, o.Properties["ValidationAccuracy"].Value)));
            Assert.Contains(first.Verbose, v => v.StartsWith("8 compositions: ", StringComparison.Ordinal));
            Assert.Contains(first.Verbose, v => v.StartsWith("Rung 2 of 2: 2 candidates, 9 steps", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(log);
        }
    }

    [Theory]
    [InlineData("-Count 20", "Random search on MNIST: at most 20 functions")]
    [InlineData("-Population 10", "Evolution search on MNIST: at most 200 functions")]
    [InlineData("-Depth 2", "Evolution search on MNIST: at most 200 functions")]
    [InlineData("Identity, Sigmoid Multiply, Max", "Exhaustive search on MNIST: ")]
    public void WhatIf_shows_the_networks_and_the_time_of_every_rung(string parameters, string start)
    {
        string[] lines = [.. session.Lines($"Search-Activation {parameters} -Rung 2 -WhatIf", 200).Where(l => l.Length > 0)];
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("What if: " + start, lines[0], StringComparison.Ordinal);
        Assert.Matches(@"\d+ networks; about .+ with \d+ at a time", lines[0]);
        Assert.Matches(@"^What if: Rung 1 of 2: .*\d+ candidates, 1 seed each, 100 steps; about ", lines[1]);
        Assert.Matches(@"^What if: Rung 2 of 2: .*\d+ candidates, 3 seeds each, 300 steps; about ", lines[2]);
    }

    [Theory]
    [InlineData("Search-Activation -Strategy Exhaustive -Count 20", "ContradictingParameters")]
    [InlineData("Search-Activation -Strategy Exhaustive -Population 20", "ContradictingParameters")]
    [InlineData("Search-Activation -Strategy Random -Population 20", "ContradictingParameters")]
    [InlineData("Search-Activation -Depth 1, 2", "ParameterArgumentTransformationError")]
    [InlineData("Search-Activation Beta Add -Step 1 -Rung 1", "NoCandidate")]
    [InlineData("Search-Activation -Depth 2 -Strategy Exhaustive", "InvalidSearch")]
    [InlineData("$r = Get-SwishRecipe Default; $r.Depth = 1, 2; Search-Activation -Recipe $r", "InvalidSearch")]
    [InlineData("$r = Get-SwishRecipe Default; $r.ValidationCount = 0; Search-Activation -Recipe $r", "ValidationNeeded")]
    [InlineData("Search-Activation -Recipe Nope", "UnknownRecipe")]
    [InlineData("Search-Activation -Repeat 2", "ParameterArgumentValidationError")]
    [InlineData("Search-Activation Nope", "ParameterArgumentTransformationError")]
    public void Rejects_in_a_sentence(string script, string id) =>
        Assert.StartsWith(id + ",", session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);
}
