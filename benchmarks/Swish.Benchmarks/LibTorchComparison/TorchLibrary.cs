using TorchSharp;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Loads libtorch, if it is available.</summary>
internal static class TorchLibrary
{
    /// <summary>Loads libtorch and returns null, or an error message for the user if it cannot be loaded.</summary>
    public static string? LoadError()
    {
        try
        {
            using torch.Tensor probe = torch.ones(1);
            return null;
        }
        catch (Exception e) when (e is TypeInitializationException or NotSupportedException or DllNotFoundException
            or BadImageFormatException or EntryPointNotFoundException)
        {
            Exception cause = e.GetBaseException();
            return $"""
                libtorch cannot be loaded here, so there is nothing to compare with. It comes with builds that have
                -p:LibTorch=true. TorchSharp-cpu 0.107.0 runs on x64 Windows, arm64 macOS, and x64 Linux with a C++
                runtime that has GLIBCXX_3.4.32 (GCC 13.2 on).
                The loader said: {cause.Message.Trim()}
                """;
        }
    }

    /// <summary>Gets the version of libtorch's bindings.</summary>
    public static string Version => typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "?";
}
