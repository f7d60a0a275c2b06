namespace Swish.Tests.ResultLogs;

/// <summary>A file to which another program appends at the worst moments.</summary>
internal sealed class InterruptedFile(string path)
    : FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0)
{
    /// <summary>Gets or sets what is called before bytes are written, with their position and their number.</summary>
    public Action<long, int>? BeforeWriting { get; set; }

    /// <summary>Gets or sets what is called after bytes were read, with their position and the number asked for.</summary>
    public Action<long, int>? AfterReading { get; set; }

    // Of a derived class, the overloads with spans call these.
    public override void Write(byte[] buffer, int offset, int count)
    {
        BeforeWriting?.Invoke(Position, count);
        base.Write(buffer, offset, count);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        long position = Position;
        int read = base.Read(buffer, offset, count);
        AfterReading?.Invoke(position, count);
        return read;
    }
}
