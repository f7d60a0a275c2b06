namespace Swish.Search;

/// <summary>Specifies whether a function can be trained, judged before any training.</summary>
internal enum CandidateStatus
{
    /// <summary>The function can be trained.</summary>
    Trainable,

    /// <summary>The function or its derivative is NaN or infinite somewhere on [−8, 8].</summary>
    NotFinite,

    /// <summary>For standard normal x, the variance of the function or the second moment of its derivative is below
    /// 1e-6.</summary>
    Constant,

    /// <summary>For standard normal x, the second moment of the function or of its derivative exceeds 1000.</summary>
    Exploding,

    /// <summary>The expression or its derivative is too large.</summary>
    TooLarge,
}
