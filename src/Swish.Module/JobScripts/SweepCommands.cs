using System.Globalization;
using System.Text;
using Swish.Recipes;

namespace Swish.Module.JobScripts;

/// <summary>Writes the commands that train given recipes: as few as arrays of values allow.</summary>
internal static class SweepCommands
{
    private const int MaxColumns = 96;
    private const string Command = "Invoke-SwishTraining";

    // Settings without a parameter are properties of a recipe.
    private const string OfRecipe = "$recipe.";

    /// <summary>The command that makes the data set that a command without -Dataset trains on.</summary>
    public const string IncludedSource = "Import-MnistDataset";

    // A command sweeps over combinations of these. The seeds are first, since most runs differ in them.
    private static readonly string[] Swept =
    [
        nameof(RecipeSettings.Seed), nameof(RecipeSettings.Activation), "Depth", "Width",
        .. RecipeSettings.Swept.Select(s => s.Name).Except(
            [nameof(RecipeSettings.Seed), nameof(RecipeSettings.Activation), nameof(RecipeSettings.HiddenLayers)]),
    ];

    // Without these, a value would be fitted to a small data set, or a reader would have to know the default.
    private static readonly RecipeSetting[] Explicit =
    [
        RecipeSettings.BatchSize, RecipeSettings.LearningRate, RecipeSettings.Optimizer, RecipeSettings.Schedule,
        RecipeSettings.ValidationCount,
    ];

