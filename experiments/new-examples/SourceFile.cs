using System.Runtime.CompilerServices;

namespace NewExamples;

internal static class SourceFile
{
    public static string Path([CallerFilePath] string path = "") => path;
}
