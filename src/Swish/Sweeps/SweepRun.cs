using System.Diagnostics;
using Swish.Recipes;
using Swish.Training;
using Swish.Training.Checkpoints;

namespace Swish.Sweeps;

/// <summary>
/// Represents a sweep in progress. Worker threads start the runs in order. A finished run is written to the log by a
/// separate thread, and then kept until the caller has taken all runs before it. Results are small; nearly all of the
/// memory is that of the networks in training, so that it does not grow with the number of runs.
/// </summary>
public sealed class SweepRun : IDisposable
{
    private const string RunThread = "Swish run";

    private readonly Lock _startLock = new();
    private readonly object _lock = new();
    private readonly Sweep _sweep;
    private readonly RunFunction _run;
    private readonly CancellationTokenSource _cancellation;
    private readonly CancellationTokenRegistration _stopRegistration;
    private readonly SweepOutcome?[] _done;
    private readonly bool[] _isLogged;
    private readonly Queue<SweepOutcome> _writeQueue = [];
    private readonly WorkerStatus[] _workers;
    private readonly List<Thread> _threads = [];
    private readonly MemoryBudget _memory;
    private readonly double _totalWork;
    private readonly long _started = Stopwatch.GetTimestamp();
    private double _workDone;
    private long _firstStep;
    private int _nextToStart;
    private int _nextToTake;
    private int _doneCount;
    private int _workersLeft;
    private bool _disposed;

    internal SweepRun(Sweep sweep, RunFunction run, CancellationToken cancellationToken)
    {
        _sweep = sweep;
        _run = run;
        _done = new SweepOutcome?[sweep.Recipes.Count];
        _isLogged = new bool[_done.Length];
        Array.Fill(_isLogged, true);
        foreach (int index in sweep.Missing) _isLogged[index] = false;
        _doneCount = sweep.Recipes.Count - sweep.Missing.Count;
        _totalWork = sweep.Missing.StopWith(cancellationToken).Sum(Work);
        _memory = new(SweepMemory.Available(
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, GC.GetTotalMemory(forceFullCollection: false), sweep.Dataset));
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stopRegistration = _cancellation.Token.Register(NotifyAll);
        _workersLeft = sweep.Missing.Count == 0 ? 0 : sweep.Concurrency;
        _workers = [.. Enumerable.Range(0, _workersLeft).Select(i => new WorkerStatus(i))];
        // Start the writer first, because it waits for the last worker, which may finish quickly.
        try
        {
            if (sweep.Options.Log is not null && _workers.Length > 0) StartThread("Swish log", WriteResults);
            foreach (WorkerStatus worker in _workers) StartThread(RunThread, () => Work(worker));
        }
        catch (OutOfMemoryException error)
        {
            // The writer waits for all workers, of which these were not started.
            lock (_lock) _workersLeft -= _workers.Length - _threads.Count(thread => thread.Name == RunThread);
            Dispose();
            throw new SwishException("ThreadUnavailable", ErrorKind.ResourceUnavailable,
                "The system does not start another thread: there is a limit on processes, on open files or on memory. "
                + "Raise it, or train fewer runs at once with -ThrottleLimit.", _workers.Length, error);
        }
    }

    /// <summary>Gets whether all runs have been taken.</summary>
    public bool IsDone
    {
        get
        {
            lock (_lock) return _nextToTake == _done.Length;
        }
    }

    /// <summary>
    /// Gets the <see cref="Stopwatch"/> timestamp at which the first step of all runs was done; null before that, and if
    /// all runs are in the log.
    /// </summary>
    public long? FirstStep => Volatile.Read(ref _firstStep) is > 0 and long timestamp ? timestamp : null;

