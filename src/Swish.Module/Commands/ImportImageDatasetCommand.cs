using System.Globalization;
using System.Management.Automation;
using Swish.Data;
using Swish.Data.Images;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.JobScripts;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Reads a folder of images that has a folder for each class.</summary>
[Cmdlet(VerbsData.Import, "ImageDataset", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Dataset))]
public sealed class ImportImageDatasetCommand : ImportCommand
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Gets or sets the size in pixels to which images are resized: one number for the side of a square, or height and
    /// width. By default all images must have the same size.
    /// </summary>
    [Parameter]
    [ValidateCount(1, 2)]
    [NumberArgument(Whole = true, List = true)]
    [ValidateNumber("A height or width", AtLeast = 1, AtMost = ImageFile.MaxSide)]
    [NumberCompletion(28, 32, 64, 96)]
    public int[]? Size { get; set; }

    /// <summary>Gets or sets a value indicating whether colors become gray.</summary>
    [Parameter]
    public SwitchParameter Grayscale { get; set; }

    /// <summary>
    /// Gets or sets the share of the images to test on, above 0 and below 1, if the folder has no folder test.
    /// </summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("The share of the images to test on", Above = 0, Below = 1)]
    [NumberCompletion(0.1, 0.2, 0.25, 0.5)]
    public double TestShare { get; set; } = 0.2;

    /// <summary>
    /// Gets or sets the seeds of the split into images to train on and to test on, and of the order of those to train on.
    /// Each makes a data set.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NumberArgument(Whole = true, List = true)]
    [ValidateNumber("The seed of a split", AtLeast = 0)]
    [NumberCompletion(1, 2, 3, 4, 5)]
    public int[] SplitSeed { get; set; } = [1];

    /// <summary>Gets or sets the name of the data set in results. By default it is the name of the folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void Import(string path)
    {
        ImageFolder images = Read(path);
        if (images.HasTestImages && IsBound(nameof(TestShare)))
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                $"'{path}' has images to test on, so that -TestShare has no use; name the folder train to split it.",
                "-TestShare");
        string name = Name ?? System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path));
        foreach (int seed in SplitSeed)
            WriteObject(this.Attach(
                images.ToDataset(name, TestShare, seed), (nameof(LiteralPath), path), (nameof(Path), null),
                (nameof(SplitSeed), images.HasTestImages ? null : seed)));
    }

    /// <summary>Reads the images on other threads, and shows the progress on this one.</summary>
    private ImageFolder Read(string folder)
    {
        ImageFolderOptions options = new() { Rows = Size?[0], Columns = Size?[^1], Grayscale = Grayscale };
        int done = 0, all = 0;
        CancellationToken stop = StopToken;
        Task<ImageFolder> reading = Task.Run(() => ImageFolder.Read(folder, options, Count, stop), stop);
        ProgressRecord progress = new(1, "Reading images", folder);
        while (!WaitHandle.WaitAll([((IAsyncResult)reading).AsyncWaitHandle], Tick))
        {
            int count = Volatile.Read(ref done), total = Volatile.Read(ref all);
            if (total == 0) continue;
            progress.StatusDescription = string.Create(CultureInfo.InvariantCulture, $"{folder}: {count} of {total}");
            progress.PercentComplete = (int)(100L * count / total);
            WriteProgress(progress);
        }
        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
        return reading.GetAwaiter().GetResult();

        void Count(int count, int total)
        {
            Volatile.Write(ref done, count);
            Volatile.Write(ref all, total);
        }
    }
}
