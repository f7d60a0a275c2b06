namespace Swish.Tests.Activations;

/// <summary>The distance between neighboring floats.</summary>
internal static class Ulp
{
    /// <summary>That distance at a number; from the subnormals on down 2⁻¹⁴⁹.</summary>
    public static double Of(double value)
    {
        int exponent = value == 0 || !double.IsFinite(value) ? -126 : Math.Max(Math.ILogB(value), -126);
        return Math.ScaleB(1, exponent - 23);
    }
}
