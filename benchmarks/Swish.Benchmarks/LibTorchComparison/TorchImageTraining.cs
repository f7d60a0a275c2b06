using Swish.Data;
using Swish.Data.Images;
using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Networks.Specs;
using Swish.Recipes;
using Swish.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>
/// Trains a network of images with libtorch, in idiomatic code, from the same weights and with the same batches and
/// learning rates as this library.
/// </summary>
internal sealed class TorchImageTraining : TorchSteps
{
    private const int TestBatch = 500;

    private readonly TrainingRecipe _recipe;
    private readonly Dataset _dataset;
    private readonly BatchSampler _order;
    private readonly LearningRateSchedule _schedule;
    private readonly ImageAugmentation? _augmentation;
    private readonly HashSet<string> _decayed;
    private readonly DelimitedList<LayerSpec> _layers;
    private readonly Dictionary<string, Parameter> _parameters = [];
    private readonly Dictionary<string, Tensor> _velocities = [];
    private readonly Dictionary<string, Tensor> _buffers = [];
    private readonly bool _channelsLast;
    private readonly NetworkSpec _spec;
    private readonly Tensor _images;
    private readonly Tensor _labels;
    private readonly Tensor _offsets;
    private readonly Tensor _divisors;
    private readonly bool _hasOffsets;
    private readonly int[] _batch;
    private LayerContext _context;
    private bool _isTraining = true;
    private int _stepsDone;

    public TorchImageTraining(TrainingRecipe recipe, Dataset dataset, int threads, bool channelsLast)
    {
        if (recipe.Optimizer is not (OptimizerKind.SGD or OptimizerKind.Momentum) || recipe.L2 > 0
            || recipe.GradientClip > 0 || recipe.MovingAverageDecay > 0 || recipe.InitialNetwork is not null)
            throw new NotSupportedException(
                "The comparison is written for SGD and momentum without L2 (but weight decay), clipping and averages.");
        set_num_threads(threads);
        _recipe = recipe;
        _dataset = dataset;
        _channelsLast = channelsLast;
        int count = dataset.Training.Count - recipe.ValidationCount;
        _order = new BatchSampler(recipe.ValidationCount, count, recipe.BatchSize, recipe.Seed);
        _batch = new int[recipe.BatchSize];
        _images = Images(dataset.Training.Bytes);
        _labels = tensor(Labels(dataset.Training.Labels));
        _spec = RecipeNetwork.Spec(recipe, dataset);
        _layers = _spec.Layers;
        _context = new(_spec, new TensorAllocator(measuresOnly: true));
        if (recipe.Augmentation != AugmentationKind.None)
            _augmentation = new(dataset.Training, dataset.Shape, recipe.BatchSize, recipe.Seed);
        using TrainingRun run = new(recipe, dataset, new() { Threads = 1 }, CancellationToken.None);
        Steps = run.Steps;
        _schedule = new(recipe, run.Steps, run.StepsPerEpoch);
        _decayed = [.. run.Network.Parameters.Where(b => b.Kind == ParameterKind.Weight).Select(b => b.Name)];
        _hasOffsets = !run.Transform.KeepsZero;
        _offsets = OfChannels(run.Transform.Offsets);
        _divisors = OfChannels(run.Transform.Divisors);
        foreach (ParameterBlock block in run.Network.Parameters)
        {
            Tensor values = tensor(block.Read(block.Values), [.. block.Shape.Select(size => (long)size)]);
            if (channelsLast && values.dim() == 4) values = ChannelsLast(values);
            _velocities.Add(block.Name, zeros_like(values));
            _parameters.Add(block.Name, new Parameter(values)); // takes the tensor over
        }
        foreach (LayerBuffer buffer in run.Network.Buffers)
            _buffers.Add(buffer.Name, tensor(buffer.Values.Span[..buffer.Features].ToArray()));
    }

    /// <summary>Gets the number of steps of the recipe.</summary>
    public int Steps { get; }

