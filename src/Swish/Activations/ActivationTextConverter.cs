using System.ComponentModel;
using System.Globalization;

namespace Swish.Activations;

/// <summary>
/// Converts text to activations, so that PowerShell accepts <c>$recipe.Activation = 'ReLU'</c>.
/// </summary>
public sealed class ActivationTextConverter : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? ActivationCatalog.Parse(text) : base.ConvertFrom(context, culture, value);
}
