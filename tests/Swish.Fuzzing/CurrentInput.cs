using System.IO.MemoryMappedFiles;

namespace Swish.Fuzzing;

/// <summary>
/// Keeps the input that is being read in a file that outlives the process, and ends the process if one takes too long.
/// </summary>
internal sealed class CurrentInput : IDisposable
{
    private const int Capacity = 1 << 17;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Timer _timer;
    private long _number;
    private long _numberSeen = -1;

    /// <summary>Creates the file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="seconds">How long an input may take.</param>
    public CurrentInput(string path, int seconds)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Capacity);
        _view = _file.CreateViewAccessor();
        _timer = new(_ => EndIfStuck(), null, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));
    }

    /// <summary>Writes an input.</summary>
    /// <param name="input">The input.</param>
    public void Set(byte[] input)
    {
        _view.Write(0, input.Length);
        _view.WriteArray(4, input, 0, Math.Min(input.Length, Capacity - 4));
        Interlocked.Increment(ref _number);
    }

    /// <summary>Reads the input that a process left.</summary>
    /// <param name="path">The path of the file.</param>
    public static byte[] Read(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        return content[4..(4 + Math.Clamp(BitConverter.ToInt32(content), 0, content.Length - 4))];
    }

    public void Dispose()
    {
        _timer.Dispose();
        _view.Dispose();
        _file.Dispose();
    }

    private void EndIfStuck()
    {
        long number = Interlocked.Read(ref _number);
        if (number == _numberSeen) Environment.FailFast("An input takes too long.");
        _numberSeen = number;
    }
}
