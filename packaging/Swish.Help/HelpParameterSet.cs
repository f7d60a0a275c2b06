namespace Swish.Help;

/// <summary>Represents how a parameter is bound in a parameter set.</summary>
/// <param name="Name">The name of the set; <c>(All)</c> for a parameter of all sets.</param>
/// <param name="Position">A number from 0, or <c>Named</c>.</param>
/// <param name="IsRequired">Whether the parameter is mandatory.</param>
/// <param name="ByValue">Whether the parameter accepts pipeline input by value.</param>
/// <param name="ByPropertyName">Whether the parameter accepts pipeline input by property name.</param>
internal sealed record HelpParameterSet(
    string Name, string Position, bool IsRequired, bool ByValue, bool ByPropertyName)
{
    /// <summary>Gets the description of the pipeline input for MAML.</summary>
    public string PipelineInput => (ByValue, ByPropertyName) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };
}
