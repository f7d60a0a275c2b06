using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Swish.Training;

/// <summary>
/// Represents the plan of a sweep that adds seeds until its comparisons are decided: how often the results are looked at,
/// and with how many seeds. The plan is fixed before the first run, because how much of the error rate a look may spend
/// depends on it.
/// </summary>
/// <param name="Looks">The number of looks, 1 or more.</param>
/// <param name="Seeds">The number of seeds at the last look, at least as many as looks.</param>
public sealed record SequentialPlan(int Looks, int Seeds)
{
    /// <summary>The number of looks of a sweep.</summary>
    public const int DefaultLooks = 5;

    private const int MaxLooks = 1000;
    private const string LooksUnit = " looks, ";
    private const string SeedsUnit = " seeds";

    /// <summary>Returns the number of seeds, from 1 on, at a look.</summary>
    /// <param name="look">The look, from 1; 0 for none.</param>
    /// <returns>Equal parts of the seeds, rounded up.</returns>
    public int SeedsAt(int look) => (int)((((long)look * Seeds) + Looks - 1) / Looks);

    /// <summary>Returns the look at which a seed is first among the results.</summary>
    /// <param name="seed">The seed, from 1 on; one that the plan does not have counts as one of the last look.</param>
    /// <returns>The look, from 1.</returns>
    public int LookOf(double seed)
    {
        for (int look = 1; look < Looks; look++)
            if (seed <= SeedsAt(look)) return look;
        return Looks;
    }

    /// <summary>
    /// Parses the text of a plan, such as <c>5 looks, 30 seeds</c> for five looks with at most 30 seeds. Version 0.1 wrote
    /// <c>5/30</c>, which a spreadsheet takes for a date.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="plan">The plan; null if the text is none.</param>
    /// <returns>Whether it is a plan.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out SequentialPlan? plan)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] numbers = text.EndsWith(SeedsUnit, StringComparison.Ordinal)
            ? text[..^SeedsUnit.Length].Split(LooksUnit) : text.Split('/');
        plan = numbers is [string first, string second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int looks)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out int seeds)
            && looks is >= 1 and <= MaxLooks && seeds >= looks ? new(looks, seeds) : null;
        return plan is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Looks}{LooksUnit}{Seeds}{SeedsUnit}");
}
