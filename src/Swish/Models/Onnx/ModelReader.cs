using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Google.Protobuf;
using Swish.Data;
using Swish.Recipes;

namespace Swish.Models.Onnx;

/// <summary>
/// Reads ONNX models that <see cref="ModelWriter"/> wrote. The layers are those of the recipe in the metadata, so the
/// operators of the graph are not interpreted; the hashes of the weights and of the metadata show that nothing is missing or
/// damaged.
/// </summary>
internal static class ModelReader
{
    private const int MaxRunIdLength = 64;

    /// <summary>Reads a network.</summary>
    /// <param name="bytes">The file. Memory and time are proportional to its length.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ModelException">The file is not an ONNX model that Swish wrote, or is damaged.</exception>
    public static TrainedNetwork Read(byte[] bytes)
    {
        ModelProto model = Parse(bytes);
        Dictionary<string, string> metadata = ReadMetadata(model);
        CheckVersion(model, metadata);
        if (metadata.TryGetValue(ModelMetadata.Digest, out string? digest)
            && digest != ModelMetadata.ComputeDigest(metadata))
            throw new ModelException("its metadata is not what was written: its hash is another one");
        try
        {
            TrainingRecipe recipe = RecipeJson.Read(Find(metadata, ModelMetadata.Recipe));
            RecipeSettings.Validate(recipe);
            List<NetworkTensor> tensors = ReadTensors(model);
            // Each layer has weights, so a short text cannot stand for many layers.
            int hidden = recipe.Network?.WeightLayerCount ?? recipe.HiddenLayers.Depth;
            if (hidden >= tensors.Count)
                throw new ModelException(string.Create(CultureInfo.InvariantCulture,
                    $"it has {tensors.Count} tensors for {hidden} hidden layers"));
            InputTransform transform = ReadTransform(metadata);
            TrainedNetwork network = new(recipe, transform, ReadClassNames(metadata), tensors)
            {
                Dataset = Find(metadata, ModelMetadata.Dataset),
                RunId = ReadRunId(metadata),
                FeatureNames = new(ReadFeatureNames(metadata, transform.Shape.InputCount)),
                Background = ReadBackground(metadata),
            };
            return network.WeightHash == Find(metadata, ModelMetadata.WeightHash)
                ? network
                : throw new ModelException("its weights are not those that were written: the hash "
                    + $"is {network.WeightHash}, not {Find(metadata, ModelMetadata.WeightHash)}");
        }
        catch (SwishException error)
        {
            throw new ModelException(error.Message.TrimEnd('.'), error);
        }
    }

    private static string ReadRunId(Dictionary<string, string> metadata)
    {
        // It becomes the name of a file, so that it must not be a path.
        string runId = Find(metadata, ModelMetadata.RunId);
        return runId.Length <= MaxRunIdLength && runId.All(char.IsAsciiHexDigitLower)
            ? runId
            : throw new ModelException($"its run id '{runId[..Math.Min(runId.Length, MaxRunIdLength)]}' is not a fingerprint");
    }

    private static string[] ReadFeatureNames(Dictionary<string, string> metadata, int count)
    {
        if (!metadata.ContainsKey(ModelMetadata.FeatureNames)) return [];
        string[] names = ReadArray<string>(metadata, ModelMetadata.FeatureNames);
        return names.Length == count && names.All(name => name is not null)
            ? names
            : throw new ModelException(string.Create(CultureInfo.InvariantCulture,
                $"it has {names.Length} feature names, not {count}"));
    }

