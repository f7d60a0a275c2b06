using System.Management.Automation;
using Swish.Training;

namespace Swish.Module.Base;

/// <summary>What the cmdlets share that give what a result keeps beside its columns.</summary>
public abstract class ResultDetailCommand : SwishCommand
{
    /// <summary>Results of Invoke-SwishTraining or Import-TrainingResult.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected sealed override void Process()
    {
        foreach (PSObject input in InputObject)
            Attempt(() => WriteObject(Details(input), enumerateCollection: true), input);
    }

    /// <summary>Returns what a result keeps.</summary>
    /// <param name="result">The result.</param>
    /// <exception cref="SwishException">It keeps nothing.</exception>
    protected abstract IEnumerable<object> Details(TrainingResult result);

    /// <summary>Returns the rejection of an object that has no more than its columns.</summary>
    /// <param name="input">The object.</param>
    protected abstract SwishException Lost(PSObject input);

    private IEnumerable<object> Details(PSObject input) =>
        input.BaseObject is TrainingResult result ? Details(result) : throw Lost(input);
}
