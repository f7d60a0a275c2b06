using System.Buffers.Binary;
using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>A session with a small data set in $data, as four IDX files of its own, and a folder for files.</summary>
public sealed class SmallDatasetSession : IDisposable
{
    /// <summary>Parameters of a run that takes milliseconds.</summary>
    public const string Quick = "-Dataset $data -ValidationCount 60 -HiddenLayer 8 -BatchSize 20 -Step 5";

    private readonly PowerShellSession _session = new();

    public SmallDatasetSession()
    {
        WriteSet("train", 300);
        WriteSet("t10k", 100);
        Run("$global:data = Import-MnistDataset -LiteralPath $args[0]", Folder).RequireNoError();
    }

    /// <summary>The folder of the data set.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("swish-").FullName;

    /// <summary>A path in the folder where no file is.</summary>
    public string NewFile(string name)
    {
        string path = Path.Combine(Folder, name);
        File.Delete(path);
        return path;
    }

    /// <inheritdoc cref="PowerShellSession.Run"/>
    public ScriptOutcome Run(string script, params object?[] arguments) => _session.Run(script, arguments);

    /// <inheritdoc cref="PowerShellSession.Objects"/>
    public IReadOnlyList<PSObject> Objects(string script, params object?[] arguments) =>
        _session.Objects(script, arguments);

    /// <inheritdoc cref="PowerShellSession.Values"/>
    public IReadOnlyList<T> Values<T>(string script, string property) => _session.Values<T>(script, property);

    /// <inheritdoc cref="PowerShellSession.Error"/>
    public ErrorRecord Error(string script, params object?[] arguments) => _session.Error(script, arguments);

    /// <inheritdoc cref="PowerShellSession.Lines"/>
    public IReadOnlyList<string> Lines(string script) => _session.Lines(script);

    /// <summary>What Tab offers at the end of a line.</summary>
    public IReadOnlyList<string> Complete(string line) =>
        [.. Objects("[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, "
            + "$null).CompletionMatches", line)
            .Select(o => ((CompletionResult)o.BaseObject).CompletionText)];

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Images of 6×6 whose class is told by their brightest row and column, under some noise.</summary>
    private void WriteSet(string stem, int count)
    {
        const int Side = 6;
        byte[] images = new byte[16 + (count * Side * Side)];
        byte[] labels = new byte[8 + count];
        WriteHeader(images, 0x803, count, Side, Side);
        WriteHeader(labels, 0x801, count);
        for (int i = 0; i < count; i++)
        {
            int label = i % 10;
            labels[8 + i] = (byte)label;
            for (int pixel = 0; pixel < Side * Side; pixel++)
                images[16 + (i * Side * Side) + pixel] =
                    (byte)(pixel / Side == label / 2 || pixel % Side == label % 5 ? 200 + (i * 7 % 50) : i * pixel % 13);
        }
        File.WriteAllBytes(Path.Combine(Folder, $"{stem}-images-idx3-ubyte"), images);
        File.WriteAllBytes(Path.Combine(Folder, $"{stem}-labels-idx1-ubyte"), labels);
    }

    private static void WriteHeader(Span<byte> file, params ReadOnlySpan<int> numbers)
    {
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(file[(4 * i)..], numbers[i]);
    }
}
