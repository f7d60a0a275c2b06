namespace Swish.ResultLogs;

/// <summary>
/// Represents a file that is appended to, while other programs may append to it, cut it or overwrite it. Nothing that they
/// wrote is changed. It belongs to one log, which takes care of threads.
/// </summary>
/// <param name="stream">A stream that can read, write and seek. It is disposed with this object.</param>
internal sealed class AppendedFile(Stream stream) : IDisposable
{
    // The check of a line is in its last bytes, so that these are different in any two lines.
    private const int TailLength = 64;

    // It takes a fraction of a second to read as many zeros.
    private const long MaximumZeros = 1L << 30;

    private byte[] _tail = [];
    private byte[] _unfinished = [];

    /// <summary>Gets the stream, whose position is anywhere.</summary>
    public Stream Stream => stream;

    /// <summary>Gets the position of the end of our lines, in bytes.</summary>
    public long End { get; private set; }

    /// <summary>Gets whether another program has changed the file since our lines were read or written.</summary>
    public bool IsChanged => stream.Length != End || !HasTail();

    /// <summary>Sets the end of our lines.</summary>
    /// <param name="end">Its position, in bytes.</param>
    public void SetEnd(long end)
    {
        End = end;
        _tail = ReadTail();
    }

    /// <summary>Appends bytes and flushes them to disk.</summary>
    /// <param name="bytes">The bytes, which are whole lines.</param>
    /// <param name="beginsLine">Whether another program has written something that need not end with a newline.</param>
    /// <returns>
    /// False if another program appended a line without its end in the same moment; then blank lines are where the bytes
    /// were written.
    /// </returns>
    /// <exception cref="IOException">The disk is full, or writing failed for another reason.</exception>
    public bool TryAppend(ReadOnlySpan<byte> bytes, bool beginsLine)
    {
        long end = stream.Length;
        bool lacksNewline = beginsLine || (end != End && end > 0 && ReadByte(end - 1) != '\n');
        End = end;
        _unfinished = lacksNewline ? [(byte)'\n', .. bytes] : bytes.ToArray();
        stream.Position = end;
        stream.Write(_unfinished);
        DiskFlush.Run(stream);
        long start = FindUnfinished(end);
        int length = _unfinished.Length;
        bool splitsLine = start > end && _unfinished[0] != '\n' && ReadByte(start - 1) != '\n';
        if (splitsLine) Blank(start, length);
        _unfinished = [];
        if (splitsLine) return false;
        SetEnd(start + length);
        return true;
    }

    /// <summary>Removes what a write that failed left behind: a part of a line of ours, and nothing else.</summary>
    /// <exception cref="IOException">The file cannot be read or cut.</exception>
    public void RemoveUnfinished()
    {
        long length = stream.Length - End;
        if (length <= 0 || length > _unfinished.Length) return;
        byte[] left = new byte[length];
        stream.Position = End;
        stream.ReadExactly(left);
        int written = left.AsSpan().CommonPrefixLength(_unfinished);
        if (left.AsSpan(written).IndexOfAnyExcept((byte)0) < 0) TryCut(End, End + length);
    }

    /// <summary>Does the same as <see cref="RemoveUnfinished"/>, after an error that is reported instead of a further one.</summary>
    public void TryRemoveUnfinished()
    {
        try
        {
            RemoveUnfinished();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next append, or the next process that opens the log, removes it.
        }
    }