    /// <summary>Classifies the test images, with the running statistics of batch normalization.</summary>
    /// <returns>The share of them that are classified correctly.</returns>
    public double Test()
    {
        ExampleSet test = _dataset.Test;
        long correct = 0;
        _isTraining = false;
        using IDisposable _ = no_grad();
        for (int start = 0; start < test.Count; start += TestBatch)
        {
            using DisposeScope scope = NewDisposeScope();
            int count = Math.Min(TestBatch, test.Count - start);
            Tensor x = Images(test.Bytes.Slice(start * test.InputCount, count * test.InputCount));
            Tensor labels = tensor(Labels(test.Labels.Slice(start, count)));
            correct += Logits(x).argmax(1).eq(labels).sum().ToInt64();
        }
        _isTraining = true;
        return (double)correct / test.Count;
    }

    /// <summary>Takes over the state of a run: its parameters, momentum, running statistics and step.</summary>
    /// <param name="run">A run of the same recipe.</param>
    public void Load(TrainingRun run)
    {
        using IDisposable _ = no_grad();
        foreach (ParameterBlock block in run.Network.Parameters)
        {
            Copy(block.Read(block.Values), _parameters[block.Name]);
            if (block.Moment1 is PanelBuffer momentum) Copy(block.Read(momentum), _velocities[block.Name]);
        }
        foreach (LayerBuffer buffer in run.Network.Buffers)
            Copy(buffer.Values.Span[..buffer.Features].ToArray(), _buffers[buffer.Name]);
        _stepsDone = run.StepsDone;
    }

    /// <summary>Compares the parameters with those of a run.</summary>
    /// <param name="run">A run of the same recipe.</param>
    /// <returns>
    /// The largest difference in a block of parameters, relative to the block's largest absolute value.
    /// </returns>
    public double Difference(TrainingRun run)
    {
        double largest = 0;
        foreach (ParameterBlock block in run.Network.Parameters)
        {
            float[] ours = block.Read(block.Values);
            using Tensor flat = _parameters[block.Name].detach().contiguous().flatten();
            float[] theirs = flat.data<float>().ToArray();
            double scale = ours.Max(value => Math.Abs(value));
            largest = Math.Max(largest, ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max() / scale);
        }
        return largest;
    }

    public override void Dispose()
    {
        foreach (Parameter parameter in _parameters.Values) parameter.Dispose();
        foreach (Tensor tensor in _velocities.Values.Concat(_buffers.Values)) tensor.Dispose();
        foreach (Tensor tensor in (Tensor[])[_images, _labels, _offsets, _divisors]) tensor.Dispose();
    }

    protected override Tensor ForwardBackward()
    {
        int epoch = _stepsDone / _order.StepsPerEpoch;
        _order.Fill(_stepsDone, _batch);
        Tensor indices = tensor(Array.ConvertAll(_batch, index => (long)index));
        Tensor x = _augmentation is null
            ? _images.index_select(0, indices)
            : Images(_augmentation.Apply(_dataset.Training, _batch, epoch).Bytes);
        Tensor loss = F.cross_entropy(
            Logits(x), _labels.index_select(0, indices), label_smoothing: _recipe.LabelSmoothing);
        foreach (Parameter parameter in _parameters.Values) parameter.grad = null;
        loss.backward();
        return loss;
    }

    protected override void Update()
    {
        using IDisposable _ = no_grad();
        float rate = (float)_schedule.Rate(_stepsDone++);
        foreach ((string name, Parameter parameter) in _parameters)
        {
            Tensor gradient = parameter.grad!;
            if (_recipe.WeightDecay > 0 && _decayed.Contains(name))
                gradient = gradient.add(parameter, (float)_recipe.WeightDecay);
            if (_recipe.Optimizer == OptimizerKind.Momentum)
                gradient = _velocities[name].mul_((float)_recipe.Momentum).add_(gradient);
            parameter.add_(gradient, -rate);
        }
    }

