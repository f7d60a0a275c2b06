namespace Swish;

/// <summary>
/// Limits the memory of what is done at once: runs, images. A single one is always allowed, even if it exceeds the limit.
/// </summary>
/// <param name="bytes">The limit in bytes.</param>
internal sealed class MemoryBudget(double bytes) : IDisposable
{
    /// <summary>
    /// Gets three quarters of the memory that .NET may use, in bytes. In a container, memory that native code takes from the
    /// system counts too, but the limit of .NET does not apply to it.
    /// </summary>
    public static double NativeBytes => 0.75 * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private readonly object _lock = new();
    private readonly ManualResetEventSlim _released = new();
    private double _reserved;

    /// <summary>Waits until there is enough memory, and reserves it.</summary>
    /// <param name="amount">The memory of one in bytes.</param>
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

    /// <summary>Releases the memory of one that has ended.</summary>
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
}
