using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Swish.Analysis;

namespace Swish.Module.Parameters;

/// <summary>
/// Reads numbers in text as the columns of a CSV file are read: with a point, else as the current culture writes them,
/// and never with thousands. PowerShell itself reads <c>'0,001'</c> as 1, and rounds 2.5 to a whole number.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether only whole numbers are taken.</summary>
    public bool Whole { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ActivationArgument.Unwrap(inputData) is IEnumerable many and not string
            ? many.Cast<object?>().Select(Read).ToArray()
            : Read(inputData);

    private object? Read(object? given)
    {
        object? value = ActivationArgument.Unwrap(given);
        if (value is string text)
        {
            if (ResultRow.TryReadNumber(text, out double read)) value = read;
            else if (text.Contains(',', StringComparison.Ordinal))
                throw new ArgumentTransformationMetadataException(
                    $"'{text}' is no number: write one with a point, and several without quotes.");
            else if (text.Contains("..", StringComparison.Ordinal))
                throw new ArgumentTransformationMetadataException(
                    $"'{text}' is no number: a range stands in parentheses, ({text.Trim()}).");
            // PowerShell knows more ways to write numbers, such as 0x10 and 1kb.
            else if (!LanguagePrimitives.TryConvertTo<double>(text, CultureInfo.InvariantCulture, out _))
                throw new ArgumentTransformationMetadataException($"'{text}' is no number.");
        }
        if (Whole && value is double or float or decimal)
        {
            double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            if (number != Math.Truncate(number) || !double.IsFinite(number))
                throw new ArgumentTransformationMetadataException(
                    string.Create(CultureInfo.InvariantCulture, $"{number} is not a whole number."));
        }
        return value is double ? value : given;
    }
}
