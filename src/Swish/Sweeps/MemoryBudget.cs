using Swish.Data;

namespace Swish.Sweeps;

/// <summary>
/// Limits the memory of concurrent runs. A single run is always allowed, even if it exceeds the limit.
/// </summary>
/// <param name="bytes">The limit in bytes.</param>
internal sealed class MemoryBudget(double bytes) : IDisposable
{
    private readonly object _lock = new();
    private readonly ManualResetEventSlim _released = new();
    private double _reserved;

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

    /// <summary>Waits until there is enough memory, and reserves it.</summary>
    /// <param name="amount">The memory of a run in bytes.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False if the wait was canceled.</returns>
    public bool Reserve(double amount, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_reserved <= 0 || _reserved + amount <= bytes)
                {
                    _reserved += amount;
                    return true;
                }
                _released.Reset();
            }
            try
            {
                _released.Wait(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    /// <summary>Releases the memory of a run that has ended.</summary>
    /// <param name="amount">The amount that was reserved, in bytes.</param>
    public void Release(double amount)
    {
        lock (_lock)
        {
            _reserved -= amount;
            // A rounding error must not look like reserved memory.
            if (_reserved < 1) _reserved = 0;
            _released.Set();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _released.Dispose();

    /// <summary>Computes the memory of examples in bytes.</summary>
    private static double Length(ExampleSet examples) =>
        (double)examples.Count * examples.InputCount * (examples.HasBytes ? sizeof(byte) : sizeof(float));

    /// <summary>
    /// Computes the most memory of the compressed form of examples in bytes (<see cref="ExampleSet.Compressed"/>).
    /// </summary>
    private static double CompressedLength(ExampleSet examples) => examples.HasBytes ? Length(examples) : 0;
}
