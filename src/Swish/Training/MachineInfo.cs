using System.Runtime.InteropServices;
using Swish.Kernels.Simd;

namespace Swish.Training;

/// <summary>
/// Describes the machine that a run was trained on. Results do not depend on it.
/// </summary>
/// <param name="Processor">The name of the processor, or its architecture if the name is not known.</param>
/// <param name="Runtime">The runtime, such as <c>.NET 10.0.1</c>.</param>
/// <param name="OperatingSystem">The operating system, as the runtime describes it.</param>
/// <param name="VectorBits">The vector width in bits that the kernels use; 32 for scalar code.</param>
public sealed record MachineInfo(string Processor, string Runtime, string OperatingSystem, int VectorBits)
{
    /// <summary>Gets the description of this machine.</summary>
    public static MachineInfo Current { get; } = new(
        FindProcessor(), RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, CurrentVectorBits);

    /// <summary>Gets the vector width in bits that the kernels use on this machine; 32 for scalar code.</summary>
    public static int CurrentVectorBits => VectorWidth.Bits;

    private static string FindProcessor()
    {
        string? name = null;
        if (System.OperatingSystem.IsLinux()) name = ReadModelName();
        else if (System.OperatingSystem.IsWindows()) name = Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        string architecture = RuntimeInformation.ProcessArchitecture.ToString();
        return string.IsNullOrWhiteSpace(name) ? architecture : $"{name.Trim()} ({architecture})";
    }

    private static string? ReadModelName()
    {
        try
        {
            string? line = File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
            return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
