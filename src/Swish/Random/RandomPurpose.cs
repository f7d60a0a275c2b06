namespace Swish.Random;

/// <summary>
/// Specifies what a stream of random numbers is used for. Each purpose has its own streams, so two runs with the same
/// seed draw the same initial weights even if only one of them uses dropout. The numeric values are part of the
/// generator's key: changing one changes the result of every run.
/// </summary>
public enum RandomPurpose
{
    /// <summary>The initial weights of a layer; the index is the layer.</summary>
    InitialWeights = 0,

    /// <summary>The shuffled order of the training examples in an epoch; the index is the epoch.</summary>
    BatchSampler = 1,

    /// <summary>The dropout masks; the index is the layer, the second index is the step.</summary>
    Dropout = 2,

    /// <summary>The choices of a search over activation functions; the search chooses the index.</summary>
    Search = 3,

    /// <summary>The signs that a test of more than 20 pairs draws; the index is 0.</summary>
    SignFlip = 4,

    /// <summary>The split of examples into those to train on and those to test on; the index is the class, or −1 for the
    /// order of those to train on.</summary>
    Split = 7,

    /// <summary>The points of a toy data set; the index is 0 for training and 1 for test points.</summary>
    ToyData = 6,

    /// <summary>The initial weights of the second product of a layer with a gate; the index is the layer.</summary>
    GateWeights = 5,

    /// <summary>The changes of training images; the index is the example, the second index is the epoch.</summary>
    Augmentation = 8,

    /// <summary>The settings that tuning tries; the index is that of the setting among those tried.</summary>
    Tuning = 9,
}