    /// <summary>
    /// Cuts off zeros behind our lines: another program has extended the file. A line behind them could not be read.
    /// </summary>
    /// <exception cref="IOException">There are too many to read, or the file cannot be read or cut.</exception>
    public void CutZeros()
    {
        long zeros = stream.Length - End;
        // Zeros behind something else than our lines are somebody else's.
        if (zeros <= 0 || !HasTail()) return;
        byte[] chunk = new byte[1 << 16];
        stream.Position = End;
        for (long left = Math.Min(zeros, MaximumZeros); left > 0;)
        {
            int count = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, left));
            if (count == 0) return;
            if (chunk.AsSpan(0, count).IndexOfAnyExcept((byte)0) >= 0) return;
            left -= count;
        }
        if (zeros > MaximumZeros) throw new IOException("Another program has extended it by zeros.");
        TryCut(End, End + zeros);
    }

    /// <summary>
    /// Removes bytes that were at the end of the file when they were read, and are kept elsewhere. If another program has
    /// appended to them since, they become blank lines.
    /// </summary>
    /// <param name="start">The position of the first byte.</param>
    /// <param name="length">The number of bytes.</param>
    /// <exception cref="IOException">The file cannot be cut or written.</exception>
    public void Remove(long start, long length)
    {
        if (!TryCut(start, start + length)) Blank(start, length);
    }

    /// <summary>
    /// Determines whether the file at a path is still the one that is written: it may have been deleted, or replaced by an
    /// editor that saves to a new file.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="line">The bytes that were appended last.</param>
    /// <returns>True if the file at the path has these bytes at the same place, and for other streams.</returns>
    public bool IsAt(string path, byte[] line)
    {
        if (stream is not FileStream) return true;
        FileInfo file = new(path);
        if (!file.Exists) return false;
        // The length of a link is that of the path that it contains.
        if (file.LinkTarget is null && file.Length == End) return true;
        try
        {
            // A file system may be slow to show the length, and another program may have appended to the log.
            using FileStream read = ResultLogFile.OpenToRead(path);
            if (read.Length < End) return false;
            byte[] there = new byte[line.Length];
            read.Position = End - line.Length;
            read.ReadExactly(there);
            return there.AsSpan().SequenceEqual(line);
        }
        catch (SwishException error) when (error.ErrorId == "ResultLogNotFound")
        {
            // It was deleted after all, or is a link to a file that was.
            return false;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    /// <summary>Determines whether our lines still end where they ended when the file was read or written.</summary>
    private bool HasTail() => ReadTail().AsSpan().SequenceEqual(_tail);

    /// <summary>Reads the last bytes before the end of our lines.</summary>
    private byte[] ReadTail()
    {
        byte[] tail = new byte[(int)Math.Min(TailLength, End)];
        stream.Position = End - tail.Length;
        int count = stream.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);
        return tail[..count];
    }

    /// <summary>Returns where the bytes are that were written: behind those that another program appended meanwhile.</summary>
    private long FindUnfinished(long end)
    {
        long length = stream.Length - end;
        if (length == _unfinished.Length) return end;
        if (length < _unfinished.Length) throw new IOException("It does not keep what is written to it.");
        byte[] appended = new byte[(int)Math.Min(length, ResultLogReader.MaximumLineBytes)];
        stream.Position = end;
        int count = stream.ReadAtLeast(appended, appended.Length, throwOnEndOfStream: false);
        int start = appended.AsSpan(0, count).IndexOf(_unfinished);
        return start >= 0 ? end + start : throw new IOException("It does not keep what is written to it.");
    }

    private int ReadByte(long position)
    {
        stream.Position = position;
        return stream.ReadByte();
    }

    /// <summary>Cuts off the end of the file, unless another program has appended to it.</summary>
    /// <param name="position">The new length.</param>
    /// <param name="length">The length that the file had when its end was read.</param>
    /// <returns>Whether it was cut off.</returns>
    private bool TryCut(long position, long length)
    {
        if (stream.Length != length) return false;
        stream.SetLength(position);
        return true;
    }

    /// <summary>Makes blank lines of bytes that are kept elsewhere, because others follow them.</summary>
    private void Blank(long start, long length)
    {
        byte[] blank = new byte[(int)Math.Min(length, 1 << 16)];
        Array.Fill(blank, (byte)'\n');
        AppendMode.TrySet(stream, isSet: false);
        try
        {
            stream.Position = start;
            for (long left = Math.Min(length, MaximumZeros); left > 0; left -= blank.Length)
                stream.Write(blank, 0, (int)Math.Min(left, blank.Length));
            DiskFlush.Run(stream);
        }
        finally
        {
            AppendMode.TrySet(stream, isSet: true);
        }
    }
}
