using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using Swish.Data;
using Xunit;

namespace Swish.Tests.Data;

public sealed class MnistDatasetTests
{
    [Theory]
    [InlineData("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb")]
    [InlineData("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624")]
    [InlineData("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea")]
    [InlineData("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637")]
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms",
        Justification = "The checksums published with MNIST are MD5.")]
    public void The_shipped_files_are_the_originals(string file, string md5)
    {
        using FileStream packed = File.OpenRead(Path.Combine(MnistFiles.Folder, file + ".gz"));
        using GZipStream content = new(packed, CompressionMode.Decompress);
        Assert.Equal(md5, Convert.ToHexStringLower(MD5.HashData(content)));
    }

    [Fact]
    public void Mnist_has_the_published_sizes_labels_and_pixel_statistics()
    {
        Dataset mnist = MnistFiles.Dataset;
        Assert.Equal("MNIST", mnist.Name);
        Assert.Equal((28, 28, 784, 10), (mnist.Rows, mnist.Columns, mnist.InputCount, mnist.Classes));
        Assert.Equal((60000, 10000), (mnist.Training.Count, mnist.Test.Count));
        Assert.Equal<ushort>([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], mnist.Training.Labels[..10].ToArray());
        Assert.Equal<ushort>([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], mnist.Test.Labels[..10].ToArray());
        // The published mean and standard deviation of the training pixels.
        double sum = 0, squares = 0;
        foreach (byte pixel in mnist.Training.Bytes)
        {
            sum += pixel / 255.0;
            squares += pixel / 255.0 * (pixel / 255.0);
        }
        double mean = sum / mnist.Training.Bytes.Length;
        Assert.Equal(0.1307, mean, 4);
        Assert.Equal(0.3081, Math.Sqrt(squares / mnist.Training.Bytes.Length - mean * mean), 4);
    }
}
