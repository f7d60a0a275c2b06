namespace Swish.Help;

/// <summary>How a parameter is bound in a parameter set.</summary>
/// <param name="Name">The name of the set; <c>(All)</c> for a parameter of all sets.</param>
/// <param name="Position">A number from 0, or <c>Named</c>.</param>
/// <param name="IsRequired">Whether the parameter is mandatory.</param>
/// <param name="ByValue">Whether it takes objects of the pipeline.</param>
/// <param name="ByPropertyName">Whether it takes their properties of its name.</param>
internal sealed record HelpParameterSet(
    string Name, string Position, bool IsRequired, bool ByValue, bool ByPropertyName)
{
    /// <summary>Gets the pipeline input in the words of MAML.</summary>
    public string PipelineInput => (ByValue, ByPropertyName) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };
}
