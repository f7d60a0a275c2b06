namespace Swish;

/// <summary>
/// Writes and reads a large file so that it can be canceled: before each operation, and also while it is flushed,
/// because it is flushed to disk part by part.
/// </summary>
/// <param name="file">The file, which stays open.</param>
/// <param name="stop">Cancels the next operation.</param>
internal sealed class StoppableStream(Stream file, CancellationToken stop) : Stream
{
    // A disk writes this much within a fraction of a second.
    private const int FlushedLength = 1 << 26;

    private long _unflushed;

    /// <inheritdoc/>
    public override bool CanRead => file.CanRead;

    /// <inheritdoc/>
    public override bool CanSeek => file.CanSeek;

    /// <inheritdoc/>
    public override bool CanWrite => file.CanWrite;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <inheritdoc/>
    public override void Flush() => file.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        stop.ThrowIfCancellationRequested();
        return file.Read(buffer);
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    /// <inheritdoc/>
    public override void SetLength(long value) => file.SetLength(value);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        stop.ThrowIfCancellationRequested();
        file.Write(buffer);
        _unflushed += buffer.Length;
        if (_unflushed < FlushedLength) return;
        _unflushed = 0;
        if (file is FileStream) DiskFlush.Run(file);
    }
}
