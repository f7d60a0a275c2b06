namespace Swish.Random;

/// <summary>
/// What a stream of random numbers is for. Each use has streams of its own, so that two runs under one seed share
/// what they have in common. The values are part of the arithmetic: changing one changes every result.
/// </summary>
public enum RandomPurpose
{
    /// <summary>The initial weights of a layer; the index is the layer.</summary>
    InitialWeights = 0,

    /// <summary>The order of the training examples in an epoch; the index is the epoch.</summary>
    BatchSampler = 1,

    /// <summary>What dropout drops; the index is the layer, the second index the step.</summary>
    Dropout = 2,

    /// <summary>The search over activation functions; the index is up to the search.</summary>
    Search = 3,

    /// <summary>The signs that a test of more than 20 pairs draws; the index is 0.</summary>
    SignFlip = 4,
}
