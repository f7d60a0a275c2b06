namespace Swish.Tests.Sweeps;

/// <summary>A folder for one test, removed after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("swish-");

    public string Path => _folder.FullName;

    /// <summary>The path of a file in the folder, written first if bytes are given.</summary>
    public string File(string name, byte[]? content = null)
    {
        string path = System.IO.Path.Combine(Path, name);
        if (content is not null) System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Writes a file of somebody else, and returns its bytes.</summary>
    public byte[] Write(string name, string text)
    {
        byte[] content = System.Text.Encoding.UTF8.GetBytes(text);
        System.IO.File.WriteAllBytes(File(name), content);
        return content;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
