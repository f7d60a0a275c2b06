using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Swish.Activations;
using Swish.Models;
using Swish.Models.Onnx;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Reproducibility;

/// <summary>
/// Damaged files of networks: bytes changed, removed and inserted, and models whose metadata, tensors and nodes are
/// changed and that are valid ONNX otherwise. Each is read as what was written, or rejected with an error of ours.
/// </summary>
public static class NetworkMutants
{
    private static readonly string[] ExpectedErrors =
        ["NetworkFileDamaged", "NetworkFileForeign", "NetworkFileVersion"];

    /// <summary>Reads mutants of a small network with every kind of tensor.</summary>
    /// <param name="count">The number of mutants.</param>
    /// <param name="seed">The seed of the mutations.</param>
    /// <returns>The number of each outcome, and the largest memory and time of one mutant.</returns>
    /// <exception cref="InvalidOperationException">A mutant was read as another network, or gave another error.
    /// </exception>
    public static string Run(int count, int seed)
    {
        TrainedNetwork network = Train(seed: 1);
        byte[] valid = ModelWriter.Write(network).ToByteArray();
        System.Random random = new(seed);
        SortedDictionary<string, int> outcomes = [];
        long mostBytes = 0;
        TimeSpan longest = TimeSpan.Zero;
        for (int i = 0; i < count; i++)
        {
            byte[] mutant = random.Next(2) == 0 ? MutateBytes(valid, random) : MutateModel(valid, random);
            long bytes = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            string outcome = Read(mutant, network);
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            mostBytes = Math.Max(mostBytes, GC.GetAllocatedBytesForCurrentThread() - bytes);
            if (time > longest) longest = time;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
        return string.Create(CultureInfo.InvariantCulture,
            $"{count} mutants of {valid.Length} bytes: ")
            + string.Join(", ", outcomes.Select(o => $"{o.Value.ToString(CultureInfo.InvariantCulture)} {o.Key}"))
            + string.Create(CultureInfo.InvariantCulture,
                $"; at most {mostBytes >> 10} KiB and {longest.TotalMilliseconds:0} ms for one.");
    }

    /// <summary>Reads one file.</summary>
    /// <param name="mutant">The contents.</param>
    /// <param name="network">The network that was written.</param>
    /// <returns>The id of the error, or <c>read</c>.</returns>
    /// <exception cref="InvalidOperationException">Neither.</exception>
    public static string Read(byte[] mutant, TrainedNetwork network)
    {
        try
        {
            return NetworkFile.Read(mutant, "mutant.onnx").WeightHash == network.WeightHash ? "read"
                : throw new InvalidOperationException("Other weights were read: " + Convert.ToHexString(mutant));
        }
        catch (SwishException error) when (ExpectedErrors.Contains(error.ErrorId))
        {
            return error.ErrorId;
        }
        catch (Exception error) when (error is not InvalidOperationException)
        {
            throw new InvalidOperationException($"{error.GetType().Name}: " + Convert.ToHexString(mutant), error);
        }
    }

    /// <summary>Trains and writes networks until the process ends, over the same two files.</summary>
    /// <param name="folder">The folder of the files.</param>
    public static void WriteForever(string folder)
    {
        TrainedNetwork[] networks = [Train(1, "300x2"), Train(2, "300x2")];
        while (true)
            foreach (TrainedNetwork network in networks)
                NetworkFile.Write(network, NetworkFile.PathOf(folder, network.RunId), overwrite: true);
    }

    private static TrainedNetwork Train(int seed, string layers = "4-4") => Trainer.Run(
        new()
        {
            Activation = ActivationCatalog.Parse("Own{b*x*sigmoid(k*x); b=1 per layer; k=1 per unit}"),
            HiddenLayers = HiddenLayerList.Parse(layers),
            BatchSize = 41,
            Steps = 3,
            ValidationCount = 23,
            MovingAverageDecay = 0.9,
            BatchNormInterval = 1,
            Standardize = true,
            Residual = true,
            Seed = seed,
        },
        GoldenData.Patterns, new() { KeepsNetwork = true }).GetNetwork()!;

    private static byte[] MutateBytes(byte[] valid, System.Random random)
    {
        List<byte> bytes = [.. valid];
        for (int change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = random.Next(2) == 0 ? byte.MaxValue : byte.MinValue; break;
                case 3: bytes.RemoveRange(at, random.Next(1, Math.Min(9, bytes.Count - at + 1))); break;
                default: bytes.InsertRange(at, bytes[..random.Next(1, Math.Min(17, bytes.Count + 1))]); break;
            }
        }
        return [.. bytes];
    }

    private static byte[] MutateModel(byte[] valid, System.Random random)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(valid);
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            StringStringEntryProto entry = Pick(model.MetadataProps, random) ?? new();
            TensorProto tensor = Pick(model.Graph.Initializer, random) ?? new();
            switch (random.Next(9))
            {
                case 0 or 1 or 2: entry.Value = MutateText(entry.Value, random); break;
                case 3: model.MetadataProps.Remove(entry); break;
                case 4: model.MetadataProps.Add(entry.Clone()); break;
                case 5: Mutate(tensor, random); break;
                case 6: model.Graph.Initializer.Remove(tensor); break;
                case 7: model.Graph.Initializer.Add(tensor.Clone()); break;
                default:
                    if (Pick(model.TrainingInfo, random)?.Initialization is GraphProto training)
                        Mutate(Pick(training.Initializer, random) ?? new(), random);
                    break;
            }
        }
        return model.ToByteArray();
    }

    private static void Mutate(TensorProto tensor, System.Random random)
    {
        switch (random.Next(5))
        {
            case 0: tensor.Name = MutateText(tensor.Name, random); break;
            case 1: tensor.Dims.Add(random.NextInt64()); break;
            case 2 when tensor.Dims.Count > 0:
                tensor.Dims[random.Next(tensor.Dims.Count)] = random.Next(-3, 100);
                break;
            case 3: tensor.DataType = random.Next(-1, 30); break;
            default: tensor.RawData = ByteString.CopyFrom(MutateBytes(tensor.RawData.ToByteArray(), random)); break;
        }
    }

    private static string MutateText(string text, System.Random random)
    {
        int at = random.Next(text.Length + 1), length = Math.Min(random.Next(6), text.Length - at);
        const string Characters = "0123456789eE+-.,:;x()[]{}\"'\\ \0NaInfty\u00e9\ud83d";
        string inserted = string.Concat(
            Enumerable.Range(0, random.Next(6)).Select(_ => Characters[random.Next(Characters.Length - 1)]));
        return text[..at] + inserted + text[(at + length)..];
    }

    private static T? Pick<T>(IList<T> items, System.Random random) where T : class =>
        items.Count == 0 ? null : items[random.Next(items.Count)];
}
