namespace Swish.Models.Evaluation;

/// <summary>Specifies a part of a data set.</summary>
public enum DatasetPart
{
    /// <summary>The test examples.</summary>
    Test,

    /// <summary>The training examples, including those for validation.</summary>
    Training,
}
