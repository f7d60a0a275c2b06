using Swish.Data;

namespace Swish.Reproducibility;

/// <summary>The small data sets of the golden runs.</summary>
public static class GoldenData
{
    private const int Side = 7;
    private const int Classes = 37;

    private static readonly Lazy<Dataset> LazyPatterns = new(MakePatterns);
    private static readonly Lazy<Dataset> LazyDigits = new(ReadDigits);

    /// <summary>
    /// 7×7 images of 37 classes, so that neither inputs nor outputs fill registers or panels: a class's own pixels are
    /// bright, some of the others faint, and most are 0. The first pixel is 0 in all, as MNIST's corners are.
    /// </summary>
    public static Dataset Patterns => LazyPatterns.Value;

    /// <summary>The first 600 training and 150 test images of MNIST.</summary>
    public static Dataset Digits => LazyDigits.Value;

    private static Dataset MakePatterns() =>
        new("Patterns", Side, Side, Classes, MakeImages(160, salt: 1), MakeImages(45, salt: 2));

    private static ExampleSet MakeImages(int count, uint salt)
    {
        byte[] labels = new byte[count];
        byte[] pixels = new byte[count * Side * Side];
        for (int image = 0; image < count; image++)
        {
            labels[image] = (byte)(Mix(salt, (uint)image, 0) % Classes);
            for (int pixel = 1; pixel < Side * Side; pixel++)
            {
                uint noise = Mix(salt, (uint)image, (uint)pixel);
                bool own = Mix(7, labels[image], (uint)pixel) % 5 == 0;
                pixels[(image * Side * Side) + pixel] =
                    (byte)(own ? 150 + (noise % 100) : noise % 4 == 0 ? noise / 4 % 90 : 0);
            }
        }
        return new(pixels, labels, Side * Side);
    }

    /// <summary>A number that looks random, from three (the finalizer of MurmurHash3).</summary>
    private static uint Mix(uint a, uint b, uint c)
    {
        uint h = unchecked((a * 0x9E3779B1) ^ (b * 0x85EBCA77) ^ (c * 0xC2B2AE3D));
        h = unchecked((h ^ (h >> 16)) * 0x85EBCA6B);
        h = unchecked((h ^ (h >> 13)) * 0xC2B2AE35);
        return h ^ (h >> 16);
    }

    private static Dataset ReadDigits()
    {
        Dataset all = MnistDataset.Load(Places.MnistFolder, "MNIST");
        return new("Digits", all.Rows, all.Columns, all.Classes, First(all.Training, 600), First(all.Test, 150));
    }

    private static ExampleSet First(ExampleSet images, int count) => new(
        images.Bytes[..(count * images.InputCount)].ToArray(), [.. images.Labels[..count].ToArray().Select(label => (byte)label)], images.InputCount);
}
