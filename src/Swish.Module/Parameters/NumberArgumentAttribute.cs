namespace Swish.Module.Parameters;

/// <summary>Reads a number, or a list of numbers.</summary>
public sealed class NumberArgumentAttribute : ValueArgumentAttribute
{
    /// <summary>Gets or sets a value indicating whether the numbers must be integers.</summary>
    public bool Whole { get; set; }

    /// <summary>Gets or sets a value indicating whether there may be several numbers.</summary>
    public bool List { get; set; }

    /// <inheritdoc/>
    protected override object Read(object? value)
    {
        Type type = Whole ? typeof(int) : typeof(double);
        return List
            ? ParameterValue.ReadMany(type, value, "The parameter")
            : ParameterValue.ReadOne(type, value, "The parameter");
    }
}