    private static double ReadBackground(Dictionary<string, string> metadata) =>
        metadata.TryGetValue(ModelMetadata.Background, out string? text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value is >= 0 and <= byte.MaxValue
            ? value
            : double.NaN;

    private static ModelProto Parse(byte[] bytes)
    {
        try
        {
            ModelProto model = ModelProto.Parser.ParseFrom(bytes);
            if (model.Graph is not null && model.IrVersion > 0) return model;
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new ModelException("it is not an ONNX model", error) { IsForeign = true };
        }
        throw new ModelException("it is not an ONNX model") { IsForeign = true };
    }

    private static Dictionary<string, string> ReadMetadata(ModelProto model)
    {
        Dictionary<string, string> metadata = [];
        foreach (StringStringEntryProto entry in model.MetadataProps)
            if (!metadata.TryAdd(entry.Key, entry.Value))
                throw new ModelException($"its metadata has the key '{entry.Key}' twice");
        return metadata;
    }

    private static void CheckVersion(ModelProto model, Dictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(ModelMetadata.Version, out string? text))
        {
            string producer = model.ProducerName.Length == 0 ? "an unknown program" : $"'{model.ProducerName}'";
            throw new ModelException($"it was written by {producer}, not by Swish") { IsForeign = true };
        }
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version))
            throw new ModelException($"its version '{text}' is not a number");
        if (version != ModelWriter.MetadataVersion)
            throw new ModelException($"its version is {version}") { Version = version };
    }

    private static InputTransform ReadTransform(Dictionary<string, string> metadata)
    {
        int[] shape = ReadArray<int>(metadata, ModelMetadata.Shape);
        if (shape.Length is not (1 or 3) || shape.Any(size => size < 1)
            || shape.Aggregate(1.0, (product, size) => product * size) > Array.MaxLength)
            throw new ModelException($"its input shape [{string.Join(", ", shape)}] is not possible");
        ExampleShape input = shape.Length == 1
            ? ExampleShape.OfFeatures(shape[0])
            : ExampleShape.OfImage(shape[0], shape[1], shape[2]);
        double[] offsets = ReadArray<double>(metadata, ModelMetadata.Offsets);
        double[] divisors = ReadArray<double>(metadata, ModelMetadata.Divisors);
        int groups = input.IsImage ? input.Channels : input.Columns;
        if (offsets.Length != groups || divisors.Length != groups)
            throw new ModelException(string.Create(CultureInfo.InvariantCulture,
                $"it has {offsets.Length} offsets and {divisors.Length} divisors of inputs, not {groups}"));
        return new(input, offsets, divisors);
    }

    private static string[] ReadClassNames(Dictionary<string, string> metadata)
    {
        string[] names = ReadArray<string>(metadata, ModelMetadata.ClassNames);
        return names.Length is not 1 && names.Length <= Data.Dataset.MaxClasses && names.All(name => name is not null)
            ? names
            : throw new ModelException(string.Create(CultureInfo.InvariantCulture,
                $"it has {names.Length} class names; there are none, or 2 to {Data.Dataset.MaxClasses}"));
    }

    /// <summary>
    /// Reads the parameters and buffers in the order of the graph's initializers. Constants and the scaling of the
    /// inputs are left out. If the graph evaluates averages, the values are in the training information.
    /// </summary>
    private static List<NetworkTensor> ReadTensors(ModelProto model)
    {
        Dictionary<string, TensorProto> trained = [];
        foreach (TrainingInfoProto info in model.TrainingInfo)
            foreach (TensorProto tensor in info.Initialization?.Initializer ?? [])
                if (!trained.TryAdd(tensor.Name, tensor)) throw Twice(tensor.Name);
        HashSet<string> names = [];
        List<NetworkTensor> tensors = [];
        foreach (TensorProto tensor in model.Graph.Initializer)
        {
            if (!tensor.Name.StartsWith("layers.", StringComparison.Ordinal)) continue;
            if (!names.Add(tensor.Name)) throw Twice(tensor.Name);
            float[] values = ReadValues(tensor);
            tensors.Add(new(tensor.Name, new(tensor.Dims.Select(size => (int)Math.Clamp(size, 0, int.MaxValue))),
                trained.TryGetValue(tensor.Name, out TensorProto? raw) ? ReadValues(raw) : values)
            {
                Averages = raw is null ? null : (ReadOnlyMemory<float>?)values,
            });
        }
        return tensors;
    }

    private static float[] ReadValues(TensorProto tensor)
    {
        if (tensor.DataType != (int)TensorProto.Types.DataType.Float || tensor.RawData.Length % sizeof(float) != 0)
            throw new ModelException($"its tensor '{tensor.Name}' does not consist of floats as raw data");
        float[] values = new float[tensor.RawData.Length / sizeof(float)];
        tensor.RawData.Span.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = MemoryMarshal.Cast<float, int>(values.AsSpan());
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bits, bits);
        }
        return values;
    }

    private static T[] ReadArray<T>(Dictionary<string, string> metadata, string key)
    {
        try
        {
            return JsonSerializer.Deserialize<T[]>(Find(metadata, key)) ?? [];
        }
        catch (JsonException error)
        {
            throw new ModelException($"its metadata '{key}' is not a list: {error.Message.TrimEnd('.')}", error);
        }
    }

    private static string Find(Dictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out string? value) ? value
            : throw new ModelException($"its metadata has no '{key}'");

    private static ModelException Twice(string name) => new($"it has the tensor '{name}' twice");
}