    /// <summary>Writes the commands.</summary>
    /// <param name="runs">
    /// The recipes, each with the name of its data set, and the command that makes it: empty if it was made of objects,
    /// null if it is not known.
    /// </param>
    /// <param name="command">The type of Invoke-SwishTraining, whose properties are its parameters.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Write(
        IReadOnlyList<(TrainingRecipe Recipe, string Dataset, string? Source)> runs, Type command)
    {
        List<Dictionary<string, List<object>>> commands = [.. runs.Select(r => Settings(r.Recipe, Key(r.Dataset, r.Source), command))];
        foreach (string dimension in Swept) commands = Merge(commands, dimension);
        List<string> lines = [];
        (string Name, string? Source)[] made =
        [
            .. runs.Select(r => (r.Dataset, r.Source)).Where(d => Key(d.Dataset, d.Source).Length > 0).Distinct(),
        ];
        string[] datasets = [.. made.Select(d => Key(d.Name, d.Source))];
        for (int i = 0; i < made.Length; i++)
        {
            string variable = Variable(datasets[i], datasets), name = PrintableText.EscapeName(made[i].Name);
            lines.Add(made[i].Source switch
            {
                null => $"# {variable} is the data set {name}.",
                "" => $"# {variable} is the data set {name}, which was made of objects in memory: save them with Export-Csv,\n"
                    + "# and read the file with Import-TableDataset.",
                string source => $"{variable} = {source}",
            });
        }
        if (runs.Any(r => r.Recipe.InitialNetwork is not null))
            lines.Add("# $network is the network that the runs start with.");
        foreach (Dictionary<string, List<object>> values in commands) lines.Add(Text(values, datasets));
        return lines;
    }

    // Two splits of a table have one name, and different commands. The included data set has no key.
    private static string Key(string dataset, string? source) => source switch
    {
        IncludedSource => "",
        null or "" => dataset,
        _ => $"{dataset}\n{source}",
    };

    private static Dictionary<string, List<object>> Settings(
        TrainingRecipe recipe, string dataset, Type command)
    {
        Dictionary<string, List<object>> values = [];
        foreach (RecipeSetting setting in RecipeSettings.All)
        {
            if (setting == RecipeSettings.Network)
            {
                if (recipe.Network is { } network) values[setting.Name] = [network.ToString()];
            }
            else if (setting == RecipeSettings.HiddenLayers)
            {
                if (recipe.Network is not null) continue;
                if (recipe.HiddenLayers is { Width: int width, Depth: > 0 and int depth })
                    (values["Depth"], values["Width"]) = ([depth], [width]);
                else values["HiddenLayer"] = [recipe.HiddenLayers.ToArray()];
            }
            else if (setting == RecipeSettings.Epoch)
            {
                if (recipe.Steps is null) values[setting.Name] = [recipe.Epochs];
            }
            else if (setting == RecipeSettings.InitialNetwork)
            {
                if (recipe.InitialNetwork is string hash) values[setting.Name] = [hash];
            }
            else if (command.GetProperty(setting.Name) is null)
            {
                if (!setting.IsDefault(recipe)) values[OfRecipe + setting.Name] = [setting.Get(recipe)!];
            }
            else if (!setting.IsDefault(recipe) || setting.SweepOrder > 0 || Explicit.Contains(setting))
                values[setting.Name] = [setting.Get(recipe)!];
        }
        if (dataset.Length > 0) values["Dataset"] = [dataset];
        return values;
    }

    /// <summary>Merges commands that differ in one dimension only.</summary>
    private static List<Dictionary<string, List<object>>> Merge(
        List<Dictionary<string, List<object>>> commands, string dimension)
    {
        List<Dictionary<string, List<object>>> merged = [];
        foreach (IGrouping<string, Dictionary<string, List<object>>> alike in commands.GroupBy(c => Key(c, dimension)))
        {
            Dictionary<string, List<object>> first = alike.First();
            if (first.ContainsKey(dimension))
                first[dimension] = [.. alike.SelectMany(c => c[dimension]).DistinctBy(Literal)];
            merged.Add(first);
        }
        return merged;
    }

    private static string Key(Dictionary<string, List<object>> command, string without) => string.Join('\n',
        command.Where(v => v.Key != without).Select(v => $"{v.Key} {string.Join(", ", v.Value.Select(Literal))}"));

    private static string Literal(object value) =>
        PowerShellLiteral.TryWrite(value, out string text) ? text : value.ToString() ?? "";

    private static string Text(Dictionary<string, List<object>> command, string[] datasets)
    {
        StringBuilder text = new();
        string[] properties = [.. command.Keys.Where(name => name.StartsWith(OfRecipe, StringComparison.Ordinal))];
        if (properties.Length > 0) text.Append("$recipe = Get-SwishRecipe Default\n");
        foreach (string property in properties)
            text.Append(CultureInfo.InvariantCulture, $"{property} = {Literal(command[property][0])}\n");
        text.Append(Command);
        int column = Command.Length;
        foreach (string argument in command.Where(value => !properties.Contains(value.Key))
            .Select(value => Argument(value.Key, value.Value, datasets))
            .Concat(properties.Take(1).Select(_ => "-Recipe $recipe")))
        {
            if (column + argument.Length + 1 > MaxColumns)
            {
                text.Append(" `\n   ");
                column = 3;
            }
            text.Append(' ').Append(argument);
            column += argument.Length + 1;
        }
        return text.ToString();
    }

    private static string Argument(string name, List<object> values, string[] datasets) => values switch
    {
        [bool] => $"-{name}",
        [string dataset] when name == "Dataset" => $"-{name} {Variable(dataset, datasets)}",
        [string] when name == nameof(RecipeSettings.InitialNetwork) => $"-{name} $network",
        [int[] layers] => $"-{name} {Literal(layers)}",
        _ when values.TrueForAll(v => v is int) && values.Count > 1 =>
            $"-{name} {Range([.. values.Cast<int>().Order()])}",
        _ => $"-{name} {string.Join(", ", values.Select(Literal))}",
    };

    // A range is an expression and needs parentheses as an argument.
    private static string Range(int[] numbers)
    {
        string text = Literal(numbers);
        return text.Contains("..", StringComparison.Ordinal) ? $"({text})" : text;
    }

    private static string Variable(string dataset, string[] datasets) => datasets.Length == 1 ? "$dataset"
        : "$dataset" + (Array.IndexOf(datasets, dataset) + 1).ToString(CultureInfo.InvariantCulture);
}
