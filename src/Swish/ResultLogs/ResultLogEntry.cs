using Swish.Training;

namespace Swish.ResultLogs;

/// <summary>Represents one line of a result log: a finished run.</summary>
/// <param name="Result">The result, with its learning curve.</param>
/// <param name="RecipeJson">The canonical JSON of the recipe.</param>
/// <param name="DatasetFingerprint">The fingerprint of the data set that the run was trained on.</param>
/// <param name="Machine">The machine that the run was trained on.</param>
public sealed record ResultLogEntry(
    TrainingResult Result, string RecipeJson, string DatasetFingerprint, MachineInfo Machine);