    /// <summary>Scales images, and computes the outputs of the network.</summary>
    /// <param name="images">The images as bytes, [images, channels, rows, columns].</param>
    private Tensor Logits(Tensor images)
    {
        Tensor x = images.to(float32);
        if (_hasOffsets) x = x.sub_(_offsets);
        x = x.div_(_divisors);
        if (_channelsLast) x = ChannelsLast(x);
        _context = new(_spec, new TensorAllocator(measuresOnly: true));
        return Forward(_layers, x);
    }

    private Tensor Forward(IEnumerable<LayerSpec> layers, Tensor x) =>
        layers.Aggregate(x, (y, layer) => Forward(layer, y));

    private Tensor Forward(LayerSpec layer, Tensor x)
    {
        switch (layer)
        {
            case ConvolutionSpec c:
                _context.BeginWeightLayer();
                return F.conv2d(
                    x, Parameter("weight"), c.HasBias ? Parameter("bias") : null, [c.Stride, c.Stride],
                    [c.Padding, c.Padding], [1, 1], c.Groups);
            case DepthwiseConvolutionSpec d:
                _context.BeginWeightLayer();
                return F.conv2d(
                    x, Parameter("weight"), d.HasBias ? Parameter("bias") : null, [d.Stride, d.Stride],
                    [d.Padding, d.Padding], [1, 1], x.size(1));
            case DenseSpec:
                _context.BeginWeightLayer();
                return F.linear(x.dim() > 2 ? x.flatten(1) : x, Parameter("weight"), Parameter("bias"));
            case BatchNormSpec:
                string norm = _context.UniqueName("batchnorm");
                return F.batch_norm(
                    x, Buffer(norm + ".running_mean"), Buffer(norm + ".running_var"), Parameter(norm + ".weight"),
                    Parameter(norm + ".bias"), training: _isTraining, momentum: 0.1, eps: 1e-5);
            case ActivateSpec activate:
                _context.UniqueName("activation");
                return TorchActivation.Apply(activate.Function, x);
            case MaxPoolSpec p:
                return F.max_pool2d(x, p.Size, p.Stride, p.Padding);
            case AveragePoolSpec p:
                return F.avg_pool2d(x, p.Size, p.Stride, p.Padding);
            case GlobalAveragePoolSpec:
                return x.mean([2L, 3L]);
            case SubsampleSpec s:
                long added = s.Channels - x.size(1), before = added / 2;
                Tensor kept = x.slice(2, 0, x.size(2), s.Stride).slice(3, 0, x.size(3), s.Stride);
                return F.pad(kept, [0, 0, 0, 0, before, added - before]);
            case FlattenSpec:
                return x.flatten(1);
            case ResidualSpec residual:
                Tensor body = Forward(residual.Body, x);
                return body.add_(Forward(residual.Shortcut, x));
            case BranchSpec branch:
                return cat([.. branch.Bodies.Select(b => Forward(b, x))], 1);
            default:
                throw new NotSupportedException(layer.ToString());
        }
    }

    /// <summary>Stores the channels of a position next to each other; the dimensions stay as they are.</summary>
    private static Tensor ChannelsLast(Tensor images) => images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static void Copy(float[] values, Tensor target)
    {
        using Tensor source = tensor(values, target.shape);
        target.copy_(source);
    }

    private Tensor Images(ReadOnlySpan<byte> pixels) => tensor(pixels.ToArray(), ScalarType.Byte)
        .view(-1, _dataset.Shape.Channels, _dataset.Shape.Rows, _dataset.Shape.Columns);

    private static long[] Labels(ReadOnlySpan<ushort> labels) =>
        Array.ConvertAll(labels.ToArray(), label => (long)label);

    private static Tensor OfChannels(IReadOnlyList<double> constants) =>
        tensor(constants.Select(value => (float)value).ToArray()).view(1, -1, 1, 1);

    private Parameter Parameter(string name) => _parameters[FullName(name)];

    private Tensor Buffer(string name) => _buffers[FullName(name)];

    private string FullName(string name) => FormattableString.Invariant($"layers.{_context.Index}.{name}");
}
