namespace Swish.Search;

/// <summary>Whether a function is worth a network, judged by itself.</summary>
internal enum CandidateStatus
{
    /// <summary>It is.</summary>
    Trainable,

    /// <summary>It or its slope is NaN or infinite somewhere near 0.</summary>
    NotFinite,

    /// <summary>It hardly varies for standard normal x, or its slope is 0 almost everywhere.</summary>
    Constant,

    /// <summary>Its or its slope's second moment for standard normal x is beyond all measure.</summary>
    Exploding,

    /// <summary>Its expression or its derivatives are too large.</summary>
    TooLarge,
}
