namespace Swish.Data.Images;

/// <summary>
/// Provides the bytes of a file to a decoder that trusts it: the position never leaves the file, where the decoder
/// would look for its end without finding it, and a decoder that reads without end is stopped.
/// </summary>
/// <param name="content">The content of the file.</param>
internal sealed class GuardedStream(byte[] content) : MemoryStream(content, writable: false)
{
    // A decoder may read a few bytes for each pixel after the end of a file that was cut off.
    private long _left = (4L * content.Length) + ImageFile.MaxPixels;

    /// <summary>
    /// Gets or sets a value indicating whether the decoder asked for more than there is. It takes what is missing for
    /// zeros.
    /// </summary>
    public bool IsTooShort { get; set; }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin loc)
    {
        Spend(1);
        long start = loc switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => Length };
        Position = Math.Clamp(start + offset, 0, Length);
        return Position;
    }

    /// <inheritdoc/>
    public override int ReadByte()
    {
        Spend(1);
        int read = base.ReadByte();
        IsTooShort |= read < 0;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        Spend(1 + Math.Max(0, count));
        int read = base.Read(buffer, offset, count);
        IsTooShort |= read < count;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        Spend(1 + buffer.Length);
        int read = base.Read(buffer);
        IsTooShort |= read < buffer.Length;
        return read;
    }

    private void Spend(long count)
    {
        _left -= count;
        if (_left < 0) throw new InvalidDataException("its data have no end");
    }
}
