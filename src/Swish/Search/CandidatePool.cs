namespace Swish.Search;

/// <summary>The functions met so far, each once, and why the others were left out.</summary>
internal sealed class CandidatePool
{
    private readonly List<FunctionSignature> _known = [];

    /// <summary>What was done with what was met.</summary>
    public SearchCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Those of many candidates that are trainable and new; of equal ones the shortest.</summary>
    public IReadOnlyList<Candidate> Admit(IEnumerable<CoreUnit> units, CancellationToken cancellationToken)
    {
        List<Candidate> candidates = [];
        foreach (CoreUnit unit in units)
        {
            if (Write(unit) is { } candidate) candidates.Add(candidate);
        }

        Candidate[] shortestFirst = [.. candidates
            .OrderBy(c => c.Expression.Size).ThenBy(c => c.Formula.Length)
            .ThenBy(c => c.Formula, StringComparer.Ordinal)];
        // Judging is most of the work and needs no order; admitting does.
        (CandidateStatus Verdict, FunctionSignature? Signature)[] probes =
            new (CandidateStatus, FunctionSignature?)[shortestFirst.Length];
        Parallel.For(
            0, probes.Length, new ParallelOptions { CancellationToken = cancellationToken },
            i => probes[i] = Probe(shortestFirst[i]));
        return [.. shortestFirst.Where((_, i) => Admit(probes[i].Verdict, probes[i].Signature))];
    }

    /// <summary>A single candidate, or null if it is untrainable or known.</summary>
    public Candidate? Admit(CoreUnit unit)
    {
        if (Write(unit) is not { } candidate) return null;
        (CandidateStatus verdict, FunctionSignature? signature) = Probe(candidate);
        return Admit(verdict, signature) ? candidate : null;
    }

    private Candidate? Write(CoreUnit unit)
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

    private static (CandidateStatus Verdict, FunctionSignature? Signature) Probe(Candidate candidate)
    {
        try
        {
            CandidateProbe probe = new(candidate);
            CandidateStatus verdict = probe.Classify();
            return (verdict, verdict == CandidateStatus.Trainable ? probe.Signature() : null);
        }
        catch (SwishException)
        {
            return (CandidateStatus.TooLarge, null);
        }
    }

    private bool Admit(CandidateStatus verdict, FunctionSignature? signature)
    {
        if (signature is null)
        {
            Count(verdict);
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

    // Adds it if it is not. Kept in the order of the projections, so that only neighbors need comparing.
    private bool IsKnown(FunctionSignature signature)
    {
        int at = LowerBound(signature.Projection - signature.ProjectionTolerance);
        int place = at;
        for (int i = at; i < _known.Count && _known[i].Projection <= signature.Projection + signature.ProjectionTolerance; i++)
        {
            if (_known[i].IsSame(signature)) return true;
            if (_known[i].Projection < signature.Projection) place = i + 1;
        }

        _known.Insert(place, signature);
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

    private void Count(CandidateStatus verdict) => Counts = verdict switch
    {
        CandidateStatus.NotFinite => Counts with { Considered = Counts.Considered + 1, NotFinite = Counts.NotFinite + 1 },
        CandidateStatus.Constant => Counts with { Considered = Counts.Considered + 1, Constant = Counts.Constant + 1 },
        CandidateStatus.Exploding => Counts with { Considered = Counts.Considered + 1, Exploding = Counts.Exploding + 1 },
        CandidateStatus.TooLarge => Counts with { Considered = Counts.Considered + 1, TooLarge = Counts.TooLarge + 1 },
        _ => Counts with { Considered = Counts.Considered + 1 },
    };
}
