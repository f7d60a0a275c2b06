namespace Swish.Module.Completion;

/// <summary>Completes the settings in which the runs of a pair may differ.</summary>
public sealed class AllowedDifferenceCompleter : ConditionColumnCompleter
{
    /// <inheritdoc/>
    protected override string Describe(string name) => $"The runs of a pair may differ in {name}";
}
