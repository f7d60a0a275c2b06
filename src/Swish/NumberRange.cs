using System.Globalization;

namespace Swish;

/// <summary>The finite numbers that are allowed somewhere, and their description in a sentence.</summary>
/// <param name="AtLeast">The smallest number allowed; NaN: no such bound.</param>
/// <param name="Above">The number must be greater than this; NaN: no such bound.</param>
/// <param name="AtMost">The largest number allowed; NaN: no such bound.</param>
/// <param name="Below">The number must be less than this; NaN: no such bound.</param>
public sealed record NumberRange(
    double AtLeast = double.NaN, double Above = double.NaN, double AtMost = double.NaN, double Below = double.NaN)
{
    /// <summary>Determines whether a number is finite and within the bounds.</summary>
    /// <param name="number">Any number.</param>
    public bool Contains(double number) =>
        double.IsFinite(number)
        && !(number < AtLeast) && !(number <= Above) && !(number > AtMost) && !(number >= Below);

    /// <summary>Describes what is allowed: <c>The dropout is a finite number from 0 to below 1</c>.</summary>
    /// <param name="what">What the number is, as the beginning of the sentence.</param>
    /// <param name="whole">Whether only whole numbers are allowed.</param>
    public string Describe(string what, bool whole) => $"{what} is a {(whole ? "whole" : "finite")} number{Bounds()}";

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
