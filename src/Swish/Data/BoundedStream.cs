namespace Swish.Data;

/// <summary>Reads no more than a number of bytes of a stream: a small compressed file can have many.</summary>
/// <param name="stream">The stream; it is closed with this one.</param>
/// <param name="maxLength">The number of bytes.</param>
/// <param name="cancellationToken">Cancels the reading.</param>
/// <param name="end">Is called with the number of bytes when the stream has ended; null to do nothing.</param>
internal sealed class BoundedStream(
    Stream stream, long maxLength, CancellationToken cancellationToken, Action<long>? end = null) : Stream
{
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The stream is longer.</exception>
    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int count = stream.Read(buffer);
        if (count == 0 && buffer.Length > 0) end?.Invoke(_position);
        return (_position += count) <= maxLength
            ? count
            : throw new InvalidDataException($"The content is longer than {maxLength} bytes.");
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) stream.Dispose();
        base.Dispose(disposing);
    }
}
