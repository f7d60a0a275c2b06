using System.Runtime.InteropServices;
using Swish.Kernels.Simd;

namespace Swish.Training;

/// <summary>
/// The processor and the software that a run was done with. None of it changes the bits that come out.
/// </summary>
/// <param name="Processor">The processor's name, or its architecture where the system does not tell.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.1</c>.</param>
/// <param name="OperatingSystem">As the runtime describes it.</param>
/// <param name="VectorBits">The width of the registers used, 32 for none.</param>
public sealed record MachineInfo(string Processor, string Runtime, string OperatingSystem, int VectorBits)
{
    /// <summary>This machine.</summary>
    public static MachineInfo Current { get; } = new(
        FindProcessor(), RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, CurrentVectorBits);

    /// <summary>The width in bits of the vector registers that the kernels use on this machine; 32 for none.</summary>
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
