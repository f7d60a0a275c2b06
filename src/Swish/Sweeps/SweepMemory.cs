using Swish.Data;

namespace Swish.Sweeps;

/// <summary>Computes how much memory the networks of a sweep may take.</summary>
internal static class SweepMemory
{
    /// <summary>
    /// Computes the memory for the networks of a sweep: four fifths of what the process may use, without the data set and
    /// what else is in use.
    /// </summary>
    /// <param name="limit">
    /// The memory that .NET may use, in bytes: that of the machine, or what the limit of a container (cgroup) leaves it.
    /// </param>
    /// <param name="used">The memory that .NET uses, in bytes, with the data set.</param>
    /// <param name="dataset">The data set, which is in memory already, unlike the compressed form of its bytes.</param>
    /// <returns>The memory in bytes; 0 if nothing is left.</returns>
    public static double Available(long limit, long used, Dataset dataset)
    {
        double data = Length(dataset.Training) + Length(dataset.Test);
        double compressed = CompressedLength(dataset.Training) + CompressedLength(dataset.Test);
        return Math.Max(0, (0.8 * limit) - Math.Max(used, data) - compressed);
    }

    /// <summary>Computes the memory of examples in bytes.</summary>
    private static double Length(ExampleSet examples) =>
        (double)examples.Count * examples.InputCount * (examples.HasBytes ? sizeof(byte) : sizeof(float));

    /// <summary>
    /// Computes the most memory of the compressed form of examples in bytes (<see cref="ExampleSet.Compressed"/>).
    /// </summary>
    private static double CompressedLength(ExampleSet examples) => examples.HasBytes ? Length(examples) : 0;
}
