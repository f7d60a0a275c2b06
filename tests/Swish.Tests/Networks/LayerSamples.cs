using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Specs;

namespace Swish.Tests.Networks;

/// <summary>
/// Networks of every kind of layer, fused and separate, first and last, in odd widths that cross the borders of panels;
/// all from 35 inputs to 5 classes.
/// </summary>
internal static class LayerSamples
{
    public const int Inputs = 35;
    public const int Classes = 5;

    private static readonly BatchNormSpec Norm = new();

    private static readonly DenseSpec Logits = new(Classes);

    private static readonly Dictionary<string, LayerSpec[]> Features = new()
    {
        ["dense layers only"] = [new DenseSpec(33), new DenseSpec(64), Logits],
        ["one dense layer"] = [Logits],
        ["activation"] = [new DenseSpec(33), Activate("Swish"), Logits],
        ["BatchNorm"] = [new DenseSpec(33), Norm, Logits],
        ["BatchNorm with a fixed scale"] = [new DenseSpec(33), new BatchNormSpec { FixedScale = true }, Logits],
        ["dropout"] = [new DenseSpec(33), new DropoutSpec(0.4), Logits],
        ["BatchNorm before and after"] =
            [new DenseSpec(40), Norm, Activate("Swish"), Norm, new DropoutSpec(0.3), Logits],
        ["dropout before the activation, and after"] =
            [new DenseSpec(31), new DropoutSpec(0.2), Activate("GELU"), new DropoutSpec(0.5), Norm, Logits],
        ["two activations, learnable"] =
        [
            new DenseSpec(35), Activate("PReLU(per=unit)"), Norm, Activate("TrainedSwish(per=layer)"), Logits,
        ],
        ["activation, BatchNorm and dropout first"] =
        [
            Activate("TrainedSwish(per=unit)"), Norm, new DropoutSpec(0.2), new DenseSpec(7), Activate("Tanh"), Logits,
        ],
        ["logits with BatchNorm"] = [new DenseSpec(20), Activate("Tanh"), Logits, Norm],
        ["fused residual"] =
        [
            new ResidualSpec(new DenseSpec(35), Activate("Swish")),
            new ResidualSpec(new DenseSpec(35), Norm, Activate("Swish"), new DropoutSpec(0.3)),
            new ResidualSpec(new DenseSpec(35)), Logits,
        ],
        ["residual of two layers"] =
        [
            new DenseSpec(33), Norm, Activate("Swish"),
            new ResidualSpec(new DenseSpec(50), Norm, Activate("Swish"), new DenseSpec(33), Norm), Activate("Swish"),
            Logits,
        ],
        ["residual with a shortcut"] =
        [
            new ResidualSpec(
                new DelimitedList<LayerSpec>([new DenseSpec(34), Activate("Swish"), new DenseSpec(3)]),
                new DelimitedList<LayerSpec>([new DenseSpec(3), Norm])),
            Activate("Swish"), Logits,
        ],
        ["pre-activation residuals"] =
        [
            new DenseSpec(33), new ResidualSpec(Norm, Activate("PReLU(per=unit)"), new DenseSpec(33)),
            new ResidualSpec(Norm, Activate("Swish"), new DropoutSpec(0.3), new DenseSpec(33)), Norm, Logits,
        ],
        ["residual in a residual"] =
        [
            new ResidualSpec(
                new DenseSpec(4), new ResidualSpec(new DenseSpec(4), Activate("Swish")),
                new ResidualSpec(new DenseSpec(9), new DenseSpec(4)), new DenseSpec(35)),
            Logits,
        ],
        ["residual around nothing"] = [new DenseSpec(6), new ResidualSpec(), Logits],
        ["residual last"] = [new DenseSpec(Classes), new ResidualSpec(new DenseSpec(Classes), Activate("Tanh"))],
        ["branches"] =
        [
            new DenseSpec(36), Activate("Swish"),
            new BranchSpec(
                [new DenseSpec(3), Activate("Swish")], [], [new DenseSpec(70), Norm, new DropoutSpec(0.3)],
                [Activate("TrainedSwish(per=unit)")]),
            Norm, Logits,
        ],
        ["branches of the input"] =
            [new BranchSpec([new DenseSpec(33), Activate("Swish")], [], [new DenseSpec(1)]), Logits],
        ["branches in a residual"] =
        [
            new ResidualSpec(new BranchSpec([new DenseSpec(20), Activate("Swish")], [new DenseSpec(15)]), Norm),
            new BranchSpec([new ResidualSpec(new DenseSpec(35))], [new BranchSpec([new DenseSpec(2)], [Norm])]), Logits,
        ],
        ["GLU"] = [Gated(33, "GLU"), Logits],
        ["gates with BatchNorm and dropout"] =
        [
            Gated(40, "SwiGLU") with { Normalization = new() }, Norm, new DropoutSpec(0.3),
            Gated(70, "{x*sigmoid(y)+tanh(y)}"), new DropoutSpec(0.2), Gated(5, "Bilinear"), Logits,
        ],
        ["learnable gates"] =
        [
            Gated(33, "GLU(PReLU(per=unit))"), Gated(64, "GLU(TrainedSwish(per=layer))"),
            Gated(20, "{x*sigmoid(a*y)+b*x; a=1 per unit; b=0.2 per layer}"), Logits,
        ],
        ["gates in residuals"] =
        [
            new ResidualSpec(Gated(35, "GEGLU"), Norm),
            new ResidualSpec(Norm, Gated(9, "GLU(Tanh)"), new DenseSpec(35)), Logits,
        ],
        ["gates in branches"] =
        [
            new BranchSpec([Gated(31, "SwiGLU"), Activate("Swish")], [], [Gated(1, "GLU(Softsign)")]),
            Gated(34, "GLU") with { Normalization = new() }, Activate("TrainedSwish(per=unit)"), Logits,
        ],
        ["gate last"] = [new DenseSpec(8), Gated(Classes, "GLU")],
        ["residual after another reader of its input"] =
        [
            new DenseSpec(33), Activate("Swish"),
            new BranchSpec(
                [new DenseSpec(5)], [new ResidualSpec(new DenseSpec(33), Activate("Swish"))], [new DenseSpec(2)]),
            Logits,
        ],
        ["branches last"] = [new DenseSpec(8), new BranchSpec([new DenseSpec(2)], [new DenseSpec(3), Norm])],
    };

