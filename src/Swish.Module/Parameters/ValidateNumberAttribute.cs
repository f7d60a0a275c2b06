using System.Globalization;
using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>Requires finite numbers within bounds, and says in a sentence what they are.</summary>
/// <param name="what">What the number is, as the beginning of a sentence: <c>A learning rate</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNumberAttribute(string what) : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>Gets what the number is.</summary>
    public string What { get; } = what;

    /// <summary>Gets or sets the smallest number allowed; NaN: no such bound.</summary>
    public double AtLeast { get; set; } = double.NaN;

    /// <summary>Gets or sets the number must lie above this; NaN: no such bound.</summary>
    public double Above { get; set; } = double.NaN;

    /// <summary>Gets or sets the largest number allowed; NaN: no such bound.</summary>
    public double AtMost { get; set; } = double.NaN;

    /// <summary>Gets or sets the number must lie below this; NaN: no such bound.</summary>
    public double Below { get; set; } = double.NaN;

    /// <summary>Returns what is allowed, as a sentence.</summary>
    /// <param name="whole">Whether it must be a whole number.</param>
    public string Allowed(bool whole) => Range.Describe(What, whole);

    /// <summary>Returns whether a number is finite and within the bounds.</summary>
    /// <param name="number">The number.</param>
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
