using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.ResultLogs;

/// <summary>What tests of result logs do again and again.</summary>
internal static class ResultLogActions
{
    /// <summary>Appends a finished run.</summary>
    public static void Append(ResultLog log, TrainingRecipe recipe) =>
        log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe));

    /// <summary>Opens a log that is rejected, and returns the error.</summary>
    public static SwishException OpenError(string path) => Assert.Throws<SwishException>(() => ResultLog.Open(path));
}
