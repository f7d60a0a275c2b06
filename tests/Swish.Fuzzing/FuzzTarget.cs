namespace Swish.Fuzzing;

/// <summary>A reader of input from outside.</summary>
/// <param name="Name">The name, for the command line.</param>
/// <param name="Seeds">Valid inputs, from which others are made.</param>
/// <param name="Read">
/// Reads an input. It returns if the input is valid, and throws a <see cref="SwishException"/> if it is not; any other
/// exception is a fault of the reader.
/// </param>
/// <param name="Words">Pieces of text that inputs contain, so that mutation need not find them letter by letter.</param>
/// <param name="AllocationPerByte">
/// The memory that a reader may allocate for each byte of an input, besides <see cref="FixedAllocation"/>.
/// </param>
internal sealed record FuzzTarget(
    string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read, IReadOnlyList<string> Words, int AllocationPerByte)
{
    /// <summary>The memory that a reader may allocate for any input, in bytes.</summary>
    public const int FixedAllocation = 32 << 20;
}
