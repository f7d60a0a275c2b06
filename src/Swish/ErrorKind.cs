namespace Swish;

/// <summary>The kinds of error that a <see cref="SwishException"/> reports.</summary>
public enum ErrorKind
{
    /// <summary>A value that no call could accept.</summary>
    InvalidArgument,

    /// <summary>Values that exclude each other.</summary>
    Contradiction,

    /// <summary>A name or a file that does not exist.</summary>
    NotFound,

    /// <summary>Data that is not what it says it is.</summary>
    InvalidData,

    /// <summary>A file that cannot be opened or written.</summary>
    ResourceUnavailable,

    /// <summary>Something that exists and would be overwritten.</summary>
    ResourceExists,

    /// <summary>More memory or disk than there is.</summary>
    LimitExceeded,
}
