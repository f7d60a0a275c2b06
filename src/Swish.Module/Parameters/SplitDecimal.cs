namespace Swish.Module.Parameters;

/// <summary>Advises where a number was written with a decimal comma, which PowerShell reads as a list of two.</summary>
internal static class SplitDecimal
{
    private const string Advice = "A comma separates values in PowerShell; write 0.001 with a point.";

    /// <summary>Runs a check of the values of a parameter, and adds the advice to its error where it fits.</summary>
    /// <param name="value">The values.</param>
    /// <param name="check">The check.</param>
    /// <exception cref="SwishException">The error of the check.</exception>
    public static void Check(object? value, Action check)
    {
        try
        {
            check();
        }
        catch (SwishException error) when (value is double[] and [0, double second, ..] && IsRest(second))
        {
            throw new SwishException(error.ErrorId, error.Kind, $"{error.Message} {Advice}", error.OffendingValue, error);
        }
    }

    /// <summary>Returns the advice for a list where one decimal number is taken.</summary>
    /// <param name="values">The values.</param>
    /// <returns>The advice after a space; empty where it does not fit.</returns>
    public static string Of(IReadOnlyList<object?> values) =>
        values is [0 or 0.0, var second] && second is int or double
            && IsRest(Convert.ToDouble(second, System.Globalization.CultureInfo.InvariantCulture))
            ? " " + Advice : "";

    // What stands behind the comma of a number: 0,001 is read as 0 and 1.
    private static bool IsRest(double number) => number >= 0 && number == Math.Truncate(number);
}
