namespace Swish.Module.Tests;

/// <summary>Objects of the pipeline that are empty are rejected one by one, with an id of ours.</summary>
public sealed class EmptyInputTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    [Theory]
    [InlineData("$null | Invoke-SwishNetwork $network", "NetworkInputMismatch")]
    [InlineData("Invoke-SwishNetwork $network -InputObject @($null)", "NetworkInputMismatch")]
    [InlineData("Invoke-SwishNetwork $network -InputObject (, @(1, $null))", "InvalidNumber")]
    [InlineData("$null | Export-SwishReport ./never.html", "InvalidReportInput")]
    [InlineData("@($run, $null) | Export-SwishReport ./never.html", "InvalidReportInput")]
    public void An_empty_object_is_rejected(string command, string id)
    {
        Train();
        Assert.StartsWith(id + ",", session.Error(command).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_examples_around_an_empty_one_are_predicted()
    {
        Train();
        ScriptOutcome outcome = session.Run("$pixels = [double[]]::new(36); "
            + "@(@{ Pixels = $pixels }, $null, @{ Pixels = $pixels }) "
            + "| ForEach-Object { , ($_ ? (, $_.Pixels) : $null) } | Invoke-SwishNetwork $network");
        Assert.StartsWith("NetworkInputMismatch,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Objects.Count);
    }

    [Fact]
    public void Tuning_of_no_recipe_does_nothing()
    {
        ScriptOutcome outcome = session.Run("$null | Optimize-SwishTraining -Dataset $data -WhatIf");
        Assert.StartsWith("ParameterArgumentValidationError,", outcome.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(outcome.Objects);
    }

    private void Train() => session.Objects($"$global:run = Invoke-SwishTraining {SmallDatasetSession.Quick} -KeepNetwork; "
        + "$global:network = $run.GetNetwork()");
}
