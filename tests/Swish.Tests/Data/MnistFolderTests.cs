using Swish.Data;
using Xunit;

namespace Swish.Tests.Data;

/// <summary>Tests reading valid and invalid folders of four small files.</summary>
public sealed class MnistFolderTests : IDisposable
{
    private const string TrainImages = "train-images-idx3-ubyte";
    private const string TrainLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte";
    private const string TestLabels = "t10k-labels-idx1-ubyte";

    private readonly string _folder = Directory.CreateTempSubdirectory("swish-data-").FullName;

    public MnistFolderTests()
    {
        Write(TrainImages, IdxBytes.Images(4, 2, 3));
        Write(TrainLabels, IdxBytes.Labels(0, 2, 1, 9));
        Write(TestImages, IdxBytes.Images(2, 2, 3));
        Write(TestLabels, IdxBytes.Labels(9, 0));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_data_set_is_named_after_its_folder_or_as_requested()
    {
        Dataset dataset = MnistDataset.Load(_folder + Path.DirectorySeparatorChar);
        Assert.Equal(Path.GetFileName(_folder), dataset.Name);
        Assert.Equal((2, 3, 10, 4, 2),
            (dataset.Rows, dataset.Columns, dataset.Classes, dataset.Training.Count, dataset.Test.Count));
        Assert.Equal([6, 7, 8, 9, 10, 11], dataset.Training.ByteRow(1).ToArray());
        Assert.Equal<ushort>([9, 0], dataset.Test.Labels.ToArray());
        Assert.Equal("Fashion", MnistDataset.Load(_folder, "Fashion").Name);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte.gz", true)]
    [InlineData("train-images.idx3-ubyte", false)]
    [InlineData("train-images.idx3-ubyte.gz", true)]
    [InlineData("train-images-idx3-ubyte.gz", false)] // unpacked but not renamed
    public void Every_spelling_is_found(string spelling, bool gzipped)
    {
        File.Delete(Path.Combine(_folder, TrainImages));
        byte[] images = IdxBytes.Images(4, 2, 3);
        Write(spelling, gzipped ? IdxBytes.Gzip(images) : images);
        Assert.Equal(images[16..], MnistDataset.Load(_folder).Training.Bytes.ToArray());
    }

    [Fact]
    public void The_fingerprint_depends_on_contents_and_not_on_names_or_compression()
    {
        string fingerprint = MnistDataset.Load(_folder).Fingerprint;
        // SHA-256 of the two counts, rows, columns and classes (32 bits, little-endian), then the bytes.
        Assert.Equal("33c3bd200978af024e19d215e0eeb25d52ab759a2e57898b434f51e904546a6a", fingerprint);
        Write(TrainImages, IdxBytes.Gzip(IdxBytes.Images(4, 2, 3)));
        Assert.Equal(fingerprint, MnistDataset.Load(_folder, "other").Fingerprint);
        Write(TrainLabels, IdxBytes.Labels(0, 2, 2, 9));
        string otherLabels = MnistDataset.Load(_folder).Fingerprint;
        Write(TestImages, IdxBytes.Images(2, 3, 2));
        Write(TrainImages, IdxBytes.Images(4, 3, 2));
        string otherSizes = MnistDataset.Load(_folder).Fingerprint;
        Assert.Distinct([fingerprint, otherLabels, otherSizes]);
    }

    [Fact]
    public void More_than_ten_classes_are_accepted_if_none_is_missing()
    {
        Write(TrainImages, IdxBytes.Images(26, 2, 3));
        Write(TrainLabels, IdxBytes.Labels([.. Enumerable.Range(1, 26).Select(i => (byte)i)]));
        Assert.Equal(27, MnistDataset.Load(_folder).Classes);
    }

    [Fact]
    public void There_are_at_least_two_classes()
    {
        Write(TrainLabels, IdxBytes.Labels(0, 0, 0, 0));
        Write(TestLabels, IdxBytes.Labels(0, 1));
        Assert.Equal(2, MnistDataset.Load(_folder).Classes);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    [InlineData(255)]
    public void Labels_that_do_not_occur_are_accepted_with_a_note(byte label)
    {
        Write(TrainLabels, IdxBytes.Labels(0, 2, label, 9));
        Dataset data = MnistDataset.Load(_folder);
        Assert.Equal(label + 1, data.Classes);
        Assert.Contains("has the label 1, 3, 4, 5, 6 or", Assert.Single(data.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t10k", ".gz")]
    [InlineData("test", "")]
    public void Files_of_EMNIST_are_found_by_their_prefix(string test, string extension)
    {
        foreach ((string from, string to) in ((string, string)[])[
            (TrainImages, "train-images-idx3"), (TrainLabels, "train-labels-idx1"),
            (TestImages, $"{test}-images-idx3"), (TestLabels, $"{test}-labels-idx1")])
        {
            byte[] content = File.ReadAllBytes(Path.Combine(_folder, from));
            File.Delete(Path.Combine(_folder, from));
            Write($"emnist-letters-{to}-ubyte{extension}", extension.Length > 0 ? IdxBytes.Gzip(content) : content);
        }
        Assert.Equal(4, MnistDataset.Load(_folder).Training.Count);
        Assert.Equal(4, MnistDataset.Load(_folder, prefix: "emnist-letters").Training.Count);
        Write("emnist-digits-train-images-idx3-ubyte", IdxBytes.Images(4, 2, 3));
        SwishException e = Assert.Throws<SwishException>(() => MnistDataset.Load(_folder));
        Assert.Equal("DatasetPrefixNeeded", e.ErrorId);
        Assert.Contains("emnist-digits, emnist-letters", e.Message, StringComparison.Ordinal);
        Assert.Equal(4, MnistDataset.Load(_folder, prefix: "emnist-letters-").Training.Count);
        Assert.Equal("DatasetFileMissing", Assert.Throws<SwishException>(() => MnistDataset.Load(_folder, prefix: "emnist-digits")).ErrorId);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html>", false)]
    [InlineData("\r\n <html>", true)]
    public void A_web_page_in_place_of_the_file_is_told_as_such(string text, bool gzipped)
    {
        byte[] page = System.Text.Encoding.UTF8.GetBytes(text);
        Write(TrainImages, gzipped ? IdxBytes.Gzip(page) : page);
        AssertRejected("IdxIsHtml", ErrorKind.InvalidData, TrainImages);
    }

    [Fact]
    public void A_test_label_that_no_training_example_has_is_rejected()
    {
        Write(TrainLabels, IdxBytes.Labels(0, 2, 1, 3));
        SwishException e = AssertRejected("DatasetLabelOutOfRange", ErrorKind.InvalidData, TestLabels);
        Assert.Contains("Example 0 ", e.Message, StringComparison.Ordinal);
        Assert.Contains("has the label 9; the training labels go from 0 to 3", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_numbers_of_images_and_labels_are_rejected()
    {
        Write(TestLabels, IdxBytes.Labels(9, 0, 1));
        SwishException e = AssertRejected("DatasetCountMismatch", ErrorKind.InvalidData, TestImages);
        Assert.Contains(TestLabels, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_images_of_another_size_are_rejected()
    {
        Write(TestImages, IdxBytes.Images(2, 3, 2));
        AssertRejected("DatasetImageSizeMismatch", ErrorKind.InvalidData, TestImages);
    }

    [Theory]
    [InlineData(0, 2, 3)]
    [InlineData(4, 0, 3)]
    [InlineData(4, 2, 0)]
    public void An_empty_set_is_rejected(int count, int rows, int columns)
    {
        Write(TrainImages, IdxBytes.Images(count, rows, columns));
        Write(TrainLabels, IdxBytes.Labels(new byte[count]));
        AssertRejected("DatasetEmpty", ErrorKind.InvalidData, TrainImages);
    }

    [Fact]
    public void No_images_of_a_huge_size_are_rejected_as_empty()
    {
        Write(TestImages, IdxBytes.Of([0, 1 << 30, 1 << 30], []));
        Write(TestLabels, IdxBytes.Labels());
        AssertRejected("DatasetEmpty", ErrorKind.InvalidData, TestImages);
    }

    [Theory]
    [InlineData(TrainImages)]
    [InlineData(TrainLabels)]
    [InlineData(TestImages)]
    [InlineData(TestLabels)]
    public void An_invalid_file_is_named_in_the_message(string file)
    {
        Write(file, File.ReadAllBytes(Path.Combine(_folder, file))[..^1]);
        AssertRejected("IdxTruncated", ErrorKind.InvalidData, file);
    }

    [Fact]
    public void Missing_files_are_rejected_and_named()
    {
        File.Delete(Path.Combine(_folder, TrainImages));
        File.Delete(Path.Combine(_folder, TestLabels));
        SwishException e = AssertRejected("DatasetFileMissing", ErrorKind.NotFound, $"{TrainImages}, {TestLabels}");
        Assert.Equal(_folder, e.OffendingValue);
    }

    [Fact]
    public void A_folder_that_may_not_be_read_is_unreadable()
    {
        // Windows has no Unix file modes.
        if (OperatingSystem.IsWindows()) return;
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "An administrator may read every folder.");
        UnixFileMode mode = File.GetUnixFileMode(_folder);
        File.SetUnixFileMode(_folder, UnixFileMode.None);
        try
        {
            Assert.Equal("IdxUnreadable", Assert.Throws<SwishException>(() => MnistDataset.Load(_folder)).ErrorId);
        }
        finally
        {
            File.SetUnixFileMode(_folder, mode);
        }
    }

    [Fact]
    public void A_file_instead_of_a_folder_is_rejected()
    {
        string file = Path.Combine(_folder, TrainImages);
        SwishException e = Assert.Throws<SwishException>(() => MnistDataset.Load(file));
        Assert.Equal(("DatasetFolderIsFile", ErrorKind.InvalidArgument, file), (e.ErrorId, e.Kind, e.OffendingValue));
    }

    [Fact]
    public void A_missing_folder_is_rejected()
    {
        string folder = Path.Combine(_folder, "none");
        SwishException e = Assert.Throws<SwishException>(() => MnistDataset.Load(folder));
        Assert.Equal(("DatasetFolderNotFound", ErrorKind.NotFound, folder), (e.ErrorId, e.Kind, e.OffendingValue));
    }

    [Fact]
    public void The_shipped_files_are_found_in_the_library_folder_or_the_two_above()
    {
        string library = Directory.CreateDirectory(Path.Combine(_folder, "lib")).FullName;
        string compiled = Directory.CreateDirectory(Path.Combine(library, "linux-x64")).FullName;
        string deeper = Directory.CreateDirectory(Path.Combine(compiled, "deeper")).FullName;
        string data = Directory.CreateDirectory(Path.Combine(_folder, "data", "mnist")).FullName;
        SwishException e = Assert.Throws<SwishException>(() => MnistDataset.FindShippedFolder(library));
        Assert.Equal(("ShippedDatasetNotFound", ErrorKind.NotFound), (e.ErrorId, e.Kind));
        File.Copy(Path.Combine(_folder, TrainImages), Path.Combine(data, TrainImages + ".gz"));
        Assert.Equal(data, MnistDataset.FindShippedFolder(library));
        Assert.Equal(data, MnistDataset.FindShippedFolder(compiled));
        Assert.Equal(data, MnistDataset.FindShippedFolder(_folder));
        Assert.Throws<SwishException>(() => MnistDataset.FindShippedFolder(deeper));
    }

    private void Write(string file, byte[] bytes) => File.WriteAllBytes(Path.Combine(_folder, file), bytes);

    private SwishException AssertRejected(string errorId, ErrorKind kind, string named)
    {
        SwishException e = Assert.Throws<SwishException>(() => MnistDataset.Load(_folder));
        Assert.Equal((errorId, kind), (e.ErrorId, e.Kind));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        return e;
    }
}
