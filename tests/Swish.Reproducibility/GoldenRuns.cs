using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Data.Toys;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;

namespace Swish.Reproducibility;

/// <summary>
/// Small runs that together go through every optimizer, schedule, place of batch normalization, initializer and
/// activation, and through sizes that fit no register, panel or tile.
/// </summary>
public static class GoldenRuns
{
    // Three steps make an epoch, so that eight pass two reshufflings.
    private static readonly TrainingRecipe Start = new()
    {
        HiddenLayers = HiddenLayerList.Parse("40-33"),
        BatchSize = 41,
        LearningRate = 0.01,
        Steps = 8,
        ValidationCount = 23,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GoldenRun> All { get; } =
    [
        .. Optimizers(), .. Schedules(), .. Penalties(), .. Normalizations(), .. Structures(), .. Initializers(),
        .. Activations(), .. Sizes(), .. Digits(), .. Data(), .. Gates(),
        .. Networks(),
    ];

    private static IEnumerable<GoldenRun> Optimizers()
    {
        // without decay, AdamW is Adam
        foreach (OptimizerKind optimizer in Enum.GetValues<OptimizerKind>().Where(o => o != OptimizerKind.AdamW))
            yield return Run($"optimizer {optimizer}", Start with { Optimizer = optimizer });
        foreach (OptimizerKind optimizer in Enum.GetValues<OptimizerKind>())
        {
            yield return Run($"optimizer {optimizer}, decay of weights", Start with
            {
                Optimizer = optimizer,
                WeightDecay = 0.01,
            });
        }
        yield return Run("optimizer SGD, decay of weights, clipped", Start with
        {
            Optimizer = OptimizerKind.SGD,
            LearningRate = 0.3,
            WeightDecay = 0.01,
            GradientClip = 0.5,
        });
        yield return Run("optimizer Nesterov, decay of weights, averaged", Start with
        {
            Optimizer = OptimizerKind.Nesterov,
            Momentum = 0.8,
            WeightDecay = 0.01,
            MovingAverageDecay = 0.9,
        });
        yield return Run("optimizer AdamW, decay of weights, clipped, averaged", Start with
        {
            Optimizer = OptimizerKind.AdamW,
            WeightDecay = 0.05,
            GradientClip = 1,
            MovingAverageDecay = 0.99,
        });
    }

    private static IEnumerable<GoldenRun> Schedules()
    {
        foreach (ScheduleKind schedule in Enum.GetValues<ScheduleKind>())
        {
            yield return Run($"schedule {schedule}", Start with
            {
                Schedule = schedule,
                DecayRate = 0.7,
                DecayStep = 3,
                Seed = 2,
            });
            yield return Run($"schedule {schedule}, warm-up", Start with
            {
                Schedule = schedule,
                DecayRate = 0.7,
                WarmupStep = 5,
            });
        }
        yield return Run("schedule Exponential, stairs", Start with
        {
            Schedule = ScheduleKind.Exponential,
            DecayRate = 0.9,
            DecayStep = 2,
            Staircase = true,
        });
    }

    private static IEnumerable<GoldenRun> Penalties()
    {
        yield return Run("L2 all", Start with { L2 = 0.02 });
        yield return Run("L2 first", Start with { L2 = 0.01, L2Layer = L2Layer.First });
        yield return Run("L2 first, SGD, averaged", Start with
        {
            L2 = 0.01,
            L2Layer = L2Layer.First,
            Optimizer = OptimizerKind.SGD,
            MovingAverageDecay = 0.99,
        });
    }

    private static IEnumerable<GoldenRun> Normalizations()
    {
        TrainingRecipe deep = Start with { HiddenLayers = HiddenLayerList.Parse("40-33x3-20x2"), MovingAverageDecay = 0.9 };
        foreach (BatchNormPosition position in Enum.GetValues<BatchNormPosition>())
        {
            foreach (int interval in (int[])[1, 3])
            {
                yield return Run($"BatchNorm every {interval} {position}", deep with
                {
                    BatchNormInterval = interval,
                    BatchNormPosition = position,
                });
            }
        }
        yield return Run("BatchNorm, batch 1", Start with { BatchNormInterval = 1, BatchSize = 1 });
        yield return Run("BatchNorm, dropout, clipped", Start with
        {
            BatchNormInterval = 1,
            Dropout = 0.25,
            GradientClip = 1,
            BatchNormPosition = BatchNormPosition.AfterActivation,
        });
    }

    private static IEnumerable<GoldenRun> Structures()
    {
        yield return Run("dropout", Start with { Dropout = 0.3 });
        yield return Run("residual", Start with { HiddenLayers = HiddenLayerList.Parse("40x3-33x2"), Residual = true });
        yield return Run("residual from the input", Start with
        {
            HiddenLayers = HiddenLayerList.Parse("49x2"),
            Residual = true,
        });
        yield return Run("residual, BatchNorm, dropout", Start with
        {
            HiddenLayers = HiddenLayerList.Parse("40x4"),
            Residual = true,
            BatchNormInterval = 2,
            Dropout = 0.2,
        });
        yield return Run("standardized inputs", Start with { Standardize = true });
        yield return Run("initial bias", Start with { InitialBias = 0.1 });
        yield return Run("no validation, another seed", Start with { ValidationCount = 0, Seed = 123456789 });
        yield return Run("label smoothing", Start with { LabelSmoothing = 0.1 });
        yield return Run(
            "batch normalization, fixed scale", Start with { BatchNormInterval = 1, FixedBatchNormScale = true });
        // Stops after six of eight steps, with the network of the third.
        yield return Run("patience", Start with
        {
            Patience = 2,
            EvaluateEvery = 1,
            LearningRate = 0.03,
            MovingAverageDecay = 0.5,
            BatchNormInterval = 2,
        });
        yield return Run("evaluated at each step", Start with { EvaluateEvery = 1 });
    }

    private static IEnumerable<GoldenRun> Initializers() =>
        from initializer in Enum.GetValues<InitializerKind>()
        select Run($"initializer {initializer}", Start with
        {
            Initializer = initializer,
            InitializerDeviation = 0.15,
            Optimizer = OptimizerKind.Nesterov,
            HiddenLayers = HiddenLayerList.Parse("60-33"),
        });

    private static IEnumerable<GoldenRun> Activations()
    {
        string[] others =
        [
            "Swish(beta=1.7)", "PReLU(per=unit)", "TrainedSwish(per=unit)",
            "ELU(alpha=0.5)", "{x*sigmoid(x) + 0.1*sin(x)}", "Own{b*x*sigmoid(k*x); b=1 per layer; k=1 per unit}",
        ];
        // wide enough a start that all pieces of each function are visited
        return
            from text in ActivationCatalog.All.Select(a => a.Name).Concat(others)
            select Run($"activation {text}", Start with
            {
                Activation = ActivationCatalog.Parse(text),
                Optimizer = OptimizerKind.Momentum,
                Initializer = InitializerKind.TruncatedNormal,
                InitializerDeviation = 0.8,
            });
    }

    /// <summary>Other data than images, and the losses for them.</summary>
    private static IEnumerable<GoldenRun> Data()
    {
        yield return Run("class weights", Start with { ClassWeight = ClassWeightList.Balanced });
        yield return new(
            "features", Start, ToyDataset.Create(new() { Kind = ToyKind.Spirals, Count = 160, TestCount = 45, Classes = 3 }));
        yield return new(
            "features, standardized", Start with { Standardize = true },
            ToyDataset.Create(new() { Kind = ToyKind.Moons, Count = 160, TestCount = 45 }));
        foreach (LossKind loss in (LossKind[])[LossKind.Squared, LossKind.Huber])
            yield return new(
                $"regression, {loss}", Start with { Loss = loss, HuberDelta = 0.5, MovingAverageDecay = 0.5 },
                ToyDataset.Create(new() { Kind = ToyKind.Sine, Count = 160, TestCount = 45 }));
    }

    private static IEnumerable<GoldenRun> Sizes()
    {
        foreach (int batch in (int[])[1, 2, 9, 10, 11, 23, 64, 100])
            yield return Run($"batch {batch}", Start with { BatchSize = batch });
        foreach (string layers in (string[])["none", "1", "1x3", "31", "32", "65", "97", "20x12"])
            yield return Run($"layers {layers}", Start with { HiddenLayers = HiddenLayerList.Parse(layers) });
    }

    private static IEnumerable<GoldenRun> Digits()
    {
        TrainingRecipe start = new() { BatchSize = 50, Steps = 6, ValidationCount = 100 };
        yield return new("MNIST ReLU, SGD, averaged", start with
        {
            Activation = ActivationCatalog.Parse("ReLU"),
            HiddenLayers = HiddenLayerList.Parse("50"),
            Optimizer = OptimizerKind.SGD,
            LearningRate = 0.5,
            MovingAverageDecay = 0.99,
            L2 = 1e-4,
            Initializer = InitializerKind.TruncatedNormal,
            InitialBias = 0.1,
        }, GoldenData.Digits);
        yield return new("MNIST Swish, Adam, cosine, BatchNorm", start with
        {
            HiddenLayers = HiddenLayerList.Parse("48-20"),
            Schedule = ScheduleKind.Cosine,
            BatchNormInterval = 1,
        }, GoldenData.Digits);
    }

    private static IEnumerable<GoldenRun> Gates()
    {
        string[] texts =
        [
            .. GateCatalog.All.Select(g => g.Name), "GLU(PReLU(per=unit))", "{x*sigmoid(y)}",
            "Own{x*sigmoid(k*y) + 0.1*sin(y); k=1 per unit}",
        ];
        foreach (string text in texts)
            yield return Run($"gate {text}", Start with { Activation = ActivationCatalog.Parse(text) });
        yield return Run("gate SwiGLU, normalized, dropped out, residual, clipped, averaged", Start with
        {
            Activation = ActivationCatalog.Parse("SwiGLU"),
            GateWidth = GateWidth.Unchanged,
            HiddenLayers = HiddenLayerList.Parse("70x3"),
            BatchNormInterval = 1,
            Dropout = 0.2,
            Residual = true,
            GradientClip = 1,
            MovingAverageDecay = 0.9,
        });
        yield return Run("gate GLU, normalized after it", Start with
        {
            Activation = ActivationCatalog.Parse("GLU"),
            HiddenLayers = HiddenLayerList.Parse("20-45"),
            BatchNormInterval = 2,
            BatchNormPosition = BatchNormPosition.AfterActivation,
            Optimizer = OptimizerKind.SGD,
            LearningRate = 0.3,
            L2 = 1e-3,
        });
        yield return new("MNIST GLU, Adam", new()
        {
            Activation = ActivationCatalog.Parse("GLU"),
            HiddenLayers = HiddenLayerList.Parse("100-50"),
            BatchSize = 50,
            Steps = 6,
            ValidationCount = 100,
        }, GoldenData.Digits);
    }

    private static IEnumerable<GoldenRun> Networks()
    {
        yield return Run("augmentation", Start with { Augmentation = AugmentationKind.PadCropFlip });
        yield return Run("network of dense layers in blocks", Start with
        {
            Network = NetworkDefinition.Parse(
                "{ Dense 40; BatchNorm; Activation; Residual -Repeat 2 { Dense 33; Activation ReLU; Dense 40 }; "
                + "Branch { Dense 20; Activation } { GatedDense 13; Dropout 0.2 } }"),
            GradientClip = 1,
            MovingAverageDecay = 0.9,
        });
        yield return Run("network of convolutions and a gate", Start with
        {
            Network = NetworkDefinition.Parse(
                "{ Convolution 17 3; LayerNorm; Activation; AveragePool 2; Flatten; GatedDense 12 -BatchNorm }"),
        });
        yield return Run("network of layers of images", Start with
        {
            Network = NetworkDefinition.Parse("""
                {
                    Convolution 17 3 -NoBias; BatchNorm; Activation
                    Residual -Repeat 2 { Convolution 17 3; LayerNorm; Activation ReLU; Dropout 0.2 }
                    Residual { DepthwiseConvolution 3 -Stride 2; Convolution 34 1 } -Shortcut { Subsample 34 -Stride 2 }
                    Branch { Convolution 8 3 -Groups 2; Activation } { MaxPool 3 -Stride 1 -Padding 1 } { }
                    AveragePool 2 -Padding 1; GlobalAveragePool
                }
                """),
            Activation = ActivationCatalog.Parse("TrainedSwish(per=unit)"),
            Standardize = true,
            Augmentation = AugmentationKind.PadCropFlip,
            GradientClip = 1,
            MovingAverageDecay = 0.9,
        });
        foreach (string name in
            (string[])["ResNet20", "ResNet32", "MobileNet(width=0.1)", "Inception(width=0.1)", "NASNet(width=0.25)"])
        {
            yield return Run($"network {name}", Start with
            {
                Network = NetworkDefinition.Parse(name),
                Optimizer = OptimizerKind.Momentum,
                WeightDecay = 1e-4,
                Steps = 4,
            });
        }
        yield return new("MNIST LeNet5", Start with { Network = NetworkDefinition.Parse("LeNet5"), BatchSize = 50 },
            GoldenData.Digits);
    }

    private static GoldenRun Run(string name, TrainingRecipe recipe) => new(name, recipe, GoldenData.Patterns);
}
