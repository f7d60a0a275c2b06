using System.Management.Automation;
using Swish.Training;

namespace Swish.Module.Base;

/// <summary>Provides the base class of the cmdlets that return the details of a result that are not columns.</summary>
public abstract class ResultDetailCommand : SwishCommand
{
    /// <summary>Gets or sets the results of Invoke-SwishTraining or Import-TrainingResult.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected sealed override void Process()
    {
        foreach (PSObject input in InputObject)
            Attempt(() => Write(input), input);
    }

    private void Write(PSObject input)
    {
        WriteObject(Details(input), enumerateCollection: true);
        if (input.BaseObject is TrainingResult result && Warning(result) is { } warning) WriteWarning(warning);
    }

    /// <summary>Returns a warning about a result that has no details; null for none.</summary>
    /// <param name="result">The result.</param>
    protected virtual string? Warning(TrainingResult result) => null;

    /// <summary>Returns the details of a result.</summary>
    /// <param name="result">The result.</param>
    /// <exception cref="SwishException">The result has no details of this kind.</exception>
    protected abstract IEnumerable<object> Details(TrainingResult result);

    /// <summary>Creates the error for an object that has only the columns of a result.</summary>
    /// <param name="input">The object.</param>
    protected abstract SwishException MissingDetails(PSObject input);

    private IEnumerable<object> Details(PSObject input) =>
        input.BaseObject is TrainingResult result ? Details(result) : throw MissingDetails(input);
}
