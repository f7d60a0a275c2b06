using System.Globalization;
using Swish.Activations;
using Swish.Analysis.Properties;

namespace Swish.Tests.Reproduction;

/// <summary>What the library measures of the activations in tables/properties.csv, with values as a CSV file has them.</summary>
internal static class PropertyTable
{
    /// <summary>A row an activation.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows { get; } =
        [.. ReproductionFiles.Table("properties").Select(r => Measure(r["Activation"]))];

    private static Dictionary<string, string> Measure(string activation)
    {
        ActivationProperties properties = ActivationProperties.Measure(ActivationCatalog.Parse(activation));
        return typeof(ActivationProperties).GetProperties()
            .Where(p => p.Name is not (nameof(ActivationProperties.Inflections) or "EqualityContract"))
            .ToDictionary(p => p.Name, p => Convert.ToString(p.GetValue(properties), CultureInfo.InvariantCulture)!);
    }
}
