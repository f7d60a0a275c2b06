using Google.Protobuf;
using Swish.Models;
using Swish.Models.Onnx;
using Swish.Reproducibility;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Models;

/// <summary>Files of networks: what is written, what is rejected, and that nothing is left half written.</summary>
public sealed class NetworkFileTests : IDisposable
{
    private static readonly Lazy<TrainedNetwork> Sample = new(() => Train("BatchNorm every 1 BeforeActivation"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_is_read_back()
    {
        TrainedNetwork network = Sample.Value;
        string path = _folder.File("a.onnx");

        NetworkFile.Write(network, path);
        TrainedNetwork read = NetworkFile.Read(path);

        Assert.Equal(network.WeightHash, read.WeightHash);
        Assert.Equal(network.RunId, read.RunId);
        Assert.Equal(network.Dataset, read.Dataset);
        Assert.Equal(network.Input, read.Input);
        Assert.Equal(network.ClassNames, read.ClassNames);
        Assert.Equal(network.Parameters, read.Parameters);
        Assert.Equal(network.GetRecipe(), read.GetRecipe());
        Assert.Equal(network.GetTransform().Offsets, read.GetTransform().Offsets);
        Assert.Equal(network.GetTransform().Divisors, read.GetTransform().Divisors);
    }

    [Fact]
    public void The_same_network_is_written_as_the_same_bytes()
    {
        NetworkFile.Write(Sample.Value, _folder.File("a.onnx"));
        NetworkFile.Write(NetworkFile.Read(_folder.File("a.onnx")), _folder.File("b.onnx"));

        Assert.Equal(File.ReadAllBytes(_folder.File("a.onnx")), File.ReadAllBytes(_folder.File("b.onnx")));
    }

    [Fact]
    public void Averages_are_evaluated_and_the_parameters_are_in_the_training_information()
    {
        ModelProto model = ModelWriter.Write(Sample.Value);
        NetworkTensor weight = Sample.Value.Tensors[0];

        Assert.Equal(Bytes(weight.Averages!.Value), Find(model.Graph, weight.Name));
        Assert.Equal(Bytes(weight.Values), Find(Assert.Single(model.TrainingInfo).Initialization, weight.Name));
        Assert.NotEqual(weight.Values.ToArray(), weight.Averages.Value.ToArray());
    }

    [Fact]
    public void A_file_is_replaced_only_if_wanted()
    {
        string path = _folder.File("a.onnx", [1, 2, 3]);

        SwishException error = Assert.Throws<SwishException>(() => NetworkFile.Write(Sample.Value, path));
        Assert.Equal("NetworkFileExists", error.ErrorId);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));

        NetworkFile.Write(Sample.Value, path, overwrite: true);
        Assert.Equal(Sample.Value.WeightHash, NetworkFile.Read(path).WeightHash);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_rejected()
    {
        SwishException error = Assert.Throws<SwishException>(
            () => NetworkFile.Write(Sample.Value, Path.Combine(_folder.Path, "missing", "a.onnx")));

        Assert.Equal("NetworkFileUnavailable", error.ErrorId);
    }

    [Theory]
    [InlineData("a\u200F")]
    [InlineData("a\nb")]
    public void A_folder_whose_name_no_log_takes_is_rejected_before_a_run(string name)
    {
        string folder = Path.Combine(_folder.Path, name);
        Assert.Equal("InvalidPath", Assert.Throws<SwishException>(() => NetworkFile.PrepareFolder(folder)).ErrorId);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void A_folder_for_networks_is_created_and_left_empty()
    {
        string folder = Path.Combine(_folder.Path, "new", "folder");

        NetworkFile.PrepareFolder(folder);

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_file_in_place_of_a_folder_for_networks_is_rejected()
    {
        string file = _folder.File("file", [1]);

        Assert.Equal(
            "NetworkFileUnavailable",
            Assert.Throws<SwishException>(() => NetworkFile.PrepareFolder(file)).ErrorId);
    }

    [Fact]
    public void A_full_disk_has_its_own_error_and_leaves_nothing()
    {
        string path = _folder.File("a.onnx");

        SwishException error = Assert.Throws<SwishException>(() => NetworkFile.Write(
            Sample.Value, path, overwrite: false, (at, write, overwrite) => AtomicFile.Write(
                at, file =>
                {
                    file.WriteByte(1);
                    using SmallDisk disk = new(capacity: 100);
                    write(disk);
                }, overwrite)));

        Assert.Equal("NetworkFileFull", error.ErrorId);
        Assert.Equal(ErrorKind.LimitExceeded, error.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Files_that_look_temporary_are_not_touched()
    {
        string path = _folder.File("a.onnx"), precious = _folder.File("precious.txt", [1, 2, 3]);
        byte[] notes = _folder.Write("a.onnx.tmp", "my notes");
        File.CreateSymbolicLink(_folder.File("b.onnx.tmp"), precious);

        NetworkFile.Write(Sample.Value, path);
        NetworkFile.Write(Sample.Value, _folder.File("b.onnx"));
        AtomicFile.DeleteTemporary(path);

        Assert.Equal(notes, File.ReadAllBytes(path + ".tmp"));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(precious));
        Assert.Null(new FileInfo(_folder.File("b.onnx")).LinkTarget);
    }

    [Fact]
    public void A_link_is_written_through_and_the_file_keeps_its_mode()
    {
        // Links need a right on Windows, which has no Unix file modes.
        if (OperatingSystem.IsWindows()) return;
        string real = _folder.File("real.onnx", [1]), link = _folder.File("link.onnx");
        File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(link, real);

        NetworkFile.Write(Sample.Value, link, overwrite: true);

        Assert.Equal(real, new FileInfo(link).LinkTarget);
        Assert.Equal(Sample.Value.WeightHash, NetworkFile.Read(real).WeightHash);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(real));
    }

    [Fact]
    public void A_large_file_of_something_else_is_not_read_to_its_end()
    {
        string path = _folder.File("large.onnx", []);
        using (FileStream file = File.OpenWrite(path)) file.SetLength(1L << 30);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("NetworkFileForeign", Assert.Throws<SwishException>(() => NetworkFile.Read(path)).ErrorId);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_result_log_is_never_replaced()
    {
        byte[] log = "{\"version\":2,\"format\":\"Swish result log\"}\n"u8.ToArray();
        string path = _folder.File("log.onnx", log);
        Assert.Equal("NetworkFileExists", Assert.Throws<SwishException>(
            () => NetworkFile.Write(Sample.Value, path, overwrite: true)).ErrorId);
        Assert.Equal(log, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_that_a_link_refers_to_is_replaced_only_if_it_is_named_as_a_network()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        byte[] mine = "mine"u8.ToArray();
        string notes = _folder.File("notes.txt", mine), old = _folder.File("old.onnx", mine);
        foreach (string file in (string[])[notes, old]) File.CreateSymbolicLink(file + ".link.onnx", file);
        Assert.Equal("NetworkFileExists", Assert.Throws<SwishException>(
            () => NetworkFile.Write(Sample.Value, notes + ".link.onnx", overwrite: true)).ErrorId);
        Assert.Equal(mine, File.ReadAllBytes(notes));
        NetworkFile.Write(Sample.Value, old + ".link.onnx", overwrite: true);
        Assert.Equal(Sample.Value.WeightHash, NetworkFile.Read(old).WeightHash);
    }

    [Fact]
    public void The_network_of_a_run_replaces_only_that_of_the_same_run()
    {
        string path = NetworkFile.WriteOfRun(Sample.Value, _folder.Path);
        Assert.True(NetworkFile.IsOfRun(path, Sample.Value.RunId));
        Assert.False(NetworkFile.IsOfRun(path, new string('0', 32)));
        Assert.Equal(path, NetworkFile.WriteOfRun(Sample.Value, _folder.Path));
        foreach (string foreign in (string[])["", "my notes", "Swish, notes of " + Sample.Value.RunId[1..]])
        {
            File.WriteAllText(path, foreign);
            Assert.False(NetworkFile.IsOfRun(path, Sample.Value.RunId));
            Assert.Equal("NetworkFileExists", Assert.Throws<SwishException>(
                () => NetworkFile.WriteOfRun(Sample.Value, _folder.Path)).ErrorId);
            Assert.Equal(foreign, File.ReadAllText(path));
        }
    }

    [Theory]
    [InlineData("the data of ")]
    [InlineData("swish.run_id\u0012 ")]
    public void A_network_that_only_mentions_a_run_is_not_replaced_by_it(string mention)
    {
        ModelProto model = ModelWriter.Write(Sample.Value);
        model.MetadataProps.Single(entry => entry.Key == ModelMetadata.RunId).Value = new string('a', 32);
        model.MetadataProps.Single(entry => entry.Key == ModelMetadata.Dataset).Value = mention + Sample.Value.RunId;
        ModelMetadata.Sign(model);
        byte[] other = model.ToByteArray();
        string path = _folder.File(Sample.Value.RunId + ".onnx", other);

        Assert.Equal("NetworkFileExists", Assert.Throws<SwishException>(
            () => NetworkFile.WriteOfRun(Sample.Value, _folder.Path)).ErrorId);
        Assert.Equal(other, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_that_is_too_long_for_ONNX_is_not_read_to_its_end()
    {
        // A sparse file, which takes no space.
        string path = _folder.File("long.onnx", ModelWriter.Write(Sample.Value).ToByteArray()[..64]);
        using (FileStream file = File.OpenWrite(path))
        {
            file.Position = 1L + int.MaxValue;
            file.Write(ModelMetadata.RunIdEntry(Sample.Value.RunId));
        }
        Assert.False(NetworkFile.IsOfRun(path, Sample.Value.RunId));
    }

    [Fact]
    public void The_same_network_that_another_process_writes_at_the_same_time_is_taken()
    {
        string path = NetworkFile.WriteOfRun(Sample.Value, _folder.Path, (target, write, overwrite) =>
        {
            AtomicFile.Write(target, write, overwrite);
            AtomicFile.Write(target, write, overwrite);
        });
        Assert.Equal(Sample.Value.WeightHash, NetworkFile.Read(path).WeightHash);
    }

    [Theory]
    [InlineData("../../elsewhere")]
    [InlineData("/tmp/elsewhere")]
    [InlineData("ABCDEF")]
    public void A_run_id_that_is_no_fingerprint_is_damage(string runId)
    {
        ModelProto model = ModelWriter.Write(Sample.Value);
        model.MetadataProps.Single(entry => entry.Key == ModelMetadata.RunId).Value = runId;
        ModelMetadata.Sign(model);

        Assert.Equal("NetworkFileDamaged", ErrorOf(model.ToByteArray()).ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not ONNX")]
    [InlineData("<html></html>")]
    public void Anything_else_is_foreign(string text) =>
        Assert.Equal("NetworkFileForeign", ErrorOf(System.Text.Encoding.UTF8.GetBytes(text)).ErrorId);

    [Fact]
    public void The_model_of_another_program_is_foreign_and_the_message_says_what_is_supported()
    {
        ModelProto model = new() { IrVersion = 8, ProducerName = "pytorch", Graph = new() };

        SwishException error = ErrorOf(model.ToByteArray());

        Assert.Equal("NetworkFileForeign", error.ErrorId);
        Assert.Contains("'pytorch'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Export-SwishNetwork", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_is_rejected()
    {
        ModelProto model = ModelWriter.Write(Sample.Value);
        model.MetadataProps.Single(entry => entry.Key == ModelMetadata.Version).Value = "2";

        SwishException error = ErrorOf(model.ToByteArray());

        Assert.Equal("NetworkFileVersion", error.ErrorId);
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelMetadata.Offsets)]
    [InlineData(ModelMetadata.Divisors)]
    [InlineData(ModelMetadata.ClassNames)]
    [InlineData(ModelMetadata.Dataset)]
    public void Changed_metadata_is_noticed(string key)
    {
        ModelProto model = ModelWriter.Write(Sample.Value);
        StringStringEntryProto entry = model.MetadataProps.Single(e => e.Key == key);
        int place = entry.Value.AsSpan().IndexOfAnyInRange('0', 'z');
        entry.Value = string.Concat(entry.Value.AsSpan(0, place), "7", entry.Value.AsSpan(place + 1));

        Assert.Equal("NetworkFileDamaged", ErrorOf(model.ToByteArray()).ErrorId);
    }

    [Fact]
    public void Metadata_of_other_programs_and_an_older_file_without_a_hash_are_read()
    {
        ModelProto model = ModelWriter.Write(Sample.Value);
        model.MetadataProps.Add(new StringStringEntryProto { Key = "author", Value = "someone" });
        string path = Path.Combine(_folder.Path, "other.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        Assert.Equal(Sample.Value.WeightHash, NetworkFile.Read(path).WeightHash);

        model.MetadataProps.Remove(model.MetadataProps.Single(e => e.Key == ModelMetadata.Digest));
        File.WriteAllBytes(path, model.ToByteArray());
        Assert.Equal(Sample.Value.WeightHash, NetworkFile.Read(path).WeightHash);
    }

    [Fact]
    public void A_changed_weight_is_noticed()
    {
        ModelProto model = ModelWriter.Write(Sample.Value);
        TensorProto tensor = model.Graph.Initializer.First(i => i.Name.StartsWith("layers.", StringComparison.Ordinal));
        byte[] bytes = tensor.RawData.ToByteArray();
        bytes[0] ^= 1;
        tensor.RawData = ByteString.CopyFrom(bytes);

        SwishException error = ErrorOf(model.ToByteArray());

        Assert.Equal("NetworkFileDamaged", error.ErrorId);
        Assert.Contains("hash", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_text_of_many_layers_is_rejected_in_little_memory()
    {
        ModelProto model = ModelWriter.Write(Sample.Value);
        StringStringEntryProto recipe = model.MetadataProps.Single(entry => entry.Key == ModelMetadata.Recipe);
        recipe.Value = recipe.Value.Replace(
            $"\"{Sample.Value.HiddenLayers}\"",
            "\"" + string.Join('-', Enumerable.Repeat("1x10000", 1000)) + "\"", StringComparison.Ordinal);
        ModelMetadata.Sign(model);
        byte[] bytes = model.ToByteArray();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal("NetworkFileDamaged", ErrorOf(bytes).ErrorId);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Damaged_files_are_read_or_rejected() =>
        Assert.StartsWith("500 mutants", NetworkMutants.Run(500, seed: 1), StringComparison.Ordinal);

    private static TrainedNetwork Train(string name)
    {
        GoldenRun run = GoldenRuns.All.Single(r => r.Name == name);
        return Trainer.Run(run.Recipe, run.Dataset, new() { KeepsNetwork = true }).GetNetwork()!;
    }

    private static SwishException ErrorOf(byte[] bytes) =>
        Assert.Throws<SwishException>(() => NetworkFile.Read(bytes, "file.onnx"));

    private static byte[] Find(GraphProto graph, string name) =>
        graph.Initializer.Single(tensor => tensor.Name == name).RawData.ToByteArray();

    private static byte[] Bytes(ReadOnlyMemory<float> values) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.Span).ToArray();
}
