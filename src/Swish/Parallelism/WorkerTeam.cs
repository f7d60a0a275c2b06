namespace Swish.Parallelism;

/// <summary>
/// Threads that share the items of one piece of work after another. Whoever is free takes the next item, so the items
/// must not depend on each other, nor their results on who does them.
/// </summary>
/// <remarks>
/// A step of a small network is a dozen pieces of work of some ten microseconds each, so waiting threads spin for a while
/// before they sleep. A piece is done when its items are: a thread that has not come yet, because it sleeps or because other
/// programs have its processor, is not waited for.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 2000;

    private readonly Thread[] _threads;
    private readonly object _gate = new();
    private readonly CancellationToken _cancellation;
    private Action<int, int> _work = static (_, _) => { };
    private int _items;
    private int _next;
    private int _active;
    private volatile bool _isOpen;
    private int _sleepers;
    private volatile int _generation;
    private volatile bool _ended;
    private Exception? _failure;

    /// <summary>Starts a team.</summary>
    /// <param name="size">Its threads, the caller's included.</param>
    /// <param name="cancellation">
    /// When it is canceled, items that are not begun are left, and <see cref="Run"/> throws.
    /// </param>
    public WorkerTeam(int size, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _cancellation = cancellation;
        _threads = new Thread[size - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            Thread thread = new(() => Serve(worker)) { IsBackground = true, Name = $"Swish worker {worker}" };
            try
            {
                thread.Start();
            }
            catch (OutOfMemoryException)
            {
                // the system has no more threads: those there are do the work
                Array.Resize(ref _threads, i);
                return;
            }
            _threads[i] = thread;
        }
    }

    /// <summary>The number of threads, the caller's included.</summary>
    public int Size => _threads.Length + 1;

    /// <summary>Does a piece of work and returns when all its items are done.</summary>
    /// <param name="items">How many items there are.</param>
    /// <param name="work">Called with an item and the number of the thread that does it, from 0.</param>
    /// <exception cref="OperationCanceledException">The team's token was canceled.</exception>
    public void Run(int items, Action<int, int> work)
    {
        if (_threads.Length == 0 || items < 2)
        {
            for (int item = 0; item < items; item++)
            {
                _cancellation.ThrowIfCancellationRequested();
                work(item, 0);
            }
            return;
        }
        _work = work;
        _items = items;
        _failure = null;
        _next = 0;
        _isOpen = true;
        Interlocked.Increment(ref _generation);
        if (Volatile.Read(ref _sleepers) > 0) WakeAll();
        try
        {
            TakeItems(0);
        }
        finally
        {
            Close();
        }
        if (_failure is { } failure) throw new AggregateException(failure);
        _cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose()
    {
        _ended = true;
        Interlocked.Increment(ref _generation);
        WakeAll();
        foreach (Thread thread in _threads) thread.Join();
    }

    private void Serve(int worker)
    {
        int seen = 0;
        while (true)
        {
            seen = AwaitGeneration(seen);
            if (_ended) return;
            // counted first and looked at then, as Close closes first and counts then: one of the two sees the other
            Interlocked.Increment(ref _active);
            if (_isOpen) TakeItems(worker);
            Interlocked.Decrement(ref _active);
        }
    }

    /// <summary>Lets nobody join the piece of work any more, and waits for those who have.</summary>
    private void Close()
    {
        _isOpen = false;
        Interlocked.MemoryBarrier();
        SpinWait spin = default;
        while (Volatile.Read(ref _active) > 0) spin.SpinOnce(sleep1Threshold: -1);
    }

    /// <summary>Waits for the next piece of work.</summary>
    /// <returns>The newest one's number: those that were missed are done.</returns>
    private int AwaitGeneration(int seen)
    {
        for (int spins = 0; spins < SpinsBeforeSleep; spins++)
        {
            int now = _generation;
            if (now != seen) return now;
            Thread.SpinWait(10);
        }
        Interlocked.Increment(ref _sleepers);
        lock (_gate)
        {
            // looked at again after being counted as a sleeper, or a wake-up between the two would be missed
            while (_generation == seen) Monitor.Wait(_gate);
        }
        Interlocked.Decrement(ref _sleepers);
        return _generation;
    }

    /// <summary>Wakes every sleeper. A semaphore would not do: a thread that sleeps again takes another's wake-up.</summary>
    private void WakeAll()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    private void TakeItems(int worker)
    {
        try
        {
            int item;
            while ((item = Interlocked.Increment(ref _next) - 1) < _items && !_cancellation.IsCancellationRequested)
                _work(item, worker);
        }
        catch (Exception failure) when (worker > 0)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
    }
}
