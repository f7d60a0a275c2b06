using System.Globalization;
using System.Runtime.InteropServices;
using Swish.Kernels.Simd;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Describes the machine of the measurements.</summary>
internal static class Machine
{
    public static string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} cores, {VectorWidth.Bits} bits, "
        + $"{RuntimeInformation.OSDescription}, "
        + $"{RuntimeInformation.FrameworkDescription}, TorchSharp {TorchLibrary.Version}");

    private static string Processor()
    {
        const string linux = "/proc/cpuinfo";
        string? model = File.Exists(linux)
            ? File.ReadLines(linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model?.Split(':')[1].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