    /// <summary>All samples: those of features, and those of images.</summary>
    public static IReadOnlyDictionary<string, LayerSpec[]> All { get; } = new Dictionary<string, LayerSpec[]>(
        Features.Concat(ImageSamples.All.Select(sample => KeyValuePair.Create(sample.Key, sample.Value.Layers))));

    /// <summary>The samples that are small enough for finite differences of all weights.</summary>
    public static IEnumerable<string> Small => All.Keys.Where(name => !name.StartsWith("large", StringComparison.Ordinal));

    /// <summary>Returns the shape of an example of a sample.</summary>
    public static TensorShape InputOf(string name) =>
        ImageSamples.All.TryGetValue(name, out (TensorShape Input, LayerSpec[] Layers) sample)
            ? sample.Input
            : TensorShape.OfFeatures(Inputs);

    /// <summary>Returns the spec of a sample.</summary>
    public static NetworkSpec Spec(string name, int batchSize) => new()
    {
        Input = InputOf(name),
        Layers = new(All[name]),
        BatchSize = batchSize,
        Initializer = InitializerKind.GlorotNormal,
        InitializerDeviation = 0.1,
        InitialBias = 0.1,
        Seed = 3,
        MomentCount = 1,
        Averages = true,
        KeepsWeightGradients = false,
    };

    /// <summary>Random images, half of their pixels zero, with random labels.</summary>
    public static ExampleSet Images(string name, int count)
    {
        int inputs = InputOf(name).Features;
        System.Random random = new(count);
        byte[] pixels = [.. Enumerable.Range(0, count * inputs).Select(_ => (byte)(random.Next(2) * random.Next(256)))];
        return new(pixels, [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(Classes))], inputs);
    }

    /// <summary>Allocates the input of a network, pixels from 0 to 1; for evaluation too.</summary>
    public static InputBatch NewBatch(string name)
    {
        TensorShape shape = InputOf(name);
        Dataset dataset = new(
            "samples", ExampleShape.OfImage(shape.Channels, shape.Rows, shape.Columns), Classes, Images(name, 2),
            Images(name, 2));
        return new(
            NetworkEvaluator.Capacity, InputTransform.Of(dataset, 0, false), skipZeros: false,
            asImages: NetworkBuilder.ReadsImages(shape));
    }

    private static GatedDenseSpec Gated(int outputs, string text) => new(outputs, (Gate)ActivationCatalog.Parse(text));

    private static ActivateSpec Activate(string text) => new(ActivationCatalog.Parse(text));
}
