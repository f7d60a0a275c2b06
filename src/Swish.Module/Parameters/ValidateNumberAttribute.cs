using System.Globalization;
using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>Requires finite numbers within bounds, and says in a sentence what they are.</summary>
/// <param name="what">What the number is, as the beginning of a sentence: <c>A learning rate</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNumberAttribute(string what) : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>What the number is.</summary>
    public string What { get; } = what;

    /// <summary>The smallest number allowed; NaN: no such bound.</summary>
    public double AtLeast { get; set; } = double.NaN;

    /// <summary>The number must lie above this; NaN: no such bound.</summary>
    public double Above { get; set; } = double.NaN;

    /// <summary>The largest number allowed; NaN: no such bound.</summary>
    public double AtMost { get; set; } = double.NaN;

    /// <summary>The number must lie below this; NaN: no such bound.</summary>
    public double Below { get; set; } = double.NaN;

    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        object value = element is PSObject wrapped ? wrapped.BaseObject : element;
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (double.IsFinite(number)
            && !(number < AtLeast) && !(number <= Above) && !(number > AtMost) && !(number >= Below))
            return;
        string kind = value is float or double or decimal ? "finite number" : "whole number";
        throw new ValidationMetadataException(string.Create(CultureInfo.InvariantCulture,
            $"{What} is a {kind}{Bounds()}, not {value}."));
    }

    private string Bounds()
    {
        List<string> bounds = [];
        Add("from", AtLeast);
        Add("above", Above);
        Add(bounds.Count > 0 ? "to" : "of at most", AtMost);
        Add(bounds.Count > 0 ? "to below" : "below", Below);
        return bounds switch
        {
            [] => "",
            [_] when !double.IsNaN(AtLeast) => string.Create(CultureInfo.InvariantCulture, $" of {AtLeast} or more"),
            _ => " " + string.Join(' ', bounds),
        };

        void Add(string word, double bound)
        {
            if (!double.IsNaN(bound)) bounds.Add(string.Create(CultureInfo.InvariantCulture, $"{word} {bound}"));
        }
    }
}
