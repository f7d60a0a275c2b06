namespace Swish.Parallelism;

/// <summary>
/// Runs parallel loops on a fixed set of threads. An idle thread takes the next item, so items must not depend on each
/// other, and a result must not depend on which thread computes it.
/// </summary>
/// <remarks>
/// A training step of a small network runs a dozen loops of about ten microseconds each, so waiting threads spin for a
/// while before they sleep. A loop is done when its items are done: <see cref="Run"/> does not wait for a thread that
/// is still asleep or has lost its processor to another program.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 2000;

    private readonly Thread[] _threads;
    private readonly object _lock = new();
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

    /// <summary>Starts the threads.</summary>
    /// <param name="size">The number of threads, including the caller's; 1 or more.</param>
    /// <param name="cancellation">When canceled, no further items start, and <see cref="Run"/> throws.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than 1.</exception>
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
                // The operating system allows no more threads; the ones already started do the work.
                Array.Resize(ref _threads, i);
                return;
            }
            _threads[i] = thread;
        }
    }

    /// <summary>Gets the number of threads, including the caller's.</summary>
    public int Size => _threads.Length + 1;

    /// <summary>Runs a parallel loop and returns when all its items are done.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="work">Called once for each item with the item's index and the thread's index, both from 0. The
    /// caller's thread has index 0.</param>
    /// <exception cref="OperationCanceledException">The team's token was canceled.</exception>
    /// <exception cref="AggregateException"><paramref name="work"/> threw on another thread.</exception>
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
        // Another thread may have ended in the middle of its item because of it.
        _cancellation.ThrowIfCancellationRequested();
        if (_failure is { } failure) throw new AggregateException(failure);
    }

    /// <summary>Stops the threads and waits until they have ended.</summary>
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
            // A worker counts itself and then reads _isOpen; Close clears _isOpen and then reads the count. Whatever
            // the order, at least one of them sees the other.
            Interlocked.Increment(ref _active);
            if (_isOpen) TakeItems(worker);
            Interlocked.Decrement(ref _active);
        }
    }

    /// <summary>Stops further workers from joining the current loop, and waits for those that have joined.</summary>
    private void Close()
    {
        _isOpen = false;
        Interlocked.MemoryBarrier();
        SpinWait spin = default;
        while (Volatile.Read(ref _active) > 0) spin.SpinOnce(sleep1Threshold: -1);
    }

    /// <summary>Waits for the next loop.</summary>
    /// <returns>The number of the newest loop; any loops in between are already done.</returns>
    private int AwaitGeneration(int seen)
    {
        for (int spins = 0; spins < SpinsBeforeSleep; spins++)
        {
            int now = _generation;
            if (now != seen) return now;
            Thread.SpinWait(10);
        }
        Interlocked.Increment(ref _sleepers);
        lock (_lock)
        {
            // Check again after counting as a sleeper; a wake-up that came between the two would otherwise be missed.
            while (_generation == seen) Monitor.Wait(_lock);
        }
        Interlocked.Decrement(ref _sleepers);
        return _generation;
    }

    /// <summary>Wakes every sleeping thread. A semaphore would not work here: a thread that goes back to sleep could
    /// take the wake-up of another.</summary>
    private void WakeAll()
    {
        lock (_lock) Monitor.PulseAll(_lock);
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
