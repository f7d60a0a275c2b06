using Swish.Training;

namespace NewExamples;

/// <summary>Holds which test examples each run classifies correctly, as the population that is sampled.</summary>
internal sealed class Population
{
    private readonly bool[][][] _correct;

    public Population(IReadOnlyDictionary<string, ExampleCorrectness[]> runs)
    {
        Activations = [.. runs.Keys];
        _correct = [.. Activations.Select(a => runs[a].Select(bits => bits.ToArray()).ToArray())];
        Seeds = _correct.Min(runs => runs.Length);
        Examples = _correct[0][0].Length;
    }

    public IReadOnlyList<string> Activations { get; }

    public int Seeds { get; }

    public int Examples { get; }

    /// <summary>Returns which examples a run classifies correctly, [examples].</summary>
    public bool[] Run(int activation, int seed) => _correct[activation][seed];

    /// <summary>Returns the mean difference of two activations over all seeds and some examples.</summary>
    public double Difference(int activation, int baseline, ReadOnlySpan<int> examples)
    {
        long sum = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            bool[] first = Run(activation, seed), second = Run(baseline, seed);
            foreach (int i in examples) sum += (first[i] ? 1 : 0) - (second[i] ? 1 : 0);
        }
        return (double)sum / Seeds / examples.Length;
    }
}
