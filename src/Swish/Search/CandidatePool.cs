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
        (Trainability Verdict, FunctionSignature? Signature)[] probes =
            new (Trainability, FunctionSignature?)[shortestFirst.Length];
        Parallel.For(
            0, probes.Length, new ParallelOptions { CancellationToken = cancellationToken },
            i => probes[i] = Probe(shortestFirst[i]));
        return [.. shortestFirst.Where((_, i) => Admit(probes[i].Verdict, probes[i].Signature))];
    }

    /// <summary>A single candidate, or null if it is untrainable or known.</summary>
    public Candidate? Admit(CoreUnit unit)
    {
        if (Write(unit) is not { } candidate) return null;
        (Trainability verdict, FunctionSignature? signature) = Probe(candidate);
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
            Count(Trainability.TooLarge);
            return null;
        }
    }

    private static (Trainability Verdict, FunctionSignature? Signature) Probe(Candidate candidate)
    {
        try
        {
            CandidateProbe probe = new(candidate);
            Trainability verdict = probe.Judge();
            return (verdict, verdict == Trainability.Trainable ? probe.Signature() : null);
        }
        catch (SwishException)
        {
            return (Trainability.TooLarge, null);
        }
    }

    private bool Admit(Trainability verdict, FunctionSignature? signature)
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

        Count(Trainability.Trainable);
        return true;
    }

    // Adds it if it is not. Kept in the order of the projections, so that only neighbours need comparing.
    private bool IsKnown(FunctionSignature signature)
    {
        int at = LowerBound(signature.Projection - signature.Reach);
        int place = at;
        for (int i = at; i < _known.Count && _known[i].Projection <= signature.Projection + signature.Reach; i++)
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

    private void Count(Trainability verdict) => Counts = verdict switch
    {
        Trainability.NotFinite => Counts with { Considered = Counts.Considered + 1, NotFinite = Counts.NotFinite + 1 },
        Trainability.Constant => Counts with { Considered = Counts.Considered + 1, Constant = Counts.Constant + 1 },
        Trainability.Exploding => Counts with { Considered = Counts.Considered + 1, Exploding = Counts.Exploding + 1 },
        Trainability.TooLarge => Counts with { Considered = Counts.Considered + 1, TooLarge = Counts.TooLarge + 1 },
        _ => Counts with { Considered = Counts.Considered + 1 },
    };
}
