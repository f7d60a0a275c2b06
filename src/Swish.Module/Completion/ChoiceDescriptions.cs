using System.Collections.Frozen;

namespace Swish.Module.Completion;

/// <summary>
/// Provides the descriptions of enumeration members. The build takes them from the XML documentation, and writes them
/// to a file of the module.
/// </summary>
internal static class ChoiceDescriptions
{
    private static readonly FrozenDictionary<string, string> Summaries = Read();

    /// <summary>Returns the description of a member; its name if there is none.</summary>
    /// <param name="type">The enumeration.</param>
    /// <param name="name">The name of the member.</param>
    public static string Get(Type type, string name) => Summaries.GetValueOrDefault($"{type.FullName}.{name}", name);

    private static FrozenDictionary<string, string> Read()
    {
        string file = Path.Combine(
            Path.GetDirectoryName(typeof(ChoiceDescriptions).Assembly.Location) ?? "", "en-US", "Choices.tsv");
        try
        {
            return File.ReadAllLines(file).Select(line => line.Split('\t', 2)).Where(parts => parts.Length == 2)
                .ToFrozenDictionary(parts => parts[0], parts => parts[1]);
        }
        catch (IOException)
        {
            return FrozenDictionary<string, string>.Empty; // completion works without tooltips
        }
    }
}
