using System.Globalization;
using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>
/// Validates that numbers are finite and within bounds, with an error message that states the bounds.
/// </summary>
/// <param name="what">What the number is, as the beginning of a sentence, such as <c>A learning rate</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNumberAttribute(string what) : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>Gets what the number is.</summary>
    public string What { get; } = what;

    /// <summary>Gets or sets the inclusive lower bound; NaN for none.</summary>
    public double AtLeast { get; set; } = double.NaN;

    /// <summary>Gets or sets the exclusive lower bound; NaN for none.</summary>
    public double Above { get; set; } = double.NaN;

    /// <summary>Gets or sets the inclusive upper bound; NaN for none.</summary>
    public double AtMost { get; set; } = double.NaN;

    /// <summary>Gets or sets the exclusive upper bound; NaN for none.</summary>
    public double Below { get; set; } = double.NaN;

    /// <summary>Describes the allowed numbers.</summary>
    /// <param name="whole">Whether the number must be an integer.</param>
    /// <returns>The description, as a sentence without the period.</returns>
    public string Allowed(bool whole) => Range.Describe(What, whole);

    /// <summary>Determines whether a number is finite and within the bounds.</summary>
    /// <param name="number">The number.</param>
    /// <returns>True if the number is allowed.</returns>
    public bool Allows(double number) => Range.Contains(number);

    private NumberRange Range => new(AtLeast, Above, AtMost, Below);

    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        object value = element is PSObject wrapped ? wrapped.BaseObject : element;
        if (Allows(Convert.ToDouble(value, CultureInfo.InvariantCulture))) return;
        bool whole = value is not (float or double or decimal);
        throw new ValidationMetadataException(
            string.Create(CultureInfo.InvariantCulture, $"{Allowed(whole)}, not {value}."));
    }
}
