using System.Diagnostics;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>
/// A sweep under way. Workers take the runs in order; a finished run goes to the writer, which puts it on the disk, and
/// then waits until those before it have been taken. Results are small, so that the memory does not grow with the
/// number of runs: the networks of the runs at once are what takes it.
/// </summary>
public sealed class SweepRun : IDisposable
{
    private readonly Lock _startGate = new();
    private readonly object _gate = new();
    private readonly Sweep _sweep;
    private readonly RunFunction _run;
    private readonly CancellationTokenSource _stopping;
    private readonly CancellationTokenRegistration _wakeOnStop;
    private readonly SweepOutcome?[] _done;
    private readonly bool[] _isLogged;
    private readonly Queue<SweepOutcome> _toWrite = [];
    private readonly WorkerStatus[] _slots;
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
        _totalWork = sweep.Missing.Sum(Work);
        _memory = new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 0.8);
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _wakeOnStop = _stopping.Token.Register(Wake);
        _workersLeft = sweep.Missing.Count == 0 ? 0 : sweep.Concurrency;
        _slots = [.. Enumerable.Range(0, _workersLeft).Select(i => new WorkerStatus(i))];
        // The writer first: it ends with the last worker, and workers may be quick.
        if (sweep.Options.Log is not null && _slots.Length > 0) StartThread("Swish log", WriteResults);
        foreach (WorkerStatus slot in _slots) StartThread("Swish run", () => Work(slot));
    }

    /// <summary>Whether every run has been taken.</summary>
    public bool IsDone
    {
        get
        {
            lock (_gate) return _nextToTake == _done.Length;
        }
    }

    /// <summary>When the first step of all was done (UTC); null before, and where every run was found in the log.</summary>
    public DateTime? FirstStep =>
        Volatile.Read(ref _firstStep) is > 0 and long ticks ? new(ticks, DateTimeKind.Utc) : null;

    /// <summary>Takes the next run in order, waiting for it.</summary>
    /// <param name="timeout">How long to wait at most.</param>
    /// <returns>The run; null after the timeout, or when all have been taken.</returns>
    /// <exception cref="OperationCanceledException">The sweep was canceled.</exception>
    public SweepOutcome? Take(TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (true)
            {
                _stopping.Token.ThrowIfCancellationRequested();
                if (_nextToTake == _done.Length) return null;
                if (TakeReady() is SweepOutcome outcome) return outcome;
                if (timeout == Timeout.InfiniteTimeSpan)
                {
                    Monitor.Wait(_gate);
                    continue;
                }
                TimeSpan left = timeout - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left)) return null;
            }
        }
    }

    /// <summary>Where the sweep stands now. Cheap; meant to be asked a few times a second.</summary>
    public SweepProgress GetProgress()
    {
        List<RunProgress> running = [];
        int done;
        double work;
        lock (_gate)
        {
            done = _doneCount;
            work = _workDone;
            foreach (WorkerStatus slot in _slots)
                if (slot.Read() is RunProgress progress)
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

    /// <summary>Ends the runs under way and waits for that; what has finished is on the disk after it.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _stopping.Cancel();
        foreach (Thread thread in _threads) thread.Join();
        _wakeOnStop.Dispose();
        _stopping.Dispose();
        _memory.Dispose();
    }

    private void StartThread(string name, ThreadStart body)
    {
        // A background thread never keeps a process from ending.
        Thread thread = new(body) { Name = name, IsBackground = true };
        _threads.Add(thread);
        thread.Start();
    }

    private SweepOutcome? TakeReady()
    {
        SweepOutcome? outcome = _done[_nextToTake];
        if (_isLogged[_nextToTake] && _sweep.FindLogged(_nextToTake) is TrainingResult logged)
            outcome = new(_nextToTake, logged, FromLog: true);
        if (outcome is null) return null;
        _done[_nextToTake++] = null;
        return outcome;
    }

    private void Work(WorkerStatus slot)
    {
        try
        {
            while (TryBegin(out int index, out double bytes))
            {
                try
                {
                    SweepOutcome? outcome = Run(slot, index);
                    // A run counts as under way or as done, never as both.
                    slot.End();
                    if (outcome is null) return;
                    Finish(outcome);
                }
                finally
                {
                    _memory.Return(bytes);
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                _workersLeft--;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Gives the next run to start once there is memory for it; runs start strictly in order.</summary>
    private bool TryBegin(out int index, out double bytes)
    {
        lock (_startGate)
        {
            index = -1;
            bytes = 0;
            if (_nextToStart == _sweep.Missing.Count || _stopping.IsCancellationRequested) return false;
            index = _sweep.Missing[_nextToStart];
            TrainingRecipe recipe = _sweep.Recipes[index];
            bytes = RecipeSize.MemoryBytes(recipe, _sweep.Dataset, _sweep.Sizes.Get(recipe));
            if (!_memory.Take(bytes, _stopping.Token)) return false;
            _nextToStart++;
            return true;
        }
    }

    /// <summary>Does a run; null where it was canceled.</summary>
    private SweepOutcome? Run(WorkerStatus slot, int index)
    {
        TrainingRecipe recipe = _sweep.Recipes[index];
        slot.Begin(index, recipe);
        try
        {
            TrainingOptions options = new() { Threads = _sweep.ThreadsFor(recipe), Progress = p => Report(slot, p) };
            return new(index, _run(recipe, _sweep.Dataset, options, _stopping.Token));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (SwishException error)
        {
            return new(index, TrainingResult.CreateFailed(recipe, _sweep.Dataset), Error: error);
        }
#pragma warning disable CA1031 // One run's error, whatever it is, must not end the others; it is reported with the run.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new(index, TrainingResult.CreateFailed(recipe, _sweep.Dataset), Error: new SwishException(
                "RunFailed", ErrorKind.InvalidData,
                $"The run {Sweep.Describe(recipe)} failed: {error.Message} The sweep goes on without it.",
                recipe, error));
        }
    }

    private void Report(WorkerStatus slot, TrainingProgress progress)
    {
        slot.Report(progress);
        if (Volatile.Read(ref _firstStep) != 0
            || Interlocked.CompareExchange(ref _firstStep, DateTime.UtcNow.Ticks, 0) != 0) return;
        // Each result ends with it, and it takes as long as some fifty steps: beside the first run, not behind it.
        Task.Run(() => _sweep.Dataset.Fingerprint);
    }

    /// <summary>A run is over: to the writer if it belongs into a log, else ready to be taken.</summary>
    private void Finish(SweepOutcome outcome)
    {
        // What failed may succeed another time; everything else would only come out the same again.
        bool logged = _sweep.Options.Log is not null && outcome.Error is null;
        lock (_gate)
        {
            _workDone += Work(outcome.Index);
            if (logged) _toWrite.Enqueue(outcome);
            else MakeReady(outcome);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The writer: workers need not wait for the disk.</summary>
    private void WriteResults()
    {
        while (true)
        {
            SweepOutcome? outcome;
            lock (_gate)
            {
                while (!_toWrite.TryDequeue(out outcome))
                {
                    if (_workersLeft == 0) return;
                    Monitor.Wait(_gate);
                }
            }
            SweepOutcome written = Write(outcome);
            lock (_gate)
            {
                MakeReady(written);
                Monitor.PulseAll(_gate);
            }
        }
    }

    private SweepOutcome Write(SweepOutcome outcome)
    {
        try
        {
            _sweep.Options.Log!.Append(_sweep.Recipes[outcome.Index], _sweep.Dataset, outcome.Result);
            return outcome;
        }
        catch (SwishException error)
        {
            return outcome with { LogError = error };
        }
#pragma warning disable CA1031 // On this thread it would end the process, and with it results that are computed.
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

    private void Wake()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }
}
