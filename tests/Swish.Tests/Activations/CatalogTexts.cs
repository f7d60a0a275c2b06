using Swish.Activations;
using Xunit;

namespace Swish.Tests.Activations;

/// <summary>The activations that the tests of all activations run over.</summary>
internal static class CatalogTexts
{
    /// <summary>Each function with its defaults, and with other constants (exact in float) where it has some.</summary>
    public static IEnumerable<string> All => ActivationCatalog.All.Select(i => i.Name).Concat(WithConstants);

    private static readonly string[] Values = ["0", "0.25", "0.7001953125", "1.5", "4", "-0.75"];

    private static IEnumerable<string> WithConstants =>
        from info in ActivationCatalog.All
        from constant in info.Parameters
        from value in Values
        where value != "0" || (info.Name, constant.Name) is not (("ESwish", _) or ("ScaledSwish", _) or ("SELU", "lambda"))
        select $"{info.Name}({constant.Name}={value})";

    public static TheoryData<string> Theory => [.. All];
}