    /// <summary>Takes the next run in order, and waits until it is finished.</summary>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <returns>The run, or null after the timeout or if all runs have been taken.</returns>
    /// <exception cref="OperationCanceledException">The sweep was canceled.</exception>
    public SweepOutcome? Take(TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            while (true)
            {
                _cancellation.Token.ThrowIfCancellationRequested();
                if (_nextToTake == _done.Length) return null;
                if (TakeReady() is SweepOutcome outcome) return outcome;
                if (timeout == Timeout.InfiniteTimeSpan)
                {
                    Monitor.Wait(_lock);
                    continue;
                }
                TimeSpan left = timeout - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_lock, left)) return null;
            }
        }
    }

    /// <summary>Gets the progress of the sweep. Fast enough to be called a few times per second.</summary>
    /// <returns>The progress at this moment.</returns>
    public SweepProgress GetProgress()
    {
        List<RunProgress> running = [];
        int done;
        double work;
        lock (_lock)
        {
            done = _doneCount;
            work = _workDone;
            foreach (WorkerStatus worker in _workers)
                if (worker.Read() is RunProgress progress)
                    running.Add(progress);
        }
        foreach (RunProgress run in running)
            if (run.Training.Steps > 0)
                work += Work(run.Index) * run.Training.Step / run.Training.Steps;
        double fraction = _totalWork > 0 ? Math.Min(1, work / _totalWork) : 1;
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_started);
        TimeSpan? remaining = fraction > 0 && elapsed > TimeSpan.FromSeconds(1)
            ? elapsed * Math.Min(1e6, (1 - fraction) / fraction)
            : null;
        return new(_done.Length, done, fraction, remaining, running);
    }

    /// <summary>
    /// Cancels the runs in progress, and waits until they have ended and all finished runs are in the log.
    /// </summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _cancellation.Cancel();
        foreach (Thread thread in _threads) thread.Join();
        _stopRegistration.Dispose();
        _cancellation.Dispose();
        _memory.Dispose();
    }

    private void StartThread(string name, ThreadStart body)
    {
        // A background thread does not keep the process alive.
        Thread thread = new(body) { Name = name, IsBackground = true };
        _sweep.StartThread(thread);
        _threads.Add(thread);
    }

    private SweepOutcome? TakeReady()
    {
        SweepOutcome? outcome = _done[_nextToTake];
        if (_isLogged[_nextToTake] && _sweep.FindLogged(_nextToTake) is TrainingResult logged)
            outcome = _sweep.Networks.Add(new(_nextToTake, logged, FromLog: true));
        if (outcome is null) return null;
        _done[_nextToTake++] = null;
        return outcome;
    }

    private void Work(WorkerStatus worker)
    {
        try
        {
            while (TryBegin(out int index, out double bytes))
            {
                try
                {
                    SweepOutcome? outcome = Run(worker, index);
                    // End it first, so that the run never counts both as in progress and as finished.
                    worker.End();
                    if (outcome is null) return;
                    Finish(outcome);
                }
                finally
                {
                    _memory.Release(bytes);
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _workersLeft--;
                Monitor.PulseAll(_lock);
            }
        }
    }

    /// <summary>
    /// Waits until there is memory for the next run. Runs start strictly in order. Returns false if there is no further
    /// run, or if the sweep was canceled.
    /// </summary>
    private bool TryBegin(out int index, out double bytes)
    {
        lock (_startLock)
        {
            index = -1;
            bytes = 0;
            if (_nextToStart == _sweep.Missing.Count || _cancellation.IsCancellationRequested) return false;
            index = _sweep.Missing[_nextToStart];
            TrainingRecipe recipe = _sweep.Recipes[index];
            NetworkSize size = _sweep.Sizes.Get(recipe);
            bytes = RecipeSize.MemoryBytes(recipe, _sweep.Dataset, size);
            bool isWritten = _sweep.Options.NetworkFolder is not null;
            if (isWritten || _sweep.Options.KeepsNetworks) bytes += RecipeSize.KeptNetworkBytes(size, isWritten);
            if (!_memory.Reserve(bytes, _cancellation.Token)) return false;
            _nextToStart++;
            return true;
        }
    }

    /// <summary>Trains one network. Returns null if the sweep was canceled.</summary>
    private SweepOutcome? Run(WorkerStatus worker, int index)
    {
        TrainingRecipe recipe = _sweep.Recipes[index];
        worker.Begin(index, recipe);
        CheckpointFile? checkpoint = _sweep.CheckpointFor(index);
        try
        {
            TrainingOptions options = new()
            {
                Threads = _sweep.ThreadsFor(recipe),
                Progress = p => Report(worker, p),
                Checkpoint = checkpoint,
                InitialNetwork = _sweep.Options.InitialNetwork,
                KeepsNetwork = _sweep.Options.KeepsNetworks || _sweep.Options.NetworkFolder is not null,
            };
            TrainingResult result = _run(recipe, _sweep.Dataset, options, _cancellation.Token);
            return _sweep.Networks.Write(new(index, result with { Looks = _sweep.Options.Plan?.ToString() })
            {
                Checkpoint = checkpoint,
            });
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (SwishException error)
        {
            return new(index, TrainingResult.CreateFailed(recipe, _sweep.Dataset), Error: error)
            {
                Checkpoint = checkpoint,
            };
        }
        catch (OutOfMemoryException error)
        {
            return new(index, TrainingResult.CreateFailed(recipe, _sweep.Dataset), Error: new SwishException(
                "MemoryUnavailable", ErrorKind.ResourceUnavailable,
                $"There was not enough memory for the run {Sweep.Describe(recipe)}. The sweep continues without it. Close other programs, "
                + "raise the limit of the container, or use narrower layers, smaller batches or fewer runs at once (-ThrottleLimit).",
                recipe, error))
            {
                Checkpoint = checkpoint,
            };
        }
#pragma warning disable CA1031 // An error of one run must not end the other runs. It is reported with the run.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new(index, TrainingResult.CreateFailed(recipe, _sweep.Dataset), Error: new SwishException(
                "RunFailed", ErrorKind.InvalidData,
                $"The run {Sweep.Describe(recipe)} failed: {error.Message} The sweep continues without it.",
                recipe, error))
            {
                Checkpoint = checkpoint,
            };
        }
    }

    private void Report(WorkerStatus worker, TrainingProgress progress)
    {
        worker.Report(progress);
        if (Volatile.Read(ref _firstStep) != 0
            || Interlocked.CompareExchange(ref _firstStep, Stopwatch.GetTimestamp(), 0) != 0) return;
        // Every result needs the fingerprint of the data set, whose computation takes as long as about fifty steps. Do
        // it while the first run is trained, and not after it.
        Task.Run(() => _sweep.Dataset.Fingerprint);
    }

    /// <summary>Passes a finished run to the log writer if it is logged; otherwise it is ready to be taken.</summary>
    private void Finish(SweepOutcome outcome)
    {
        // Do not log a run that failed, because it may succeed when it is trained again.
        bool logged = _sweep.Options.Log is not null && outcome.Error is null;
        // With a log, the checkpoint is needed until the result is in it.
        if (!logged && outcome.Error is null && outcome.NetworkError is null) outcome.Checkpoint?.Delete();
        lock (_lock)
        {
            _workDone += Work(outcome.Index);
            if (logged) _writeQueue.Enqueue(outcome);
            else MakeReady(outcome);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>
    /// Writes finished runs to the log, on a thread of its own so that workers do not wait for the disk.
    /// </summary>
    private void WriteResults()
    {
        while (true)
        {
            SweepOutcome? outcome;
            lock (_lock)
            {
                while (!_writeQueue.TryDequeue(out outcome))
                {
                    if (_workersLeft == 0) return;
                    Monitor.Wait(_lock);
                }
            }
            SweepOutcome written = Write(outcome);
            lock (_lock)
            {
                MakeReady(written);
                Monitor.PulseAll(_lock);
            }
        }
    }

    private SweepOutcome Write(SweepOutcome outcome)
    {
        try
        {
            _sweep.Options.Log!.Append(_sweep.Recipes[outcome.Index], _sweep.Dataset, outcome.Result);
            outcome.Checkpoint?.Delete();
            return outcome with { LogWarning = _sweep.Options.Log.TakeNewWarning() };
        }
        catch (SwishException error)
        {
            return outcome with { LogError = error };
        }
#pragma warning disable CA1031 // An exception on this thread would end the process, and its results would be lost.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return outcome with
            {
                LogError = new SwishException(
                    "ResultLogWriteFailed", ErrorKind.ResourceUnavailable,
                    $"A result could not be written to '{_sweep.Options.Log!.Path}': {error.Message}",
                    _sweep.Options.Log.Path, error),
            };
        }
    }

    private void MakeReady(SweepOutcome outcome)
    {
        _done[outcome.Index] = outcome;
        _doneCount++;
    }

    private double Work(int index)
    {
        TrainingRecipe recipe = _sweep.Recipes[index];
        return RecipeSize.Operations(recipe, _sweep.Dataset, _sweep.Sizes.Get(recipe));
    }

    private void NotifyAll()
    {
        lock (_lock) Monitor.PulseAll(_lock);
    }
}
