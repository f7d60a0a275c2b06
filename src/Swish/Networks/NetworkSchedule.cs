namespace Swish.Networks;

/// <summary>In which order the layers of a graph work, and where their outputs lie in evaluation.</summary>
internal sealed class NetworkSchedule
{
    /// <summary>Orders a graph.</summary>
    /// <param name="nodes">The layers, each after those that it reads.</param>
    public NetworkSchedule(IReadOnlyList<LayerNode> nodes)
    {
        List<(int, int)>[] readers = [.. nodes.Select(_ => new List<(int, int)>())];
        List<(int, int)> inputReaders = [];
        int[] waves = new int[nodes.Count];
        for (int node = 0; node < nodes.Count; node++)
        {
            for (int i = 0; i < nodes[node].Inputs.Length; i++)
            {
                int source = nodes[node].Inputs[i];
                (source == LayerNode.NetworkInput ? inputReaders : readers[source]).Add((node, i));
                if (source != LayerNode.NetworkInput) waves[node] = Math.Max(waves[node], waves[source] + 1);
            }
        }
        Readers = [.. readers.Select(list => list.ToArray())];
        InputReaders = [.. inputReaders];
        Waves = [.. Enumerable.Range(0, nodes.Count).GroupBy(node => waves[node]).OrderBy(wave => wave.Key)
            .Select(wave => wave.ToArray())];
        (Slots, SlotFeatures) = AssignSlots(nodes, waves);
    }

    /// <summary>
    /// The layers that can work at the same time, as parallel branches can: those of a wave read earlier waves only. In
    /// a chain each wave is one layer.
    /// </summary>
    public IReadOnlyList<int[]> Waves { get; }

    /// <summary>
    /// For each node the nodes that read its output, in ascending order, and as which of their inputs.
    /// </summary>
    public IReadOnlyList<(int Node, int Input)[]> Readers { get; }

    /// <summary>The nodes that read the network's input, and as which of their inputs.</summary>
    public IReadOnlyList<(int Node, int Input)> InputReaders { get; }

    /// <summary>For each node the slot that its output lies in while a network is evaluated.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>For each slot the most features that lie in it.</summary>
    public IReadOnlyList<int> SlotFeatures { get; }

    /// <summary>
    /// An output's slot is free once the last layer that reads it has done its work; a chain takes two.
    /// </summary>
    private (int[] Slots, List<int> Features) AssignSlots(IReadOnlyList<LayerNode> nodes, int[] waves)
    {
        int[] slots = new int[nodes.Count];
        List<int> features = [];
        List<int> lastWaves = [];
        for (int wave = 0; wave < Waves.Count; wave++)
        {
            foreach (int node in Waves[wave])
            {
                int slot = lastWaves.FindIndex(last => last < wave);
                if (slot < 0)
                {
                    slot = features.Count;
                    features.Add(0);
                    lastWaves.Add(0);
                }
                slots[node] = slot;
                features[slot] = Math.Max(features[slot], nodes[node].Layer.OutputShape.Features);
                // the network's output is read last of all
                lastWaves[slot] = Readers[node].Select(reader => waves[reader.Node]).DefaultIfEmpty(int.MaxValue).Max();
            }
        }
        return (slots, features);
    }
}
