using System.Buffers.Binary;
using System.IO.Compression;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Data;
using Swish.Module.Parameters;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Fuzzing;

/// <summary>All readers of input from outside. A reader that is added to Swish gets a line here.</summary>
internal static class FuzzTargets
{
    private static readonly string[] FormulaWords =
    [
        "x", "$x", "beta", "sigmoid(", "tanh(", "exp(", "log(", "max(", "min(", "abs(", "erf(", "pow(", "sqrt(", "softplus(",
        "1e308", "1e-320", "-", "+", "*", "/", "^", "(", ")", ",", ";", " per unit", "{", "}", "0.5", "[Math]::Tanh(", "[Math]::PI",
    ];

    private static readonly string[] JsonWords =
    [
        "\"", ":", ",", "{", "}", "[", "]", "null", "true", "1e400", "-1", "\"NaN\"", "\"Infinity\"", "\\u0000", "\"history\":",
        "\"diagnostics\":", "\"correct\":", "\"AQ==\"", "\"testCount\":", "\"version\":1", "\"steps\":", "\"activation\":",
        "2147483648", "[[1,1,1,1,1,1]]",
    ];

    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("idx", [Images(), Labels(), Gzip(Images())], ReadIdx, [], AllocationPerByte: 4096),
        new("idx-gzip", [Images(), Labels()], input => ReadIdx(Gzip(input)), [], AllocationPerByte: 4096),
        new("log", [Log(3), Log(1)[..^40], [.. Log(1), .. new byte[300]]], ReadLog, JsonWords, AllocationPerByte: 512),
        // The check is computed after the mutation, so that the fields are read and not only the check.
        new("log-line", [Line(1), Line(2)], input => ReadLog(Sign(input)), JsonWords, AllocationPerByte: 512),
        new("log-cut", [Log(2), Log(1)], CutLog, JsonWords, AllocationPerByte: 1024),
        new("recipe", [.. Recipes().Select(r => RecipeJson.WriteUtf8(r))], ReadRecipe, JsonWords, AllocationPerByte: 4096),
        new("setting", Texts("500x7-300-200-100", "128", "", "All", "2", "3/8", "12x3"), ReadSetting,
            ["x", "-", "/", "9999999999", "None", "All", "×", " "], AllocationPerByte: 4096),
        new("activation", Texts([.. ActivationCatalog.All.Select(a => a.Name), "Swish(beta=1.5)",
            "TrainedSwish(per=unit)", "PReLU(slope=0.1, per=layer)"]), input => ActivationCatalog.Parse(Text(input)),
            ["(", ")", "=", ",", "beta", "per", "unit", "layer", "1e309", "NaN"], AllocationPerByte: 8192),
        new("formula", Texts(
            "{x*sigmoid(1.5*x)}", "MySwish{beta*x*sigmoid(x); beta=1 per unit}", "{max(x,0)-log(1+exp(-abs(x)))^2}",
            "{x*tanh(softplus(x))/(1+x^2)}", "{erf(x)*sin(x)-cos(x)/sqrt(x^2+1)}"),
            ReadFormula, FormulaWords, AllocationPerByte: 1 << 20),
        new("script", Texts(
            "$x * (Sigmoid $x)", "$x * [Math]::Tanh($x)", "{ 1 / (1 + [Math]::Exp(-$x)) }", "Max $x (0.1 * $x)",
            "[Math]::Pow($x, 2) - [Math]::PI"), ReadScript, FormulaWords, AllocationPerByte: 1 << 20),
        .. LayerFuzzTargets.All, .. FileFuzzTargets.All,
    ];

    private static string Text(byte[] input) => Encoding.UTF8.GetString(input);

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static void ReadIdx(byte[] input)
    {
        foreach (int rank in (int[])[1, 3])
            Expect(() => IdxFile.Read(new MemoryStream(input), input.Length, "fuzzed", rank));
    }

    private static void ReadLog(byte[] input)
    {
        ResultLogReader reader = ResultLogReader.Open(new MemoryStream(input), "fuzzed");
        while (reader.ReadNext() is ResultLogEntry) { }
        if (reader.CompleteLength + reader.TornLength + reader.Zeros > input.Length)
            throw new InvalidOperationException("More was read than there is.");
    }

    /// <summary>
    /// Opens a log to append to. Whatever is cut off must be an incomplete line of ours, which is kept, or zeros.
    /// </summary>
    private static void CutLog(byte[] input)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"swish-fuzz-{Environment.ProcessId}")).FullName;
        string path = Path.Combine(folder, "log");
        using MemoryStream file = new();
        file.Write(input);
        file.Position = 0;
        try
        {
            ResultLog.Open(file, path).Dispose();
        }
        catch (SwishException)
        {
            if (!file.ToArray().AsSpan().SequenceEqual(input))
                throw new InvalidOperationException("A file that was rejected was changed.");
            throw;
        }
        byte[] kept = File.Exists(path + ".torn") ? File.ReadAllBytes(path + ".torn") : [];
        if (kept.Length > 0) File.Delete(path + ".torn");
        ReadOnlySpan<byte> rest = input.AsSpan().TrimEnd((byte)0);
        if (!rest.EndsWith(kept) || !file.ToArray().AsSpan().StartsWith(rest[..^kept.Length]))
            throw new InvalidOperationException("Something was cut off and not kept.");
    }

    private static void ReadRecipe(byte[] input)
    {
        TrainingRecipe recipe = RecipeJson.Read(Text(input));
        RecipeSettings.Validate(recipe);
        if (!RecipeJson.Read(RecipeJson.Write(recipe)).Equals(recipe))
            throw new InvalidOperationException("A recipe does not read back.");
    }

    private static void ReadSetting(byte[] input)
    {
        string text = Text(input);
        Expect(() => HiddenLayerList.Parse(text));
        Expect(() => RecipeSettings.BatchNorm.With(TrainingRecipe.Default, text));
        Expect(() => Shard.Parse(text));
    }

    private static void ReadFormula(byte[] input)
    {
        ExpressionActivation activation = ExpressionActivation.Parse(Text(input));
        activation.Prepare();
        activation.Reference(0.5);
        if (!ExpressionActivation.Parse(activation.ToString()).Equals(activation))
            throw new InvalidOperationException($"'{activation}' does not read back.");
    }

    private static void ReadScript(byte[] input)
    {
        // What PowerShell itself does not parse is no input of ours.
        ScriptBlock block;
        try
        {
            string text = Text(input);
            if (text.Count(c => c is '(' or '{' or '[' or '$' or '@') > 200) return;
            block = ScriptBlock.Create(text);
        }
        catch (RuntimeException)
        {
            return;
        }
        ScriptBlockActivation.Read(block).Reference(0.5);
    }

    /// <summary>Reads an input in one of several ways, of which each may reject it.</summary>
    private static void Expect(Action read)
    {
        try
        {
            read();
        }
        catch (SwishException)
        {
        }
    }

    private static byte[] Images() => [.. Header(0x803, 3, 4, 2), .. Enumerable.Range(0, 24).Select(i => (byte)i)];

    private static byte[] Labels() => [.. Header(0x801, 5), 0, 1, 2, 1, 0];

    private static byte[] Header(params int[] numbers)
    {
        byte[] header = new byte[4 * numbers.Length];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * i), numbers[i]);
        return header;
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }

    private static IEnumerable<TrainingRecipe> Recipes() =>
        RecipeCatalog.All.SelectMany(named => named.Create().Expand().Take(2)).Append(TrainingRecipe.Default with
        {
            Activation = ActivationCatalog.Parse("Named{beta*x*sigmoid(x); beta=1 per unit}"),
            Steps = 7,
            Diagnostic = true,
            LabelSmoothing = 0.1,
            HiddenLayers = new([5, 4, 3]),
        });

    private static byte[] Line(int seed)
    {
        TrainingRecipe recipe = TrainingRecipe.Default with
        {
            Seed = seed, ValidationCount = 0, Diagnostic = true, Epochs = 1,
        };
        ExampleSet images = ExampleSet.OfBytes(new byte[8], new ushort[2], 4);
        Dataset data = new("fuzzed", 2, 2, 2, images, images, new string('a', 64));
        TrainingResult result = (TrainingResult.CreateFailed(recipe, data) with
        {
            RunStatus = RunStatus.Completed,
            Steps = 20,
            Epochs = 1,
            TestAccuracy = 0.5,
            TestLoss = 1,
            TrainLoss = 1,
            Seconds = 1,
            SamplesPerSecond = 10,
            WeightHash = "0011223344556677",
            Parameters = 10,
        }).WithHistory([new(10, 0.5, 0.1, 2, double.NaN, double.NaN), new(20, 1, 0.1, 1, double.NaN, double.NaN)])
            .WithDiagnostics([new(0, 1, 0, 1, 0, 1, 1, new([new("beta", 1, 0, 2)]))])
            .WithCorrectness(seed % 2 == 0 ? null : ExampleCorrectness.TryCreate([1], 2, data.Fingerprint));
        return ResultLogLine.Write(new(result, RecipeJson.Write(recipe), data.Fingerprint, MachineInfo.Current));
    }

    private static byte[] Log(int runs) =>
        [.. ResultLogLine.Header, (byte)'\n', .. Enumerable.Range(1, runs).SelectMany(Line)];

    /// <summary>Writes the right check at the end of a line.</summary>
    private static byte[] Sign(byte[] line)
    {
        int end = line.AsSpan().LastIndexOf(",\"check\""u8);
        byte[] body = end < 0 ? line : line[..end];
        return
        [
            .. body, .. ",\"check\":\""u8,
            .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))), .. "\"}\n"u8,
        ];
    }
}
