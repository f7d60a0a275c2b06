namespace Swish.Module.Parameters;

/// <summary>Reads numbers, single ones or lists.</summary>
public sealed class NumberArgumentAttribute : ValueArgumentAttribute
{
    /// <summary>Gets or sets a value indicating whether only whole numbers are taken.</summary>
    public bool Whole { get; set; }

    /// <inheritdoc/>
    protected override object Read(object? value)
    {
        Type type = Whole ? typeof(int) : typeof(double);
        return ParameterValue.IsList(value)
            ? ParameterValue.ReadMany(type, value, "The parameter")
            : ParameterValue.ReadOne(type, value, "The parameter");
    }
}
