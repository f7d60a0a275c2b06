namespace Swish.Tests.Sweeps;

/// <summary>A disk that writes what fits and then fails, as a full one does.</summary>
internal sealed class SmallDisk(int capacity) : MemoryStream
{
    /// <summary>The bytes that fit.</summary>
    public int Room { get; set; } = capacity;

    /// <summary>Whether the file can be cut.</summary>
    public bool CanBeCut { get; set; } = true;

    /// <summary>What is thrown where no room is left.</summary>
    public Exception Error { get; set; } = new IOException(
        "No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        int fits = (int)Math.Min(buffer.Length, Math.Max(0, Room - Position));
        // MemoryStream's own Write(span) calls back into Write(array) of a derived class.
        foreach (byte value in buffer[..fits]) WriteByte(value);
        if (fits < buffer.Length) throw Error;
    }

    public override void SetLength(long value)
    {
        if (!CanBeCut) throw new IOException("Input/output error");
        base.SetLength(value);
    }
}
