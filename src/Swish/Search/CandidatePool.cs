namespace Swish.Search;

/// <summary>Keeps the distinct trainable functions found so far, and counts why others were rejected.</summary>
internal sealed class CandidatePool
{
    private readonly List<FunctionSignature> _known = [];

    /// <summary>Gets the number of compositions considered, by outcome.</summary>
    public SearchCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Selects the trainable candidates that are new. Of equal functions, the shortest formula is
    /// kept.</summary>
    /// <param name="units">The compositions.</param>
    /// <param name="cancellationToken">Cancels the selection.</param>
    /// <returns>The new candidates, the shortest first.</returns>
    /// <exception cref="OperationCanceledException">The selection was canceled.</exception>
    public IReadOnlyList<Candidate> Admit(IEnumerable<CoreUnit> units, CancellationToken cancellationToken)
    {
        List<Candidate> candidates = [];
        foreach (CoreUnit unit in units)
        {
            if (TryCreate(unit) is { } candidate) candidates.Add(candidate);
        }

        Candidate[] shortestFirst = [.. candidates
            .OrderBy(c => c.Expression.Size).ThenBy(c => c.Formula.Length)
            .ThenBy(c => c.Formula, StringComparer.Ordinal)];
        // Probing is most of the work and can run in parallel; admitting depends on the order.
        (CandidateStatus Status, FunctionSignature? Signature)[] probes =
            new (CandidateStatus, FunctionSignature?)[shortestFirst.Length];
        Parallel.For(
            0, probes.Length, new ParallelOptions { CancellationToken = cancellationToken },
            i => probes[i] = Probe(shortestFirst[i]));
        return [.. shortestFirst.Where((_, i) => Admit(probes[i].Status, probes[i].Signature))];
    }

    /// <summary>Creates a candidate if it is trainable and new.</summary>
    /// <param name="unit">The composition.</param>
    /// <returns>The candidate, or null if it is not trainable or equal to a known one.</returns>
    public Candidate? Admit(CoreUnit unit)
    {
        if (TryCreate(unit) is not { } candidate) return null;
        (CandidateStatus status, FunctionSignature? signature) = Probe(candidate);
        return Admit(status, signature) ? candidate : null;
    }

    private Candidate? TryCreate(CoreUnit unit)
    {
        try
        {
            return new Candidate(unit);
        }
        catch (SwishException)
        {
            Count(CandidateStatus.TooLarge);
            return null;
        }
    }

    private static (CandidateStatus Status, FunctionSignature? Signature) Probe(Candidate candidate)
    {
        try
        {
            CandidateProbe probe = new(candidate);
            CandidateStatus status = probe.Classify();
            return (status, status == CandidateStatus.Trainable ? probe.Signature() : null);
        }
        catch (SwishException)
        {
            return (CandidateStatus.TooLarge, null);
        }
    }

    private bool Admit(CandidateStatus status, FunctionSignature? signature)
    {
        if (signature is null)
        {
            Count(status);
            return false;
        }

        if (IsKnown(signature))
        {
            Counts = Counts with { Considered = Counts.Considered + 1, Duplicates = Counts.Duplicates + 1 };
            return false;
        }

        Count(CandidateStatus.Trainable);
        return true;
    }

    // Adds the signature if it is new. The list is sorted by projection, so only neighbors need to be compared.
    private bool IsKnown(FunctionSignature signature)
    {
        double largest = signature.Projection + signature.ProjectionTolerance;
        int first = LowerBound(signature.Projection - signature.ProjectionTolerance);
        int insertAt = first;
        for (int i = first; i < _known.Count && _known[i].Projection <= largest; i++)
        {
            if (_known[i].IsSame(signature)) return true;
            if (_known[i].Projection < signature.Projection) insertAt = i + 1;
        }

        _known.Insert(insertAt, signature);
        return false;
    }

    private int LowerBound(double projection)
    {
        int low = 0, high = _known.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_known[middle].Projection < projection) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void Count(CandidateStatus status)
    {
        SearchCounts counts = Counts with { Considered = Counts.Considered + 1 };
        Counts = status switch
        {
            CandidateStatus.NotFinite => counts with { NotFinite = counts.NotFinite + 1 },
            CandidateStatus.Constant => counts with { Constant = counts.Constant + 1 },
            CandidateStatus.Exploding => counts with { Exploding = counts.Exploding + 1 },
            CandidateStatus.TooLarge => counts with { TooLarge = counts.TooLarge + 1 },
            _ => counts,
        };
    }
}
