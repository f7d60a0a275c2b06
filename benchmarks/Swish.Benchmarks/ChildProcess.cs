using System.Diagnostics;

namespace Swish.Benchmarks;

/// <summary>Starts this program again in a process of its own.</summary>
internal static class ChildProcess
{
    /// <summary>Starts a process whose output can be read.</summary>
    /// <param name="arguments">The command line.</param>
    public static Process Start(IEnumerable<string> arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Swish.Benchmarks.dll"), host = Environment.ProcessPath!;
        bool isDotnet = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return Process.Start(
            new ProcessStartInfo(host, isDotnet ? [program, .. arguments] : arguments) { RedirectStandardOutput = true })!;
    }
}
