using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>Reads numbers, single ones or lists, by <see cref="ParameterValue"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether only whole numbers are taken.</summary>
    public bool Whole { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        Type type = Whole ? typeof(int) : typeof(double);
        try
        {
            return ParameterValue.IsList(inputData)
                ? ParameterValue.ReadMany(type, inputData, "The parameter")
                : ParameterValue.ReadOne(type, inputData, "The parameter");
        }
        catch (SwishException error)
        {
            // The binder puts this sentence behind the parameter's name.
            throw new ArgumentTransformationMetadataException(error.Message, error);
        }
    }
}
