using System.Text.Json;
using Swish.Data;
using Swish.Networks;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Tests.Recipes;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.ResultLogs;

/// <summary>
/// The log that version 0.1.0 wrote, by the script in the same folder, is read to the last field and resumed.
/// </summary>
public sealed class OldResultLogTests : IDisposable
{
    private static readonly string Log = Path.Combine(AppContext.BaseDirectory, "ResultLogs/Data/Version0.1.jsonl");
    private static readonly ResultLogEntry[] Entries = [.. ResultLogReader.Read(Log)];
    private static readonly TrainingRecipe[] Recipes = [.. Entries.Select(e => RecipeJson.Read(e.RecipeJson))];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_of_run_is_in_it()
    {
        Assert.Equal(Enum.GetValues<OptimizerKind>(), Recipes.Select(r => r.Optimizer).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<ScheduleKind>().Except([ScheduleKind.OneCycle]), Recipes.Select(r => r.Schedule).Distinct().Order());
        Assert.Equal(Enum.GetValues<InitializerKind>(), Recipes.Select(r => r.Initializer).Distinct().Order());
        string[] activations = [.. Recipes.Select(r => r.Activation.ToString())];
        Assert.Superset(
            new HashSet<string>(["ReLU", "Swish(beta=1.5)", "PReLU", "TrainedSwish(per=unit)"]),
            activations.ToHashSet());
        Assert.Contains(activations, a => a.StartsWith('{'));
        Assert.Contains(activations, a => a.StartsWith("Named{", StringComparison.Ordinal));
        Assert.Contains(Entries, e => e.Result.RunStatus == RunStatus.Diverged);
        Assert.Contains(Entries, e => e.Result.GetDiagnostics().Count > 0);
        foreach (RecipeSetting setting in RecipeSettings.All.Take(OfThatVersion))
            Assert.Contains(Recipes, r => !setting.IsDefault(r));
    }

    [Fact]
    public void Its_recipes_have_the_text_and_the_fingerprint_that_they_had()
    {
        for (int i = 0; i < Entries.Length; i++)
        {
            Assert.Equal(Entries[i].RecipeJson, RecipeJson.Write(Recipes[i]));
            Assert.Equal(Entries[i].Result.RunId, RecipeFingerprint.Compute(Recipes[i], DataOf(Entries[i])));
        }
    }

    [Fact]
    public void It_is_resumed_and_nothing_is_trained()
    {
        string copy = _folder.File("copy.jsonl");
        File.Copy(Log, copy);
        using ResultLog log = ResultLog.Open(copy);
        Sweep sweep = new(Recipes, DataOf(Entries[0]), new() { Log = log });
        Assert.Empty(sweep.Missing);
        TrainingResult[] results = [.. sweep.Run(TestContext.Current.CancellationToken).Select(o => o.Result)];
        for (int i = 0; i < Entries.Length; i++)
        {
            TrainingResult expected = Entries[i].Result;
            // The name of the data set is the one asked for.
            Assert.Equal("Blank", results[i].Dataset);
            SweepSamples.AssertSame(
                expected, results[i].WithIdentity(results[i].GetIdentity() with { Dataset = expected.Dataset }));
            Assert.Equal(
                RunIdentity.Of(Recipes[i], DataOf(Entries[i])), results[i].GetIdentity());
        }
        Assert.Equal(File.ReadAllBytes(Log), File.ReadAllBytes(copy));
    }

    [Fact]
    public void Every_field_of_a_result_is_read()
    {
        string[] lines = File.ReadAllLines(Log);
        for (int i = 0; i < lines.Length; i++)
        {
            using JsonDocument document = JsonDocument.Parse(lines[i]);
            foreach (JsonProperty field in document.RootElement.GetProperty("result").EnumerateObject())
            {
                string property = char.ToUpperInvariant(field.Name[0]) + field.Name[1..];
                object? value = typeof(TrainingResult).GetProperty(property)!.GetValue(Entries[i].Result);
                string text = value is bool or null ? value?.ToString() ?? "" : FormattableString.Invariant($"{value}");
                // That version wrote the formula of a named activation behind its name.
                if (field.Name == "activation" && field.Value.GetString()!.StartsWith("Named{", StringComparison.Ordinal))
                    text = $"{text}{{{Entries[i].Result.Formula}}}";
                if (value is double number && field.Value.ValueKind == JsonValueKind.Number)
                    Assert.Equal(field.Value.GetDouble(), number);
                else Assert.Equal(field.Value.ToString(), text);
            }
            Assert.Equal(
                document.RootElement.GetProperty("history").GetArrayLength(), Entries[i].Result.GetHistory().Count);
            // What that version did not record.
            Assert.Null(Entries[i].Result.Classes);
            Assert.Null(Entries[i].Result.TestCount);
            Assert.Equal(double.NaN, Entries[i].Result.ChanceAccuracy);
            Assert.Matches("^[0-9a-f]{16}$", Entries[i].Result.Setting);
        }
    }

    // Settings that were added later are declared behind these.
    private static int OfThatVersion => RecipeSettings.All.ToList().IndexOf(RecipeSettings.Diagnostic) + 1;

    private static Dataset DataOf(ResultLogEntry entry) => RecipeSamples.Blank(60_000, entry.DatasetFingerprint);
}
