using System.Globalization;

namespace Swish.Benchmarks.Accuracy;

/// <summary>Represents the command line of <c>accuracy</c>.</summary>
internal sealed record AccuracyOptions
{
    public const string Usage = """
        usage: accuracy --folder FOLDER [--network NAME] [--activation NAME] [--epochs N] [--steps N]
                        [--seeds N] [--first N] [--threads N]
          --folder      images as train/<class>/* and test/<class>/*
          --network     a network by its name or its layers (default ResNet20)
          --activation  its activation (default ReLU)
          --epochs      passes over the training images (default 1)
          --steps       training steps, instead of epochs
          --seeds       runs of each side (default 3)
          --first       the first seed (default 1)
          --threads     threads of each side (default 1)
        """;

    public string Folder { get; init; } = "";

    public string Network { get; init; } = "ResNet20";

    public string Activation { get; init; } = "ReLU";

    public int Epochs { get; init; } = 1;

    /// <summary>Gets the number of steps; null means that <see cref="Epochs"/> counts.</summary>
    public int? Steps { get; init; }

    public int Seeds { get; init; } = 3;

    /// <summary>Gets the first seed.</summary>
    public int First { get; init; } = 1;

    public int Threads { get; init; } = 1;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">The command line is not valid.</exception>
    public static AccuracyOptions Parse(IReadOnlyList<string> args)
    {
        AccuracyOptions options = new();
        int i = 0;
        for (; i < args.Count; i++)
            options = args[i] switch
            {
                "--folder" => options with { Folder = Next() },
                "--network" => options with { Network = Next() },
                "--activation" => options with { Activation = Next() },
                "--epochs" => options with { Epochs = Count() },
                "--steps" => options with { Steps = Count() },
                "--seeds" => options with { Seeds = Count() },
                "--first" => options with { First = Count() },
                "--threads" => options with { Threads = Count() },
                _ => throw new FormatException($"'{args[i]}' is no option."),
            };
        return options.Folder.Length > 0 ? options : throw new FormatException("--folder is missing.");

        string Next() => ++i < args.Count ? args[i] : throw new FormatException($"'{args[i - 1]}' needs a value.");

        int Count() => int.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw new FormatException($"{args[i - 1]} needs a number from 1, not '{args[i]}'.");
    }
}
