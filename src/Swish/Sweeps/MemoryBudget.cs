namespace Swish.Sweeps;

/// <summary>Lets runs start only while their networks fit the memory together; one run alone always may.</summary>
internal sealed class MemoryBudget(double bytes) : IDisposable
{
    private readonly object _gate = new();
    private readonly ManualResetEventSlim _returned = new();
    private double _taken;

    /// <summary>Waits until there is room.</summary>
    /// <returns>False where it was canceled before.</returns>
    public bool Take(double wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_taken <= 0 || _taken + wanted <= bytes)
                {
                    _taken += wanted;
                    return true;
                }
                _returned.Reset();
            }
            try
            {
                _returned.Wait(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    /// <summary>Gives back what a run that has ended had taken.</summary>
    public void Return(double taken)
    {
        lock (_gate)
        {
            _taken -= taken;
            // No remainder of rounding may look like a run.
            if (_taken < 1) _taken = 0;
            _returned.Set();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _returned.Dispose();
}
