using Swish.Training;

namespace Swish.ResultLogs;

/// <summary>A run as a result log keeps it: one line.</summary>
/// <param name="Result">What came of it, with its learning curve.</param>
/// <param name="RecipeJson">The recipe's canonical JSON.</param>
/// <param name="DatasetFingerprint">The fingerprint of the data that it was done on.</param>
/// <param name="Machine">Where it was done.</param>
public sealed record ResultLogEntry(
    TrainingResult Result, string RecipeJson, string DatasetFingerprint, MachineInfo Machine);
