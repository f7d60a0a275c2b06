using System.Runtime.CompilerServices;
using Swish.Activations.Gates;
using Swish.Data;
using Swish.Networks;
using Swish.Random;
using Swish.Recipes;
using Swish.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>
/// Trains a recipe with libtorch, in idiomatic code: fused functions, gradients set to null instead of zero, in-place
/// updates and averages, and all tensors of a step freed with the step. It starts from the same weights and uses the
/// same batches as this library.
/// </summary>
internal sealed class TorchTraining : TorchSteps
{
    private readonly TrainingRecipe _recipe;
    private readonly BatchSampler _order;
    private readonly LearningRateSchedule _schedule;
    private readonly List<Tensor> _owned = [];
    private readonly List<TorchLayer> _layers = [];
    private readonly List<Parameter> _parameters = [];
    private readonly List<Tensor> _velocities = [];
    private readonly List<Tensor> _averages = [];
    private readonly Tensor _images;
    private readonly Tensor _labels;
    private readonly Tensor _averageShare;
    private readonly int[] _batch;
    private readonly long[] _indices;
    private readonly Tensor _indexTensor;
    private int _stepsDone;

    public TorchTraining(TrainingRecipe recipe, Dataset dataset, int threads)
    {
        Reject(recipe);
        set_num_threads(threads);
        _recipe = recipe;
        int count = dataset.Training.Count - recipe.ValidationCount;
        _order = new BatchSampler(recipe.ValidationCount, count, recipe.BatchSize, recipe.Seed);
        _schedule = new LearningRateSchedule(recipe, recipe.Steps!.Value, _order.StepsPerEpoch);
        _images = Own(frombuffer(PixelsOf(dataset.Training)!, ScalarType.Byte).view(-1, dataset.InputCount));
        _labels = Own(tensor(Array.ConvertAll(dataset.Training.Labels.ToArray(), label => (long)label)));
        _batch = new int[recipe.BatchSize];
        _indices = new long[recipe.BatchSize];
        _indexTensor = Own(frombuffer(_indices, ScalarType.Int64));
        _averageShare = Own(tensor(0f));

        int width = dataset.InputCount;
        for (int layer = 0; layer <= recipe.HiddenLayers.Depth; layer++)
        {
            bool hidden = layer < recipe.HiddenLayers.Depth;
            int units = hidden ? recipe.HiddenLayers[layer] : dataset.Classes;
            bool normalized = hidden && recipe.BatchNormInterval > 0 && (layer + 1) % recipe.BatchNormInterval == 0;
            // The two products of a gate are one of double width, as usual in PyTorch.
            int outputs = hidden && recipe.Activation is Gate ? 2 * units : units;
            _layers.Add(new TorchLayer(
                Add(tensor(InitialWeights(width, units, outputs > units, layer), [outputs, width])),
                Add(full(outputs, (float)recipe.InitialBias)),
                normalized ? Add(ones(outputs)) : null, normalized ? Add(zeros(outputs)) : null,
                Own(zeros(outputs)), Own(ones(outputs))));
            width = units;
        }
    }

    public override void Dispose()
    {
        foreach (Tensor tensor in _owned) tensor.Dispose();
    }

    /// <summary>Classifies images; batch normalization is not supported.</summary>
    /// <param name="examples">The images.</param>
    /// <param name="count">How many of them, from the first on.</param>
    /// <returns>The share of them that are classified correctly.</returns>
    public double Test(ExampleSet examples, int count)
    {
        const int Batch = 1000;
        using IDisposable _ = no_grad();
        using IDisposable all = NewDisposeScope();
        Tensor images = frombuffer(PixelsOf(examples)!, ScalarType.Byte).view(-1, examples.InputCount);
        Tensor labels = tensor(Array.ConvertAll(examples.Labels[..count].ToArray(), label => (long)label));
        long correct = 0;
        for (int start = 0; start < count; start += Batch)
        {
            using IDisposable scope = NewDisposeScope();
            int end = Math.Min(count, start + Batch);
            Tensor outputs = Forward(images.slice(0, start, end, 1).to(float32).div_(255f));
            correct += outputs.argmax(1).eq(labels.slice(0, start, end, 1)).sum().ToInt64();
        }
        return (double)correct / count;
    }

    /// <summary>
    /// Returns the bytes of the data set without a copy, so that libtorch does not hold them a second time.
    /// </summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_bytes")]
    private static extern ref byte[]? PixelsOf(ExampleSet examples);

    private static void Reject(TrainingRecipe recipe)
    {
        if (recipe.Optimizer is not (OptimizerKind.SGD or OptimizerKind.Momentum) || recipe.Residual
            || recipe.Dropout > 0 || recipe.GradientClip > 0 || recipe.WeightDecay > 0 || recipe.Standardize
            || recipe.Steps is null
            || (recipe.Activation is Gate && recipe.GateWidth != GateWidth.Unchanged)
            || recipe.BatchNormPosition != BatchNormPosition.BeforeActivation)
            throw new NotSupportedException("The comparison is written for SGD and momentum over a number of steps.");
    }

    private float[] InitialWeights(int inputs, int units, bool isGated, int layer)
    {
        float[] weights = Fill(RandomPurpose.InitialWeights);
        return isGated ? [.. weights, .. Fill(RandomPurpose.GateWeights)] : weights;

        float[] Fill(RandomPurpose purpose)
        {
            float[] product = new float[units * inputs];
            Initializer.Fill(product, inputs, units, _recipe.Initializer, _recipe.InitializerDeviation,
                new RandomStream(_recipe.Seed, purpose, layer));
            return product;
        }
    }

    private Parameter Add(Tensor initial)
    {
        _velocities.Add(Own(zeros_like(initial)));
        _averages.Add(Own(initial.clone()));
        Parameter parameter = new(initial); // takes the tensor over
        _parameters.Add(parameter);
        Own(parameter);
        return parameter;
    }

    private Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }

    protected override Tensor ForwardBackward()
    {
        _order.Fill(_stepsDone, _batch);
        for (int i = 0; i < _batch.Length; i++) _indices[i] = _batch[i];
        Tensor x = Forward(_images.index_select(0, _indexTensor).to(float32).div_(255f));
        Tensor loss = F.cross_entropy(x, _labels.index_select(0, _indexTensor));
        foreach (Parameter parameter in _parameters) parameter.grad = null;
        loss.backward();
        return loss;
    }

    private Tensor Forward(Tensor x)
    {
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            x = _layers[layer].Forward(x);
            if (layer < _layers.Count - 1) x = TorchActivation.Apply(_recipe.Activation, x);
        }
        return x;
    }

    protected override void Update()
    {
        using IDisposable _ = no_grad();
        float rate = (float)_schedule.Rate(_stepsDone++);
        double decay = Math.Min(_recipe.MovingAverageDecay, (1.0 + _stepsDone) / (10.0 + _stepsDone));
        _averageShare.fill_((float)(1 - decay));
        for (int i = 0; i < _parameters.Count; i++)
        {
            Parameter parameter = _parameters[i];
            Tensor gradient = parameter.grad!;
            bool penalized = _recipe.L2 > 0 && parameter.dim() == 2 && (_recipe.L2Layer == L2Layer.All || i == 0);
            if (penalized) gradient.add_(parameter, (float)_recipe.L2);
            if (_recipe.Optimizer == OptimizerKind.Momentum)
                gradient = _velocities[i].mul_((float)_recipe.Momentum).add_(gradient);
            parameter.add_(gradient, -rate);
            if (_recipe.MovingAverageDecay > 0) _averages[i].lerp_(parameter, _averageShare);
        }
    }
}
